/** One operation, all about it: for `op show`, and after a decision. */
import { replay } from '../../hostlink/runner/replay.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import type { Answer, Part } from '../answer.ts';
import { faultParts } from '../answers/diagnostic-answer.ts';
import {
  code,
  commands,
  context,
  fields,
  heading,
  paragraph,
  person,
  preformatted,
  strong,
  time,
} from '../answers/parts.ts';
import { shortDigest } from '../answers/plan-answer.ts';
import { planDetails } from '../answers/plan-details.ts';
import type { OperationView } from '../desk.ts';
import { formatDuration } from './duration.ts';
import { decisionsFor, hasEnded, markOf, sentenceOf } from './operation-words.ts';
import { lastWords, stepList } from './step-list.ts';

export function operationAnswer(operation: OperationView, now: Date): Answer {
  const {
    id,
    state,
    host,
    verb,
    subject,
    actor,
    askedAt,
    endedAt,
    plan,
    fault,
    command,
    cancelAskedBy,
  } = operation;
  const sentence = sentenceOf(operation);
  const title = `${verb} ${subject}`;
  return {
    summary: `${title}${host === undefined ? '' : ` on ${host}`} is ${state}. ${sentence}`,
    parts: [
      heading(title),
      paragraph(`${markOf(state)} `, strong(state), ` – ${sentence}.`),
      ...(plan === undefined ? [] : stepParts(operation, plan, now)),
      ...(fault === undefined ? [] : faultParts(fault)),
      fields([
        ['Operation', code(id)],
        ['Asked by', person(actor.user)],
        ['Asked to stop by', cancelAskedBy && person(cancelAskedBy.user)],
        ['Asked', time(askedAt)],
        [
          'Ended',
          endedAt && [
            time(endedAt),
            ` after ${formatDuration(endedAt.getTime() - askedAt.getTime())}`,
          ],
        ],
        ...(plan === undefined ? [['Host', host] as const] : planDetails(plan)),
      ]),
      ...commands(decisionsFor(operation).map((decision) => `op ${decision} ${id}`)),
      context(code(`/zone ${command}`), plan === undefined ? '' : ` · plan ${shortDigest(plan)}`),
    ],
  };
}

function stepParts(
  { state, events }: OperationView,
  plan: NonNullable<OperationView['plan']>,
  now: Date,
): readonly Part[] {
  const { waiting } = replay(events, plan.steps.length);
  const words = lastWords(plan, events);
  return [
    ...(waiting === undefined || hasEnded(state)
      ? []
      : [
          paragraph(
            'It waits for ',
            code(waiting.holder),
            `, which holds the lock ${waiting.lock}.`,
          ),
        ]),
    preformatted(stepList(plan, events, stepKinds, hasEnded(state) ? undefined : now)),
    ...(words === '' ? [] : [paragraph('It said:'), preformatted(words)]),
  ];
}
