/** One operation, all about it: for `op show`, and after a decision. */
import { replay } from '../../hostlink/runner/replay.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import type { Answer, Part } from '../answer.ts';
import { importParts } from '../answers/import-parts.ts';
import {
  code,
  commands,
  context,
  fields,
  heading,
  joined,
  paragraph,
  person,
  preformatted,
  time,
} from '../answers/parts.ts';
import { shortDigest } from '../answers/plan-answer.ts';
import { planDetails } from '../answers/plan-details.ts';
import type { OperationView } from '../desk.ts';
import { saidParts } from './consent-words.ts';
import { hasEnded } from './ended-states.ts';
import { glassParts } from './glass-words.ts';
import { decisionsFor, markOf, verbFor } from './operation-words.ts';
import { faultCode, standing, standingInWords, titleOf, troubleParts } from './standing.ts';
import { stepList } from './step-list.ts';

export function operationAnswer(operation: OperationView, now: Date): Answer {
  const { id, state, actor, askedAt, endedAt, plan, fault, command } = operation;
  // A fault that tells what can be decided has told it with more words.
  const decisions = decisionsFor(operation)
    .map((decision) => `${verbFor(decision)} ${id}`)
    .filter((text) => fault?.help?.includes(text) !== true);
  return {
    summary: standingInWords(operation, stepKinds),
    parts: [
      heading(`${markOf(state)} ${titleOf(operation)}`),
      paragraph(...standing(operation, stepKinds)),
      ...glassParts(operation),
      ...saidParts(operation),
      ...(plan === undefined ? [] : [...importParts(plan), ...stepParts(operation, plan, now)]),
      ...troubleParts(operation),
      ...commands(decisions),
      fields([
        ...(plan === undefined ? [] : planDetails(plan)),
        ['Operation', code(id)],
        ['Asked by', person(actor.user)],
        ['Asked', time(askedAt)],
        ['Ended', endedAt && time(endedAt)],
      ]),
      context(
        ...joined([
          code(`/zone ${command}`),
          plan === undefined ? '' : `plan ${shortDigest(plan)}`,
          codeOf(faultCode(operation)),
        ]),
      ),
    ],
  };
}

const codeOf = (text: string | undefined) => (text === undefined ? '' : code(text));

function stepParts(
  operation: OperationView,
  plan: NonNullable<OperationView['plan']>,
  now: Date,
): readonly Part[] {
  const { waiting } = replay(operation.events, plan.steps.length);
  return [
    ...(waiting === undefined || hasEnded(operation.state)
      ? []
      : [
          paragraph(
            'It waits for ',
            code(waiting.holder),
            `, which holds the lock ${waiting.lock}.`,
          ),
        ]),
    preformatted(stepList(operation, plan, stepKinds, now)),
  ];
}
