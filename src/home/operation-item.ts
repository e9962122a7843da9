/** One operation in somebody's App Home: how it stands, and what they can press. Its card has all the rest. */
import type { Part } from '../../commands/answer.ts';
import { code, context, joined, paragraph, strong, time } from '../../commands/answers/parts.ts';
import { lossParts } from '../../commands/operations/consent-words.ts';
import { markOf } from '../../commands/operations/operation-words.ts';
import { standing, titleOf } from '../../commands/operations/standing.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import type { ButtonAction } from '../cards/card.ts';
import { buttonFor } from '../cards/operation-card.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import type { HomeItem } from './home-section.ts';

export function operationItem(
  operation: OperationRecord,
  actions: readonly ButtonAction[],
): HomeItem {
  const { id, state, askedAt, channel, reason } = operation;
  const said: readonly Part[] =
    state === 'waiting'
      ? [
          ...(reason === undefined ? [] : [paragraph(strong('Why'), `: ${reason}`)]),
          ...lossParts(operation, stepKinds),
        ]
      : [];
  return {
    parts: [
      paragraph(
        `${markOf(state)} `,
        strong(titleOf(operation)),
        ' · ',
        ...standing(operation, stepKinds),
      ),
      ...said,
      context(
        ...joined([
          ['asked ', time(askedAt)],
          ['card in ', { channel }],
          ['operation ', code(id)],
        ]),
      ),
    ],
    buttons: actions.map((action) => buttonFor(action, operation)),
  };
}
