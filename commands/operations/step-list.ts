/**
 * The steps of an operation, one a line, each with how far it has come: `✓ 2 Create VNIC web01_0 over stub0  1s`.
 * For the answer to `op show` and for the card that is edited while it runs.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import type { JournalEvent } from '../../hostlink/runner/events.ts';
import { replay, type StepProgress, type StepState } from '../../hostlink/runner/replay.ts';
import { readable } from '../../hostlink/runner/said.ts';
import { meaningOf, type Step, type StepKinds } from '../../hostlink/steps/define-step.ts';
import { formatDuration } from './duration.ts';

const marks: Readonly<Record<StepState, string>> = {
  pending: '·',
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
  const { steps } = replay(events, plan.steps.length);
  return plan.steps
    .map((step, index) => {
      const progress: StepProgress = steps[index] ?? { state: 'pending' };
      const number = String(index + 1).padStart(width);
      const line = `${marks[progress.state]} ${number} ${titleOf(step, kinds)}`;
      const remark = remarkOf(progress, now);
      return remark === '' ? line : `${line}  ${remark}`;
    })
    .join('\n');
}

/** An operation of another release is shown all the same. */
function titleOf(step: Step, kinds: StepKinds): string {
  try {
    return meaningOf(step, kinds).title;
  } catch (error) {
    if (error instanceof Diagnostic) return `${step.kind}, which this release does not know`;
    throw error;
  }
}

function remarkOf(progress: StepProgress, now: Date | undefined): string {
  switch (progress.state) {
    case 'pending':
      return '';
    case 'running':
      return now === undefined ? '' : took(progress, now);
    case 'done':
      return took(progress, now);
    case 'found':
      return 'was there already';
    case 'failed':
      return [took(progress, now), failureOf(progress)].filter((part) => part !== '').join(', ');
    case 'undoing':
      return 'being taken back';
    case 'undone':
      return 'taken back';
    default:
      return progress.state satisfies never;
  }
}

function took({ startedAt, endedAt }: StepProgress, now: Date | undefined): string {
  const until = endedAt === undefined ? now : new Date(endedAt);
  if (startedAt === undefined || until === undefined) return '';
  return formatDuration(until.getTime() - new Date(startedAt).getTime());
}

/** What is left of it is said by the verdict: what its check found afterwards. */
function failureOf({ failure }: StepProgress): string {
  if (failure === undefined) return '';
  const { phase, status, verdict } = failure;
  switch (phase) {
    case 'check':
      return `what is there can't be told (${verdict})`;
    case 'apply':
    case 'verify':
      return status === 0 ? `ran, and is ${verdict}` : `exit ${status}, is ${verdict}`;
    case 'undo':
      return `could not be taken back (exit ${status}), is ${verdict}`;
    default:
      return phase satisfies never;
  }
}

/** The last of what failed steps printed, for a preformatted block; empty where none printed anything. */
export function lastWords(plan: Plan, events: readonly JournalEvent[]): string {
  const { steps } = replay(events, plan.steps.length);
  const lines = steps.flatMap(({ failure }) => failure?.said ?? []);
  return lines.map(readable).join('\n').slice(-maxLastWords);
}

const maxLastWords = 1500;
