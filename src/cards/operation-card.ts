/**
 * The card of an operation: one message in the channel, edited in place from the plan to the result. At most 12 blocks;
 * a state is an emoji and a word, never an emoji alone. What was done, or that nothing was, is always said.
 */
import type { Line, Part, Span } from '../../commands/answer.ts';
import { faultParts } from '../../commands/answers/diagnostic-answer.ts';
import {
  code,
  context,
  fields,
  heading,
  joined,
  paragraph,
  preformatted,
  strong,
  time,
} from '../../commands/answers/parts.ts';
import { shortDigest } from '../../commands/answers/plan-answer.ts';
import { planDetails } from '../../commands/answers/plan-details.ts';
import type { OperationState, OperationView } from '../../commands/desk.ts';
import { formatDuration } from '../../commands/operations/duration.ts';
import { decisionsFor, sentenceOf } from '../../commands/operations/operation-words.ts';
import { lastWords, stepList } from '../../commands/operations/step-list.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { type Progress, replay } from '../../hostlink/runner/replay.ts';
import { meaningOf, type StepKinds } from '../../hostlink/steps/define-step.ts';
import { type Button, type ButtonAction, buttonActions, type Card } from './card.ts';

const emojis: Readonly<Record<OperationState, string>> = {
  planned: '📝',
  waiting: '⏸️',
  approved: '⏳',
  queued: '⏳',
  running: '⏳',
  done: '✅',
  denied: '🚫',
  expired: '⌛',
  stale: '🔀',
  cancelled: '↩️',
  unwound: '↩️',
  stuck: '⚠️',
  interrupted: '⚠️',
  failed: '❌',
};

export function operationCard(operation: OperationView, kinds: StepKinds): Card {
  const { state, verb, subject, host, plan, fault, events } = operation;
  const title = `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${subject}${host === undefined ? '' : ` on ${host}`}`;
  const progress = plan && replay(events, plan.steps.length);
  const where = progress && isKnown(plan, kinds) ? standing(operation, progress, kinds) : undefined;
  const words = plan === undefined ? '' : lastWords(plan, events);
  return {
    summary: `${emojis[state]} ${title}: ${state}${where === undefined ? '' : `, ${where}`}${fault === undefined ? '' : `. ${fault.message}`}`,
    parts: [
      heading(`${emojis[state]} ${title}`),
      paragraph(
        ...joined([strong(stateWord(operation)), ...told(operation, where), took(operation)]),
        ...stopper(operation),
      ),
      ...(progress?.waiting === undefined ? [] : [waiting(progress.waiting)]),
      ...(plan === undefined ? [] : planParts(plan, operation, kinds)),
      ...(fault === undefined ? [] : faultParts(fault)),
      // A fault with causes has told what the step said.
      ...(words === '' || fault?.causes !== undefined ? [] : [preformatted(words)]),
      smallPrint(operation),
    ],
    buttons: decisionsFor(operation).flatMap((decision) => {
      const action = buttonActions.find((known) => known === decision);
      return action === undefined ? [] : [button(action, operation)];
    }),
  };
}

const planParts = (plan: Plan, { events }: OperationView, kinds: StepKinds): readonly Part[] =>
  isKnown(plan, kinds)
    ? [fields(planDetails(plan)), preformatted(stepList(plan, events, kinds))]
    : [paragraph('Its steps are those of another release of zonebot.')];

/** A plan may have been stored by another release, whose steps this one can't tell; its card is shown all the same. */
function isKnown(plan: Plan, kinds: StepKinds): boolean {
  try {
    for (const step of plan.steps) meaningOf(step, kinds);
    return true;
  } catch (error) {
    if (error instanceof Diagnostic) return false;
    throw error;
  }
}

const stateWord = ({ state, plan }: OperationView): string =>
  state === 'planned' && plan === undefined ? 'planning' : state;

/** `step 3 of 7: Install zone web01`, while one is under way. */
function standing(
  { plan, state }: OperationView,
  { steps }: Progress,
  kinds: StepKinds,
): string | undefined {
  if (plan === undefined || state !== 'running') return undefined;
  const index = steps.findIndex((step) => step.state === 'running' || step.state === 'undoing');
  const step = plan.steps[index];
  if (step === undefined) return undefined;
  const what = steps[index]?.state === 'undoing' ? 'taking back step' : 'step';
  return `${what} ${index + 1} of ${plan.steps.length}: ${meaningOf(step, kinds).title}`;
}

/** Which step is under way says more than that it runs; trouble with the host and a wish to stop are said besides. */
function told(operation: OperationView, where: string | undefined): readonly Span[] {
  const { state, events, verifying, cancelAskedBy } = operation;
  const isPlain = verifying === undefined && cancelAskedBy === undefined;
  const isSaid = isPlain && (where !== undefined || state === 'done');
  const isUntouched = state === 'failed' && events.length === 0;
  return [
    ...(where === undefined ? [] : [where]),
    ...(isSaid ? [] : [sentenceOf(operation)]),
    ...(isUntouched ? ['nothing was changed'] : []),
  ];
}

const stopper = ({ cancelAskedBy, endedAt }: OperationView): readonly Span[] =>
  cancelAskedBy === undefined || endedAt !== undefined
    ? []
    : [' (a wish of ', { person: cancelAskedBy.user }, ')'];

const took = ({ askedAt, endedAt }: OperationView): string =>
  endedAt === undefined ? '' : `took ${formatDuration(endedAt.getTime() - askedAt.getTime())}`;

/** A lock's holder is an operation's id, told by the host: text like any other. */
const waiting = ({ lock, holder }: { readonly lock: string; readonly holder: string }): Part =>
  paragraph('Waits for operation ', code(holder), ', which holds the lock ', code(lock), '.');

function smallPrint({ id, actor, askedAt, plan, command }: OperationView): Part {
  const line: readonly Span[] = joined([code(id), `/zone ${command}`]);
  const asked: Line = ['asked by ', { person: actor.user }, ' ', time(askedAt)];
  return context(
    ...line,
    ' · ',
    ...asked,
    plan === undefined ? '' : ` · plan ${shortDigest(plan)}`,
  );
}

const labels: Readonly<Record<ButtonAction, string>> = {
  cancel: 'Cancel',
  resume: 'Go on',
  unwind: 'Take back',
};

function button(action: ButtonAction, { id, verb, subject }: OperationView): Button {
  const common = { action, label: labels[action], operation: id } as const;
  switch (action) {
    case 'cancel':
      return {
        ...common,
        style: 'danger',
        confirm: {
          title: 'Cancel it?',
          text: `${verb} ${subject} stops before its next step, and what was done is taken back.`,
          yes: 'Cancel it',
          no: 'Let it run',
        },
      };
    case 'resume':
      return { ...common, style: 'primary' };
    case 'unwind':
      return {
        ...common,
        style: 'danger',
        confirm: {
          title: 'Take it back?',
          text: `What ${verb} ${subject} has done on the host is undone, last step first.`,
          yes: 'Take it back',
          no: 'Leave it',
        },
      };
    default:
      return action satisfies never;
  }
}
