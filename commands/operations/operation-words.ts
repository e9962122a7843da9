/** What is said of an operation's state: a mark and a word for lists, a sentence for whoever waits for it. */
import { type Decision, decisions, type OperationState, type OperationView } from '../desk.ts';
import { hasEnded } from './ended-states.ts';

interface StateWords {
  /** Beside the word, never instead of it. */
  readonly mark: string;
  /** Stands behind the word, and so does not repeat it. */
  readonly sentence: string;
}

const words: Readonly<Record<OperationState, StateWords>> = {
  planned: { mark: '📝', sentence: 'It has not begun' },
  waiting: { mark: '⏸️', sentence: 'It needs a decision before it begins' },
  approved: { mark: '⏳', sentence: 'It has not begun' },
  queued: { mark: '⏳', sentence: 'It waits for its turn on the host' },
  running: { mark: '⏳', sentence: 'The host is carrying it out' },
  done: { mark: '✅', sentence: 'Every step was carried out' },
  denied: { mark: '🚫', sentence: 'Nothing was changed' },
  expired: { mark: '⌛', sentence: 'Nobody decided in time; nothing was changed' },
  stale: { mark: '🔀', sentence: 'The host changed since it was planned; nothing was done' },
  cancelled: { mark: '↩️', sentence: 'Nothing of it is left' },
  unwound: { mark: '↩️', sentence: 'It failed and was taken back; nothing of it is left' },
  stuck: { mark: '⚠️', sentence: 'Part of it is done, and a person must decide how it goes on' },
  interrupted: {
    mark: '⚠️',
    sentence: 'It was broken off, and a person must decide how it goes on',
  },
  failed: { mark: '❌', sentence: 'It did not go through' },
};

export const markOf = (state: OperationState): string => words[state].mark;

export const sentenceOf = (state: OperationState): string => words[state].sentence;

/** Whether it waits for a person to say how it goes on. */
export const needsPerson = (state: OperationState): boolean =>
  state === 'stuck' || state === 'interrupted';

export type OperationDecision = Decision | 'cancel' | 'resume' | 'unwind';

/** What somebody can do about it now. */
export function decisionsFor({
  state,
  cancelAskedBy,
  consent,
}: Pick<OperationView, 'state' | 'cancelAskedBy' | 'consent'>): readonly OperationDecision[] {
  if (hasEnded(state)) return [];
  if (needsPerson(state)) return ['resume', 'unwind'];
  const stops: readonly OperationDecision[] = cancelAskedBy === undefined ? ['cancel'] : [];
  if (state !== 'waiting' || consent === undefined) return stops;
  return consent.kind === 'confirmation' ? ['confirm', ...stops] : ['approve', 'deny', ...stops];
}

/** The verb that is typed for it: `op cancel`. */
export const verbFor = (decision: OperationDecision): string =>
  decisions.some((one) => one === decision) ? decision : `op ${decision}`;

/** A pool, template or publisher is called by its name where its verb says what it is: `internal`, not `pool:internal`. */
export function subjectInWords({
  verb,
  subject,
}: {
  readonly verb: string;
  readonly subject: string;
}): string {
  const [noun = ''] = verb.split(' ');
  return subject.startsWith(`${noun}:`) ? subject.slice(noun.length + 1) : subject;
}
