/** What is said of an operation's state: a mark and a word for lists, a sentence for whoever waits for it. */
import type { OperationState, OperationView } from '../desk.ts';

interface StateWords {
  /** Beside the word, never instead of it. */
  readonly mark: string;
  readonly sentence: string;
}

const words: Readonly<Record<OperationState, StateWords>> = {
  planned: { mark: '📝', sentence: 'It is planned and has not begun' },
  waiting: { mark: '⏸️', sentence: 'It waits for a decision' },
  approved: { mark: '⏳', sentence: 'It is approved and has not begun' },
  queued: { mark: '⏳', sentence: 'It waits for its turn on the host' },
  running: { mark: '⏳', sentence: 'The host is carrying it out' },
  done: { mark: '✅', sentence: 'It is done' },
  denied: { mark: '🚫', sentence: 'It was denied; nothing was changed' },
  expired: { mark: '⌛', sentence: 'Nobody decided in time; nothing was changed' },
  stale: { mark: '🔀', sentence: 'The host changed since it was planned; nothing was done' },
  cancelled: { mark: '↩️', sentence: 'It was cancelled; nothing of it is left' },
  unwound: { mark: '↩️', sentence: 'It failed and was taken back; nothing of it is left' },
  stuck: { mark: '⚠️', sentence: 'Part of it is done, and a person must decide how it goes on' },
  interrupted: {
    mark: '⚠',
    sentence: 'It was broken off, and a person must decide how it goes on',
  },
  failed: { mark: '❌', sentence: 'It did not go through' },
};

export const markOf = (state: OperationState): string => words[state].mark;

/** The sentence says more than the state where the bot knows more. */
export function sentenceOf({ state, verifying, cancelAskedBy }: OperationView): string {
  if (verifying !== undefined) return `Connection lost, verifying: ${verifying.why}`;
  if (cancelAskedBy !== undefined && !hasEnded(state))
    return 'It was asked to stop: it stops between two steps and is taken back';
  return words[state].sentence;
}

/** `stuck` and `interrupted` have not ended: they wait for a person. */
const ended: ReadonlySet<OperationState> = new Set<OperationState>([
  'done',
  'denied',
  'expired',
  'stale',
  'cancelled',
  'unwound',
  'failed',
]);

export const hasEnded = (state: OperationState): boolean => ended.has(state);

/** What a person can do about it now. */
export function decisionsFor({ state, cancelAskedBy }: OperationView): readonly string[] {
  if (hasEnded(state)) return [];
  if (state === 'stuck' || state === 'interrupted') return ['resume', 'unwind'];
  return cancelAskedBy === undefined ? ['cancel'] : [];
}
