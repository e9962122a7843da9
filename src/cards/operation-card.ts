/**
 * The card of an operation: one message in the channel, edited in place from the plan to the result. At most 12 blocks;
 * a state is an emoji and a word, never an emoji alone. What was done, or that nothing was, is always said.
 */
import type { Part } from '../../commands/answer.ts';
import { importParts } from '../../commands/answers/import-parts.ts';
import {
  code,
  context,
  fields,
  heading,
  joined,
  paragraph,
  person,
  preformatted,
  time,
} from '../../commands/answers/parts.ts';
import {
  diffParts,
  noReturnParts,
  shortDigest,
  signedSteps,
  warningParts,
} from '../../commands/answers/plan-answer.ts';
import { planDetails } from '../../commands/answers/plan-details.ts';
import type { OperationView } from '../../commands/desk.ts';
import { lossParts, saidParts } from '../../commands/operations/consent-words.ts';
import { glassParts } from '../../commands/operations/glass-words.ts';
import { decisionsFor, markOf } from '../../commands/operations/operation-words.ts';
import {
  faultCode,
  standing,
  standingInWords,
  titleOf,
  troubleParts,
} from '../../commands/operations/standing.ts';
import { stepList } from '../../commands/operations/step-list.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { replay } from '../../hostlink/runner/replay.ts';
import { meaningOf, type StepKinds } from '../../hostlink/steps/define-step.ts';
import type { Button, ButtonAction, Card } from './card.ts';

export function operationCard(operation: OperationView, kinds: StepKinds): Card {
  const { state, plan, events } = operation;
  const mark = markOf(state);
  const progress = plan && replay(events, plan.steps.length);
  return {
    summary: `${mark} ${standingInWords(operation, kinds)}`,
    parts: [
      heading(`${mark} ${headingOf(operation)}`),
      paragraph(...standing(operation, kinds)),
      ...glassParts(operation),
      ...saidParts(operation),
      ...(progress?.waiting === undefined ? [] : [waiting(progress.waiting)]),
      ...(plan === undefined ? [] : planParts(plan, operation, kinds)),
      ...troubleParts(operation),
      smallPrint(operation),
    ],
    buttons: actionsOn(operation).map((action) => buttonFor(action, operation)),
  };
}

/** Who decides about somebody else's change wants to know all of it. */
function actionsOn(operation: OperationView): readonly ButtonAction[] {
  const decisions = decisionsFor(operation);
  const stop = decisions.indexOf('cancel');
  return operation.state === 'waiting' && operation.consent?.kind === 'approval' && stop >= 0
    ? [...decisions.slice(0, stop), 'details', ...decisions.slice(stop)]
    : decisions;
}

/** What needs somebody's yes says so before anything else. */
function headingOf(operation: OperationView): string {
  const title = titleOf(operation);
  const { state, consent, glass } = operation;
  if (glass?.broken !== undefined) return `By break-glass: ${title}`;
  return state === 'waiting' && consent?.kind === 'approval' ? `Approval needed: ${title}` : title;
}

function planParts(plan: Plan, operation: OperationView, kinds: StepKinds): readonly Part[] {
  if (!isKnown(plan, kinds))
    return [paragraph('Its steps are those of another release of zonebot.')];
  // What an import comes to are its entries; a step writes each, and as long as all goes well they say no more.
  if (plan.verb === 'import') {
    return [
      ...(operation.state === 'waiting' ? lossParts(operation, kinds) : []),
      ...importParts(plan),
      ...(isUneventful(operation.state) ? [] : [preformatted(stepList(operation, plan, kinds))]),
    ];
  }
  return operation.state === 'waiting'
    ? [
        ...lossParts(operation, kinds),
        fields(planDetails(plan)),
        preformatted(signedSteps(plan, kinds)),
        ...warningParts(plan),
        ...diffParts(plan),
        ...noReturnParts(plan, kinds),
      ]
    : [
        fields(planDetails(plan)),
        ...warningParts(plan),
        preformatted(stepList(operation, plan, kinds)),
      ];
}

const isUneventful = (state: OperationView['state']): boolean =>
  state === 'planned' ||
  state === 'waiting' ||
  state === 'approved' ||
  state === 'queued' ||
  state === 'done';

/** A plan may have been stored by another release, whose steps this one can't tell; its card is shown all the same. */
function isKnown(plan: Plan, kinds: StepKinds): boolean {
  try {
    for (const step of plan.steps) meaningOf(step, kinds);
    return true;
  } catch (error) {
    if (error instanceof Diagnostic) return false;
    throw error;
  }
}

/** A lock's holder is an operation's id, told by the host: text like any other. */
const waiting = ({ lock, holder }: { readonly lock: string; readonly holder: string }): Part =>
  paragraph('Waits for operation ', code(holder), ', which holds the lock ', code(lock), '.');

function smallPrint(operation: OperationView): Part {
  const { id, actor, askedAt, plan, command } = operation;
  const fault = faultCode(operation);
  return context(
    ...joined([
      code(`/zone ${command}`),
      ['asked by ', person(actor.user), ' ', time(askedAt)],
      ['operation ', code(id)],
      plan === undefined ? '' : `plan ${shortDigest(plan)}`,
      fault === undefined ? '' : code(fault),
    ]),
  );
}

const labels: Readonly<Record<ButtonAction, string>> = {
  confirm: 'Confirm',
  approve: 'Approve',
  deny: 'Deny…',
  details: 'Details',
  review: 'Review…',
  cancel: 'Cancel',
  resume: 'Go on',
  unwind: 'Take back',
};

export function buttonFor(action: ButtonAction, operation: OperationView): Button {
  const { id, verb, subject, state } = operation;
  const common = { action, label: labels[action], operation: id } as const;
  switch (action) {
    case 'confirm':
      return { ...common, style: 'primary' };
    case 'approve': {
      // Red where a name is to be typed: it opens a form, and what it says yes to can't be taken back.
      const { consent } = operation;
      const isTyped = consent?.kind === 'approval' && consent.typeToConfirm;
      return { ...common, style: isTyped ? 'danger' : 'primary' };
    }
    case 'deny':
      return { ...common, style: 'danger' };
    case 'details':
      return common;
    case 'review':
      return { ...common, style: 'primary' };
    case 'cancel':
      // What is stopped before it begins is stopped in a hurry.
      if (state === 'approved') return { ...common, label: 'Abort', style: 'danger' };
      // Nothing is lost by stopping what has not begun.
      if (state === 'waiting') return common;
      return {
        ...common,
        style: 'danger',
        confirm: {
          title: 'Cancel it?',
          text: `${verb} ${subject} stops before its next step, and what was done is taken back.`,
          yes: 'Cancel it',
          no: 'Let it run',
        },
      };
    case 'resume':
      return { ...common, style: 'primary' };
    case 'unwind':
      return {
        ...common,
        style: 'danger',
        confirm: {
          title: 'Take it back?',
          text: `What ${verb} ${subject} has done on the host is undone, last step first.`,
          yes: 'Take it back',
          no: 'Leave it',
        },
      };
    default:
      return action satisfies never;
  }
}
