/** How far each step of a plan has come, from the journal's events. */
import type { JournalEvent } from '../../hostlink/runner/events.ts';

export type StepState = 'ahead' | 'running' | 'found' | 'done' | 'failed' | 'undoing' | 'undone';

export interface StepProgress {
  readonly state: StepState;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  /** What a failed step printed, and how it failed. */
  readonly said: readonly string[];
  readonly failure?: string;
}

/** @param count how many steps the plan has; events about others are passed over. */
export function stepProgress(
  count: number,
  events: readonly JournalEvent[],
): readonly StepProgress[] {
  const steps: StepProgress[] = Array.from({ length: count }, () => ({ state: 'ahead', said: [] }));
  for (const event of events) {
    if (!('step' in event)) continue;
    const before = steps[event.step - 1];
    if (before !== undefined) steps[event.step - 1] = after(before, event);
  }
  return steps;
}

type StepEvent = Extract<JournalEvent, { readonly step: number }>;

function after(before: StepProgress, event: StepEvent): StepProgress {
  const at = new Date(event.at);
  switch (event.kind) {
    case 'found':
      return { ...before, state: 'found' };
    case 'started': {
      const { said } = before;
      return { said, state: 'running', startedAt: at };
    }
    case 'done':
      return { ...before, state: 'done', endedAt: at };
    case 'failed':
      return { ...before, state: 'failed', endedAt: at, failure: failureOf(event) };
    case 'said':
      return { ...before, said: [...before.said, event.text] };
    case 'undoing':
      return { ...before, state: 'undoing' };
    case 'undone':
      return { ...before, state: 'undone' };
    default:
      return event satisfies never;
  }
}

function failureOf({ phase, status, verdict }: Extract<StepEvent, { kind: 'failed' }>): string {
  switch (phase) {
    case 'check':
      return `what is there could not be told (exit ${status})`;
    case 'apply':
      return status === 0 ? `left it ${verdict}` : `exit ${status}, left it ${verdict}`;
    case 'verify':
      return `ran, and left it ${verdict}`;
    case 'undo':
      return `could not be taken back (exit ${status}), left it ${verdict}`;
    default:
      return phase satisfies never;
  }
}
