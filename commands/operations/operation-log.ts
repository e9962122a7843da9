/** What the steps of an operation printed on their host, for people: each under its own title, in order. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { StepOutput } from '../../hostlink/runner/read-outputs.ts';
import { meaningOf, type StepKinds } from '../../hostlink/steps/define-step.ts';
import type { Answer, AnswerFile, Part } from '../answer.ts';
import { code, context, heading, joined, paragraph, preformatted } from '../answers/parts.ts';
import type { OperationView } from '../desk.ts';
import { titleOf } from './standing.ts';

/** Characters; what is longer is a file, and its end is shown beside it. */
export const mostShown = 2_900;

/** Empty where no step printed anything. */
export function operationLog(
  { plan }: Pick<OperationView, 'plan'>,
  outputs: readonly StepOutput[],
  kinds: StepKinds,
): string {
  return outputs
    .filter(({ text }) => text.trim() !== '')
    .map(({ step, text, isCut }) => {
      const title = `== ${step} ${stepTitle(plan?.steps[step - 1], kinds)} ==`;
      const before = isCut ? '… (the beginning is left out)\n' : '';
      return `${title}\n${before}${text.replace(/\s+$/, '')}\n`;
    })
    .join('\n');
}

/** An operation of another release is shown all the same. */
function stepTitle(
  step: NonNullable<OperationView['plan']>['steps'][number] | undefined,
  kinds: StepKinds,
): string {
  if (step === undefined) return '';
  try {
    return meaningOf(step, kinds).title;
  } catch (error) {
    if (error instanceof Diagnostic) return step.kind;
    throw error;
  }
}

export const logFile = (operation: OperationView, text: string): AnswerFile => ({
  name: `zonebot-${operation.id}.log`,
  title: `Output of ${titleOf(operation)}`,
  text: `# ${titleOf(operation)} · operation ${operation.id}\n# /zone ${operation.command}\n\n${text}`,
});

/** What is read of a log at once: its end, in whole lines. */
export function endOf(text: string): string {
  if (text.length <= mostShown) return text;
  const end = text.slice(-mostShown);
  return end.slice(end.indexOf('\n') + 1);
}

function nothingPrinted({ events, journalRemovedAt }: OperationView): string {
  if (journalRemovedAt !== undefined)
    return 'Its host keeps what steps print for 30 days after the end, and that is over; what they did is still in `op show`.';
  if (events.length === 0) return 'It was not given to its host yet, so nothing was printed.';
  return 'Its steps have printed nothing.';
}

/** The answer to `op log`. */
export function logAnswer(operation: OperationView, text: string): Answer {
  const title = `Output of ${titleOf(operation)}`;
  const isLong = text.length > mostShown;
  const parts: readonly Part[] = [
    heading(title),
    text === '' ? paragraph(nothingPrinted(operation)) : preformatted(endOf(text)),
    context(...joined([['operation ', code(operation.id)], isLong ? 'the end of it' : ''])),
  ];
  return { summary: title, parts, ...(isLong && { file: logFile(operation, text) }) };
}
