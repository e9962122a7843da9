/**
 * /zone why <command …>: what allows or denies it, to this person here and now, each with the rule's line. A change is
 * planned for that, since a plan may risk more than its verb; nothing is done.
 */
import { Diagnostic } from '../hostlink/diagnostic.ts';
import { highestRisk } from '../hostlink/steps/define-step.ts';
import type { Answer, Line, Part } from './answer.ts';
import {
  bullets,
  code,
  context,
  counted,
  heading,
  marked,
  paragraph,
  strong,
} from './answers/parts.ts';
import { rest } from './argument.ts';
import type { ReadCommand } from './define.ts';
import { type ChangeCommand, type Command, type DecideCommand, defineRead } from './define.ts';
import { type Demand, type Desk, type Stand, standActions } from './desk.ts';
import { planNow } from './dry-run.ts';
import { parse } from './grammar/parse.ts';
import { operationId } from './grammar/types/names.ts';
import { word } from './grammar/types/words.ts';
import { namesIn } from './operations/consent-words.ts';
import { inWords } from './operations/duration.ts';
import { needLines } from './operations/need-lines.ts';

/** @param commands all that there are; asked for when it answers, since it is one of them. */
export const defineWhy = (commands: () => readonly Command[]): ReadCommand => ({
  ...defineRead({
    path: 'why',
    summary: 'Show what allows or denies a command, by which rule',
    role: 'viewer',
    args: { command: rest(word('command'), 'a command, as it would be typed') },
    examples: ['why create web01', 'why approve 3kq7wz2m5a', 'why op cancel 3kq7wz2m5a'],
    answer: async ({ command: words }, desk) => {
      if (words.length === 0) return ofNothing;
      const { command, texts, reason, text, glass } = parse(words.join(' '), commands());
      const parts = await explained(command, texts, reason, desk, glass !== undefined);
      return {
        summary: `Why: ${text}`,
        parts: [heading(`Why: ${text}`), ...parts, context('Nothing was done.')],
      };
    },
  }),
  takesCommand: true,
});

const ofNothing: Answer = {
  summary: 'Which command is it about?',
  parts: [
    paragraph('Write the command behind it, as you would type it: ', code('/zone why halt web01')),
  ],
};

/** Besides what holds for the change: who may break the glass, and what that takes. */
async function glassExplained(need: Demand, desk: Desk): Promise<readonly Part[]> {
  const isFrozen = need.kind === 'refused' && need.code === 'zmgr::approval::frozen';
  if (need.kind !== 'approval' && !isFrozen) {
    return [paragraph(strong('Breaking the glass'), ' would change nothing about that.')];
  }
  const may = desk.may('breakglass');
  const verdict = verdictLine(
    may,
    may.allowed ? 'You may break the glass' : 'You may not break it',
  );
  const terms = await desk.glass();
  if (terms === undefined) return [bullets([verdict])];
  const { limit, used, reviews, within, reviewers, rule } = terms;
  const place = `${rule.source.split('/').at(-1)}:${rule.line}`;
  return [
    paragraph(strong('By break-glass'), ', it begins at once, with a ticket and a reason:'),
    bullets([
      verdict,
      `At most ${counted(limit, 'time')} a day; you have ${used === 0 ? 'not' : counted(used, 'time')} within the last (${place})`,
      [
        `${counted(reviews, 'other')} of `,
        ...namesIn(reviewers),
        ` review it within ${inWords(within)}; until then it stands in red`,
      ],
      'Its plan, its guards and the locks of the host hold as ever',
    ]),
  ];
}

type Explained = ReturnType<typeof parse>;

async function explained(
  command: Explained['command'],
  texts: Explained['texts'],
  reason: string | undefined,
  desk: Desk,
  isByGlass: boolean,
): Promise<readonly Part[]> {
  const may = desk.may(command.path);
  const asking = bullets([verdictLine(may, may.allowed ? 'You may ask for it' : 'You may not')]);
  if (command.kind === 'change')
    return [asking, ...(await changeParts(command, texts, reason, desk, isByGlass))];
  return command.kind === 'decide' ? decisionParts(command, texts, desk, asking) : [asking];
}

async function changeParts(
  command: ChangeCommand,
  texts: Explained['texts'],
  reason: string | undefined,
  desk: Desk,
  isByGlass: boolean,
): Promise<readonly Part[]> {
  const seen = await planned(command, texts, desk);
  const risk = seen.kind === 'plan' ? highestRisk([command.risk, seen.plan.risk]) : command.risk;
  const need = desk.need({
    verb: command.path,
    risk,
    ...(seen.host !== undefined && { host: seen.host }),
    ...(seen.kind === 'plan' && seen.plan.tags !== undefined && { tags: seen.plan.tags }),
    ...(reason !== undefined && { reason }),
  });
  const where = seen.host === undefined ? '' : ` on ${seen.host}`;
  return [
    paragraph('It is ', strong(risk), `${where}.`),
    bullets(needLines(need)),
    ...(isByGlass ? await glassExplained(need, desk) : []),
    ...(seen.kind === 'trouble'
      ? [
          paragraph(
            'It could not be planned just now, so that this goes by its verb alone: ',
            ...marked(seen.trouble.message),
          ),
        ]
      : []),
  ];
}

type Seen = Awaited<ReturnType<typeof planNow>> & { readonly kind: 'plan' };
type Trouble = {
  readonly kind: 'trouble';
  readonly host?: Seen['host'];
  readonly trouble: Diagnostic;
};

async function planned(
  command: ChangeCommand,
  texts: Explained['texts'],
  desk: Desk,
): Promise<Seen | Trouble> {
  let host: Seen['host'] | undefined;
  try {
    host = await command.host(texts, desk);
    return { kind: 'plan', ...(await planNow(command, texts, desk, host)) };
  } catch (error) {
    if (!(error instanceof Diagnostic)) throw error;
    return { kind: 'trouble', trouble: error, ...(host !== undefined && { host }) };
  }
}

/** A decision is about an operation, whose own terms say who decides. */
async function decisionParts(
  { path }: DecideCommand,
  texts: Explained['texts'],
  desk: Desk,
  asking: Part,
): Promise<readonly Part[]> {
  const action = standActions.find((one) => path === one || path === `op ${one}`);
  const [id] = texts.id ?? [];
  if (action === undefined || id === undefined) return [asking];
  const stand = await desk.stand(action, operationId.parse(id));
  return [bullets([verdictLine(stand, stand.allowed ? 'You may' : 'You may not')])];
}

/** `You may ask for it: you have the role operator (zonebot.kdl:13)` */
const verdictLine = ({ because }: Pick<Stand, 'because'>, lead: string): Line => [
  strong(lead),
  `: ${because}`,
];
