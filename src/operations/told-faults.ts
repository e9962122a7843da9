/** What a journal's end means for people: the fault of an operation that did not end as it was meant to. */
import type { Fault } from '../../commands/desk.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import type { JournalEvent, Outcome } from '../../hostlink/runner/events.ts';
import type { Titles } from './differences.ts';

type Told = Exclude<Outcome, 'done'> | 'interrupted';

const goOn = (id: OperationId): string =>
  `\`/zone op resume ${id}\` goes on, \`/zone op unwind ${id}\` takes back what was done.`;

export function faultToldBy(
  id: OperationId,
  told: Told,
  plan: Plan,
  events: readonly JournalEvent[],
  titles: Titles,
): Fault {
  const failure = failedStep(plan, events, titles);
  const advice = failure?.advice;
  const causes =
    failure === undefined
      ? []
      : [...(advice === undefined ? [] : [advice.message]), failure.sentence, ...failure.said];
  switch (told) {
    case 'cancelled':
      return {
        code: 'zmgr::operation::cancelled',
        message: 'Stopped as asked; what had been done was taken back',
      };
    case 'unwound':
      if (advice !== undefined) {
        const { code, message, help } = advice;
        const before = plan.steps.length > 1 ? 'What had been done before was taken back. ' : '';
        return { code, message, help: `${before}${help}`, causes: causes.slice(1) };
      }
      return {
        code: 'zmgr::operation::unwound',
        message: failure?.sentence ?? 'What had been done was taken back',
        help: 'What had been done before was taken back. Look at what the step said, and ask for it again.',
        ...(failure !== undefined && failure.said.length > 0 && { causes: failure.said }),
      };
    case 'stale':
      return {
        code: 'zmgr::operation::stale',
        message: `The host has changed since this was planned, and nothing was done. ${brokenGuard(plan, events, titles)}`,
        help: 'Ask for it again if you still want it.',
      };
    case 'stuck':
      return {
        code: 'zmgr::operation::stuck',
        message: 'The host could neither go on nor take everything back',
        help: advice === undefined ? goOn(id) : `${advice.help} ${goOn(id)}`,
        ...(causes.length > 0 && { causes }),
      };
    case 'interrupted':
      return {
        code: 'zmgr::operation::interrupted',
        message: 'The host was interrupted in the middle, by a reboot perhaps',
        help: goOn(id),
        ...(causes.length > 0 && { causes }),
      };
    default:
      return told satisfies never;
  }
}

/** The first failure since the runner was last started: later ones came of taking back. */
function failedStep(plan: Plan, events: readonly JournalEvent[], titles: Titles) {
  const start = events.findLastIndex(({ kind }) => kind === 'claimed');
  const since = events.slice(Math.max(start, 0));
  const failed = since.find((event) => event.kind === 'failed');
  if (failed === undefined) return undefined;
  const step = plan.steps[failed.step - 1];
  const title = step === undefined ? `Step ${failed.step}` : titles.step(step);
  const how: Record<typeof failed.phase, string> = {
    check: 'could not be checked',
    apply: 'failed',
    verify: 'reported success, but is not there',
    undo: 'could not be taken back',
  };
  const said = since.flatMap((event) =>
    event.kind === 'said' && event.step === failed.step ? [event.text] : [],
  );
  const advised = step === undefined ? [] : titles.advice(step);
  return {
    sentence: `Step ${failed.step}, "${title}", ${how[failed.phase]} (exit status ${failed.status}, found ${failed.verdict})`,
    said,
    advice: advised.find(({ says }) => said.some((text) => text.includes(says))),
  };
}

function brokenGuard(plan: Plan, events: readonly JournalEvent[], titles: Titles): string {
  const broken = events.findLast((event) => event.kind === 'stale');
  const guard = broken === undefined ? undefined : plan.guards[broken.guard - 1];
  if (broken === undefined || guard === undefined) return '';
  const how = broken.why === 'changed' ? 'No longer so' : 'Could not be checked';
  return `${how}: ${titles.guard(guard)}`;
}
