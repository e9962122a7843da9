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
import type { OperationView } from '../desk.ts';
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

/** @param now where a step is running, its time until now is shown */
export function stepList(
  { state, events }: Pick<OperationView, 'state' | 'events'>,
  plan: Plan,
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
      const remark = remarkOf(progress, state === 'running', now);
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

function remarkOf(progress: StepProgress, goesOn: boolean, now: Date | undefined): string {
  switch (progress.state) {
    case 'pending':
      return '';
    case 'running':
      return goesOn ? took(progress, now) : 'broken off';
    case 'done':
      return took(progress, now);
    case 'found':
      return 'was there already';
    case 'failed':
      return failureOf(progress, took(progress, now));
    case 'undoing':
      return 'being taken back';
    case 'undone':
      return 'taken back';
    default:
      return progress.state satisfies never;
  }
}

/** Nothing of what took less than a second: most steps do, and a column of `<1s` hides the one that did not. */
function took({ startedAt, endedAt }: StepProgress, now: Date | undefined): string {
  const until = endedAt === undefined ? now : new Date(endedAt);
  if (startedAt === undefined || until === undefined) return '';
  const milliseconds = until.getTime() - new Date(startedAt).getTime();
  return milliseconds < 1000 ? '' : formatDuration(milliseconds);
}

/** `failed after 37s: exit 1, found partial` */
function failureOf({ failure }: StepProgress, after: string): string {
  const failed = after === '' ? 'failed' : `failed after ${after}`;
  if (failure === undefined) return failed;
  const { phase, status, verdict } = failure;
  const found = `exit ${status}, found ${verdict}`;
  switch (phase) {
    case 'check':
      return `could not be checked: ${found}`;
    case 'apply':
      return `${failed}: ${found}`;
    case 'verify':
      return `reported success, found ${verdict}`;
    case 'undo':
      return `could not be taken back: ${found}`;
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
