/** States in which an operation is over. `stuck` and `interrupted` are none: they wait for a person. */
import type { OperationState } from '../desk.ts';

/** In all other states an operation keeps its holds and its subject. */
export const endedStates = [
  'done',
  'denied',
  'expired',
  'stale',
  'cancelled',
  'unwound',
  'failed',
] as const satisfies readonly OperationState[];

export const hasEnded = (state: OperationState): boolean =>
  endedStates.some((ended) => ended === state);
