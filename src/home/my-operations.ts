/** What this person has asked for: all that has not ended, and what ended of late. */
import { context, heading, paragraph } from '../../commands/answers/parts.ts';
import { decisionsFor } from '../../commands/operations/operation-words.ts';
import type { ButtonAction } from '../cards/card.ts';
import { resourceOf, standing } from '../receive/guard-operations.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import type { HomeFacts, HomeItem, Viewer } from './home-section.ts';
import { wordsFor } from './needs-me.ts';
import { operationItem } from './operation-item.ts';

/** More than these are counted. */
const most = 10;

export function myOperations(viewer: Viewer, { operations }: HomeFacts): readonly HomeItem[] {
  const { actor, accounts } = viewer;
  // What waits for their own word stands above.
  const mine = operations.filter(
    (one) =>
      one.actor.team === actor.team &&
      accounts.includes(one.actor.user) &&
      wordsFor(viewer, one).length === 0,
  );
  const left = mine.length - most;
  return [
    {
      parts: [
        { kind: 'divider' },
        heading('Your operations'),
        ...(mine.length === 0 ? [paragraph('You have asked for nothing within a day.')] : []),
      ],
      buttons: [],
    },
    ...mine.slice(0, most).map((one) => operationItem(one, actionsOn(viewer, one))),
    ...(left > 0
      ? [{ parts: [context(`… ${left} more: `, { code: '/zone op list' })], buttons: [] }]
      : []),
  ];
}

function actionsOn({ may }: Viewer, operation: OperationRecord): readonly ButtonAction[] {
  const decisions = decisionsFor(operation).filter((decision) => {
    switch (decision) {
      case 'cancel':
        return may(standing('cancel', operation), resourceOf(operation)).allowed;
      case 'resume':
      case 'unwind':
        return may({ kind: 'decide', path: `op ${decision}`, role: 'operator' }).allowed;
      case 'confirm':
      case 'approve':
      case 'deny':
        return false;
      default:
        return decision satisfies never;
    }
  });
  return operation.plan === undefined ? decisions : [...decisions, 'details'];
}
