/**
 * The steps of an operation, one a line, each with how far it has come: `✓ 1 Create VNIC web01_0 over stub0  0.2s`.
 * For the answer to `op show` and for the card that is edited while it runs.
 */
import type { Plan } from '../../hostlink/plan/plan.ts';
import type { JournalEvent } from '../../hostlink/runner/events.ts';
import { meaningOf, type StepKinds } from '../../hostlink/steps/define-step.ts';
import { formatDuration } from './duration.ts';
import { type StepProgress, type StepState, stepProgress } from './step-progress.ts';

const marks: Readonly<Record<StepState, string>> = {
  ahead: '·',
  running: '▸',
  found: '✓',
  done: '✓',
  failed: '✗',
  undoing: '↩',
  undone: '↩',
};

/** @param now where a step is running, its time until now is shown; left out once the operation has ended. */
export function stepList(
  plan: Plan,
  events: readonly JournalEvent[],
  kinds: StepKinds,
  now?: Date,
): string {
  const width = String(plan.steps.length).length;
  const progress = stepProgress(plan.steps.length, events);
  return plan.steps
    .map((step, index) => {
      const of = progress[index] ?? { state: 'ahead', said: [] };
      const number = String(index + 1).padStart(width);
      const remark = remarkOf(of, now);
      return `${marks[of.state]} ${number} ${meaningOf(step, kinds).title}${remark === '' ? '' : `  ${remark}`}`;
    })
    .join('\n');
}

function remarkOf({ state, startedAt, endedAt, failure }: StepProgress, now?: Date): string {
  const until = state === 'running' ? now : endedAt;
  const took =
    startedAt === undefined || until === undefined
      ? undefined
      : formatDuration(until.getTime() - startedAt.getTime());
  switch (state) {
    case 'ahead':
      return '';
    case 'running':
    case 'done':
      return took ?? '';
    case 'found':
      return 'was there already';
    case 'failed':
      return [took, failure].filter((part) => part !== undefined).join(', ');
    case 'undoing':
      return 'being taken back';
    case 'undone':
      return failure === undefined ? 'taken back' : `failed (${failure}) and taken back`;
    default:
      return state satisfies never;
  }
}

/** The last of what failed steps printed, for a preformatted block; empty where none printed anything. */
export function lastWords(plan: Plan, events: readonly JournalEvent[]): string {
  const said = stepProgress(plan.steps.length, events).flatMap((step) => step.said);
  return said.join('\n').slice(-1500);
}
