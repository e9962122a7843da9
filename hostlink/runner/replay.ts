/** Folds the events of a journal into how an operation stands: what a card shows. */
import type { JournalEvent, Outcome, Phase, RunVerb } from './events.ts';

export type StepState = 'pending' | 'running' | 'done' | 'found' | 'failed' | 'undoing' | 'undone';

export interface StepProgress {
  readonly state: StepState;
  /** ISO times: when it was started last, and when it came to where it stands. */
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** Its last failure. Kept when what was there of it is taken back: `undone` is of steps that had been done. */
  readonly failure?: {
    readonly phase: Phase;
    readonly status: number;
    readonly verdict: string;
    /** The last lines it printed, still escaped. */
    readonly said: readonly string[];
  };
}

export interface Progress {
  readonly steps: readonly StepProgress[];
  /** Sequence number of the last event, 0 where there is none. */
  readonly seq: number;
  readonly verb?: RunVerb;
  /** The process that claimed the run last. */
  readonly runner?: { readonly pid: number; readonly group: number };
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** Set while another operation holds a lock that this one needs. */
  readonly waiting?: { readonly lock: string; readonly holder: string };
  readonly stale?: { readonly guard: number; readonly why: 'changed' | 'unclear' };
  readonly stopping?: 'cancelled' | 'disk-full' | 'lock-timeout';
  /** How the last run ended; undefined while one goes on or was interrupted. */
  readonly outcome?: Outcome;
}

const pending: StepProgress = { state: 'pending' };

/** @param steps how many steps the plan has. Events about others are counted in as well: the plan may not be at hand. */
export function replay(events: readonly JournalEvent[], steps: number): Progress {
  return events.reduce(after, { steps: Array.from({ length: steps }, () => pending), seq: 0 });
}

/** The progress after one more event. */
export function after(progress: Progress, event: JournalEvent): Progress {
  const { waiting: _, ...rest } = progress;
  const going: Progress = { ...rest, seq: event.seq };
  const step = (change: (step: StepProgress) => StepProgress, number: number): Progress => ({
    ...going,
    steps: changed(going.steps, number - 1, change),
  });
  switch (event.kind) {
    case 'claimed': {
      const { outcome: _outcome, stopping: _stopping, endedAt: _endedAt, ...again } = going;
      const { verb, pid, group } = event;
      return { startedAt: event.at, ...again, verb, runner: { pid, group } };
    }
    case 'waiting':
      return { ...going, waiting: { lock: event.lock, holder: event.holder } };
    case 'locked':
    case 'guarded':
      return going;
    case 'stale':
      return { ...going, stale: { guard: event.guard, why: event.why } };
    case 'found':
      return step(() => ({ state: 'found', endedAt: event.at }), event.step);
    case 'started':
      return step(() => ({ state: 'running', startedAt: event.at }), event.step);
    case 'done':
      return step(
        ({ startedAt }) => ({ ...since(startedAt), state: 'done', endedAt: event.at }),
        event.step,
      );
    case 'failed': {
      const { phase, status, verdict } = event;
      const failure = { phase, status, verdict, said: [] };
      return step(
        ({ startedAt }) => ({ ...since(startedAt), state: 'failed', endedAt: event.at, failure }),
        event.step,
      );
    }
    case 'said':
      return step(
        (was) =>
          was.failure === undefined
            ? was
            : { ...was, failure: { ...was.failure, said: [...was.failure.said, event.text] } },
        event.step,
      );
    case 'undoing':
      return step(
        (was) => (was.state === 'failed' ? was : { ...was, state: 'undoing' }),
        event.step,
      );
    case 'undone':
      return step(
        (was) => (was.state === 'failed' ? was : { ...was, state: 'undone', endedAt: event.at }),
        event.step,
      );
    case 'stopping':
      return { ...going, stopping: event.why };
    case 'end':
      return { ...going, outcome: event.outcome, endedAt: event.at };
    default:
      return event satisfies never;
  }
}

const since = (startedAt: string | undefined) => (startedAt === undefined ? {} : { startedAt });

function changed(
  steps: readonly StepProgress[],
  index: number,
  change: (step: StepProgress) => StepProgress,
): readonly StepProgress[] {
  const grown = [...steps];
  while (grown.length <= index) grown.push(pending);
  grown[index] = change(grown[index] ?? pending);
  return grown;
}
