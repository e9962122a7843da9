/** How an operation stands, for its card and for `op show`: a title, one line that says most, and what went wrong. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { replay, type StepProgress } from '../../hostlink/runner/replay.ts';
import { meaningOf, type StepKinds } from '../../hostlink/steps/define-step.ts';
import type { Line, Part, Span } from '../answer.ts';
import { whatToDo, whyParts } from '../answers/diagnostic-answer.ts';
import { joined, marked, paragraph, person, preformatted, strong, time } from '../answers/parts.ts';
import type { Fault, OperationView } from '../desk.ts';
import { consentSpans, soFar } from './consent-words.ts';
import { formatDuration } from './duration.ts';
import { hasEnded } from './ended-states.ts';
import { needsPerson, sentenceOf, subjectInWords } from './operation-words.ts';
import { outcomeOf } from './outcome.ts';
import { lastWords } from './step-list.ts';

/** `Create web01 on hv-04` */
export function titleOf(operation: OperationView): string {
  const { verb, host } = operation;
  const where = host === undefined ? '' : ` on ${host}`;
  return `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${subjectInWords(operation)}${where}`;
}

/** What went wrong. That of an earlier run says nothing about the one under way. */
const faultOf = ({ state, fault }: OperationView): Fault | undefined =>
  hasEnded(state) || needsPerson(state) ? fault : undefined;

/** `*running* · step 3 of 6: Install web01 · since today 9:41` */
export function standing(operation: OperationView, kinds: StepKinds): readonly Span[] {
  const { state, plan, cancelAskedBy } = operation;
  const word = state === 'planned' && plan === undefined ? 'planning' : state;
  return joined([
    strong(word),
    ...told(operation, kinds),
    left(operation),
    cancelAskedBy === undefined ? '' : stopAskedBy(cancelAskedBy.user, hasEnded(state)),
    took(operation),
  ]);
}

/** The same for notifications and screen readers: `Create web01 on hv-04: running, step 3 of 6: Install web01`. */
export function standingInWords(operation: OperationView, kinds: StepKinds): string {
  const { state, plan } = operation;
  const fault = faultOf(operation);
  const under = stepUnderWay(operation, kinds);
  const outcome = state === 'done' && plan !== undefined ? outcomeOf(plan) : undefined;
  const more = fault?.message ?? outcome;
  return [
    `${titleOf(operation)}: ${state}${waitedFor(operation)}`,
    under === undefined ? '' : `, ${under.title}`,
    more === undefined ? '' : `. ${more}`,
  ].join('');
}

/** ` for approval, 1 of 2 so far` */
function waitedFor({ state, consent, votes }: OperationView): string {
  if (state !== 'waiting' || consent === undefined) return '';
  return consent.kind === 'approval'
    ? ` for approval, ${soFar(consent, votes)}`
    : ' for a confirmation';
}

/** What the state comes to. A fault says it better than the state's own sentence does. */
function told(operation: OperationView, kinds: StepKinds): readonly Line[] {
  const { state, plan, verifying, cancelAskedBy } = operation;
  if (verifying !== undefined) return [`Connection lost, verifying: ${verifying.why}`];
  const fault = faultOf(operation);
  if (fault !== undefined) return [marked(fault.message)];
  const under = stepUnderWay(operation, kinds);
  if (under !== undefined) {
    const { title, startedAt } = under;
    return [title, startedAt === undefined ? '' : ['since ', time(new Date(startedAt))]];
  }
  if (state === 'running' && cancelAskedBy !== undefined) return [];
  const consent = consentSpans(operation);
  if (consent.length > 0) return [consent];
  const outcome = state === 'done' && plan !== undefined ? outcomeOf(plan) : undefined;
  return [outcome ?? sentenceOf(state)];
}

interface UnderWay {
  /** `step 3 of 6: Install web01` */
  readonly title: string;
  readonly startedAt?: string;
}

/** A plan of another release has steps that this one can't tell; the operation is shown all the same. */
function stepUnderWay(
  { plan, state, events }: OperationView,
  kinds: StepKinds,
): UnderWay | undefined {
  if (plan === undefined || state !== 'running') return undefined;
  const { steps } = replay(events, plan.steps.length);
  const index = steps.findIndex(isUnderWay);
  const step = plan.steps[index];
  const progress = steps[index];
  if (step === undefined || progress === undefined) return undefined;
  const isUndoing = progress.state === 'undoing';
  const what = isUndoing ? 'taking back step' : 'step';
  const number = `${what} ${index + 1} of ${plan.steps.length}`;
  const { startedAt } = progress;
  try {
    return {
      title: `${number}: ${meaningOf(step, kinds).title}`,
      ...(!isUndoing && startedAt !== undefined && { startedAt }),
    };
  } catch (error) {
    if (error instanceof Diagnostic) return { title: number };
    throw error;
  }
}

const isUnderWay = ({ state }: StepProgress): boolean => state === 'running' || state === 'undoing';

/** What became of the host, where only the fault was told. */
function left(operation: OperationView): string {
  if (faultOf(operation) === undefined) return '';
  if (operation.state === 'unwound') return 'nothing of it is left';
  return operation.state === 'failed' && operation.events.length === 0 ? 'nothing was changed' : '';
}

const stopAskedBy = (user: string, isOver: boolean): Line => [
  'asked to stop by ',
  person(user),
  ...(isOver ? [] : [': before its next step it stops, and what was done is taken back']),
];

const took = ({ askedAt, endedAt }: OperationView): string =>
  endedAt === undefined ? '' : `took ${formatDuration(endedAt.getTime() - askedAt.getTime())}`;

/** Why it stands so, what the failed step printed, and what to do. The message itself is told by standing(). */
export function troubleParts(operation: OperationView): readonly Part[] {
  const { plan, events } = operation;
  const fault = faultOf(operation);
  const printed = new Set(events.flatMap((event) => (event.kind === 'said' ? [event.text] : [])));
  const words = plan === undefined ? '' : lastWords(plan, events);
  return [
    ...whyParts((fault?.causes ?? []).filter((cause) => !printed.has(cause))),
    ...(words === '' ? [] : [paragraph(strong('What the step said')), preformatted(words)]),
    ...(fault === undefined ? [] : whatToDo(fault)),
  ];
}

/** For the small print. */
export const faultCode = (operation: OperationView): string | undefined => faultOf(operation)?.code;
