/** What waits for this person's word: changes that they may approve and have not spoken about, and their own to confirm. */
import { context, heading, paragraph } from '../../commands/answers/parts.ts';
import type { ButtonAction } from '../cards/card.ts';
import { resourceOf, standing } from '../receive/guard-operations.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import type { HomeFacts, HomeItem, Viewer } from './home-section.ts';
import { operationItem } from './operation-item.ts';

/** More than these are counted: a Home tab holds 100 blocks in all. */
const most = 5;

export function needsMe(viewer: Viewer, { operations }: HomeFacts): readonly HomeItem[] {
  const waiting = operations
    .flatMap((operation) => {
      const actions = wordsFor(viewer, operation);
      return actions.length === 0 ? [] : [{ operation, actions }];
    })
    .toSorted((one, other) => until(one.operation) - until(other.operation));
  const left = waiting.length - most;
  return [
    {
      parts: [
        { kind: 'divider' },
        heading('Needs your decision'),
        ...(waiting.length === 0 ? [paragraph('Nothing waits for you.')] : []),
      ],
      buttons: [],
    },
    ...waiting.slice(0, most).map(({ operation, actions }) => operationItem(operation, actions)),
    ...(left > 0
      ? [
          {
            parts: [context(`… ${left} more: `, { code: '/zone op list state=waiting' })],
            buttons: [],
          },
        ]
      : []),
  ];
}

const until = ({ consent }: OperationRecord): number => consent?.until.getTime() ?? 0;

/** What they can press about one that waits; nothing where their word is not asked for. */
export function wordsFor(
  { actor, accounts, may }: Viewer,
  operation: OperationRecord,
): readonly ButtonAction[] {
  const { state, consent, votes } = operation;
  if (state !== 'waiting' || consent === undefined) return [];
  const hasSpoken = votes.some(({ by }) => by.team === actor.team && accounts.includes(by.user));
  if (hasSpoken) return [];
  const resource = resourceOf(operation);
  const words =
    consent.kind === 'confirmation' ? (['confirm'] as const) : (['approve', 'deny'] as const);
  const allowed = words.filter((decision) => may({ kind: 'vote', decision }, resource).allowed);
  if (allowed.length === 0) return [];
  const mayStop =
    consent.kind === 'confirmation' && may(standing('cancel', operation), resource).allowed;
  return [...allowed, 'details', ...(mayStop ? (['cancel'] as const) : [])];
}
