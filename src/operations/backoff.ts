/** Waits between tries, twice as long each time: from half a second to half a minute. */
import type { Clock } from '../clock.ts';

const first = 500;
const longest = 30_000;

export interface Backoff {
  next(): Promise<void>;
  /** A try went well: the next wait is short again. */
  reset(): void;
}

export function backoff(clock: Clock, signal: AbortSignal): Backoff {
  let wait = first;
  return {
    next: async () => {
      const now = wait;
      wait = Math.min(wait * 2, longest);
      await clock.sleep(now, signal);
    },
    reset: () => {
      wait = first;
    },
  };
}
