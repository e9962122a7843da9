/**
 * Looks after operations that wait: at the moment when one is due, and now and then in any case, since its moment may
 * have come while no bot was there, or whoever should have sent it on has crashed.
 */
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';

export interface WaitsParts {
  /** Whatever is due now. Doing it twice does no harm. */
  readonly look: () => Promise<void>;
  /** When the next one is. */
  readonly nextDue: () => Promise<Date | undefined>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Waits {
  start(): void;
  /** Something has begun to wait, or is due. */
  wake(): void;
  stop(): Promise<void>;
}

/** Milliseconds between two looks: at most, and at least. */
const most = 60_000;
const least = 200;
const afterTrouble = 5_000;

export function waits({ look, nextDue, clock, log }: WaitsParts): Waits {
  const stopped = new AbortController();
  let poked = new AbortController();
  let running: Promise<void> = Promise.resolve();

  /** Milliseconds until the next look. */
  const lookNow = async (): Promise<number> => {
    try {
      await look();
      const due = await nextDue();
      if (due === undefined) return most;
      return Math.min(Math.max(due.getTime() - clock.now().getTime(), least), most);
    } catch (error) {
      log.warn({ err: error }, 'operations that wait were not looked after');
      return afterTrouble;
    }
  };

  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      poked = new AbortController();
      const { signal } = poked;
      const wait = await lookNow();
      await clock.sleep(wait, AbortSignal.any([stopped.signal, signal]));
    }
  };

  return {
    start: () => {
      running = run();
    },
    wake: () => poked.abort(),
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}
