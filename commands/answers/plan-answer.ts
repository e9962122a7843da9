/** A plan as people read it: what it comes to, its steps, what it takes for granted, what it risks. */
import type { Guard, GuardKinds } from '../../hostlink/guards/define-guard.ts';
import { pointOfNoReturn } from '../../hostlink/plan/make-plan.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { warningsOf } from '../../hostlink/plan/warnings.ts';
import { meaningOf, type StepKinds } from '../../hostlink/steps/define-step.ts';
import type { Answer, Line, Part } from '../answer.ts';
import { subjectInWords } from '../operations/operation-words.ts';
import { importParts } from './import-parts.ts';
import {
  bullets,
  code,
  context,
  counted,
  fields,
  heading,
  paragraph,
  preformatted,
  strong,
} from './parts.ts';
import { planDetails, planDiffs, planFiles } from './plan-details.ts';

export interface Kinds {
  readonly steps: StepKinds;
  readonly guards: GuardKinds;
}

/** What people type and see of a digest. */
export const shortDigest = ({ digest }: Plan): string => digest.slice(0, 8);

/**
 * The answer to `plan …` and `dry-run=yes`: nothing to press.
 * @param needs what it would wait for, were it asked for
 */
export function planAnswer(plan: Plan, kinds: Kinds, needs: readonly Line[] = []): Answer {
  const { verb, host, steps, risk } = plan;
  const what = subjectInWords(plan);
  return {
    summary: `Plan: ${verb} ${what} on ${host}, ${counted(steps.length, 'step')}, ${risk}. Nothing was changed`,
    parts: [
      heading(`Plan: ${verb} ${what} on ${host}`),
      ...planParts(plan, kinds),
      ...planFiles(plan).flatMap(({ path, text }) => [
        paragraph(code(path)),
        preformatted(text.trimEnd()),
      ]),
      ...(needs.length === 0 ? [] : [bullets(needs)]),
      context(`plan ${shortDigest(plan)} · ${risk} · nothing was changed`),
    ],
  };
}

/** Also for the card that asks whether to go on. @throws Diagnostic `zmgr::plan::bad-step` for another release's plan */
export function planParts(plan: Plan, { steps, guards }: Kinds): readonly Part[] {
  if (plan.verb === 'import') return [...importParts(plan), ...entryParts(plan)];
  return [
    fields(planDetails(plan)),
    preformatted(signedSteps(plan, steps)),
    ...warningParts(plan),
    ...diffParts(plan),
    ...noReturnParts(plan, steps),
    ...(plan.guards.length === 0
      ? []
      : [
          paragraph(strong('Goes ahead only while')),
          bullets(plan.guards.map((guard) => guardTitle(guard, guards))),
        ]),
  ];
}

const mostEntries = 3;

/** Of a few entries their texts. All have the same conditions, and a step each. */
const entryParts = (plan: Plan): readonly Part[] => [
  ...(plan.steps.length > mostEntries
    ? []
    : plan.steps.flatMap(({ args: { path, text } }) => [
        paragraph(code(String(path))),
        preformatted(String(text).trimEnd()),
      ])),
  paragraph(
    strong('Goes ahead only while'),
    ' the host still has these zones, none of them has an entry, and no other entry has an address of theirs',
  ),
];

const mostDiff = 2_400;

/** How files are changed, as they will read. */
export const diffParts = (plan: Plan): readonly Part[] =>
  planDiffs(plan).flatMap(({ path, text }) => [
    paragraph(code(path)),
    preformatted(text.length <= mostDiff ? text : `${text.slice(0, mostDiff)}\n…`),
  ]);

/** `+` comes into being, `-` goes away, `~` changes: as people know it from other planners. */
const signs: Readonly<Record<string, string>> = {
  create: '+',
  configure: '+',
  install: '+',
  destroy: '-',
  delete: '-',
  remove: '-',
  uninstall: '-',
};

const signOf = (kind: string): string => signs[kind.split('.').at(-1) ?? ''] ?? '~';

/** The steps, one a line, each with its sign. @throws Diagnostic `zmgr::plan::bad-step` */
export function signedSteps(plan: Plan, kinds: StepKinds): string {
  const width = String(plan.steps.length).length;
  return plan.steps
    .map(
      (step, index) =>
        `${signOf(step.kind)} ${String(index + 1).padStart(width)} ${meaningOf(step, kinds).title}`,
    )
    .join('\n');
}

/** From the first step that can't be taken back, nothing unwinds: who says yes must know. */
export function noReturnParts(plan: Plan, kinds: StepKinds): readonly Part[] {
  const point = pointOfNoReturn(plan, kinds);
  return point === undefined
    ? []
    : [paragraph(strong(`⚠ No way back from step ${point.step}`), `: ${point.because}`)];
}

/** What does not stand in the way, and should be known before. */
/** What is no reason to stop, and worth a thought before. */
export const warningParts = (plan: Plan): readonly Part[] =>
  warningsOf(plan).map(({ message, help }) => paragraph(strong('⚠ Mind'), `: ${message}. ${help}`));

const guardTitle = (guard: Guard, kinds: GuardKinds): string =>
  kinds.get(guard.kind)?.meaning(guard).title ?? guard.kind;
