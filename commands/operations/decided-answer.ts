/** What became of somebody's word about an operation, told to them alone: it counted, or who was faster. */
import type { Answer, Span } from '../answer.ts';
import { code, context, joined, paragraph, person, time } from '../answers/parts.ts';
import type { Actor, Decided, Decision, OperationView } from '../desk.ts';
import { formatDuration } from './duration.ts';
import { operationAnswer } from './operation-answer.ts';
import { titleOf } from './standing.ts';

const participles: Readonly<Record<Decision, string>> = {
  confirm: 'confirmed',
  approve: 'approved',
  deny: 'denied',
};

export const participleOf = (decision: Decision): string => participles[decision];

/** For a typed word, which has no card under it. */
export const decidedAnswer = (decided: Decided, by: Actor, now: Date): Answer =>
  decided.kind === 'counted'
    ? operationAnswer(decided.operation, now)
    : (notCounted(decided, by, now) ?? operationAnswer(decided.operation, now));

/** Undefined where the word counted: then the card says it. */
export function notCounted({ kind, operation }: Decided, by: Actor, now: Date): Answer | undefined {
  if (kind === 'counted') return undefined;
  const what = kind === 'voted-before' ? earlierWord(operation, by, now) : lastWord(operation, now);
  return {
    summary: `${titleOf(operation)} is ${operation.state}: nothing was counted`,
    parts: [
      paragraph(...what),
      context(...joined([titleOf(operation), ['operation ', code(operation.id)], operation.state])),
    ],
  };
}

function earlierWord({ votes }: OperationView, by: Actor, now: Date): readonly Span[] {
  const own = votes.find((vote) => vote.by.user === by.user && vote.by.team === by.team);
  const word = own === undefined ? 'said something' : participles[own.decision];
  const when = own === undefined ? ' before' : ` it ${ago(own.at, now)}`;
  return [`You have ${word}${when}, and that stands. One word of each person is counted.`];
}

function lastWord({ state, votes, endedAt, consent }: OperationView, now: Date): readonly Span[] {
  const deciding = votes.findLast(({ decision }) => (state === 'denied') === (decision === 'deny'));
  if (state === 'cancelled' || state === 'expired') {
    const when = endedAt === undefined ? '' : ` ${ago(endedAt, now)}`;
    return [
      `It was ${state === 'expired' ? 'given up, undecided,' : 'called off'}${when}. Nothing was changed.`,
    ];
  }
  if (state === 'waiting') {
    return consent === undefined
      ? ['It is not to be decided now.']
      : ['Its time to decide was over at ', time(consent.until), '.'];
  }
  if (deciding === undefined) return [`It is ${state}, and waits for nobody.`];
  const { by, decision, at, reason } = deciding;
  return [
    `Already ${participles[decision]} by `,
    person(by.user),
    ` ${ago(at, now)}${reason === undefined ? '' : `: ${reason}`}. It is ${state}.`,
  ];
}

const ago = (at: Date, now: Date): string => `${formatDuration(now.getTime() - at.getTime())} ago`;
