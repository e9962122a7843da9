/** What was done by break-glass and is not reviewed: in red, for who reviews it, who did it, and admins. */
import { heading, paragraph } from '../../commands/answers/parts.ts';
import { openReviewLine } from '../../commands/operations/glass-words.ts';
import { buttonFor } from '../cards/operation-card.ts';
import { resourceOf } from '../receive/guard-operations.ts';
import type { HomeFacts, HomeItem, Viewer } from './home-section.ts';

/** More than these are counted. */
const most = 5;

export function glassReviews(viewer: Viewer, { reviews, now }: HomeFacts): readonly HomeItem[] {
  const { actor, accounts, may } = viewer;
  const seesAll = actor.roles.has('admin') || may({ kind: 'review' }).allowed;
  const shown = reviews.filter((one) => seesAll || accounts.includes(one.actor.user));
  if (shown.length === 0) return [];
  const left = shown.length - most;
  return [
    {
      parts: [{ kind: 'divider' }, heading('🔴 Break-glass not reviewed')],
      buttons: [],
    },
    ...shown.slice(0, most).map((operation) => {
      const spoken = operation.glass?.broken?.reviews.some(({ by }) => accounts.includes(by.user));
      const isMine = may({ kind: 'review' }, resourceOf(operation)).allowed && spoken !== true;
      return {
        parts: [paragraph(...openReviewLine(operation, now))],
        buttons: (isMine ? (['review', 'details'] as const) : (['details'] as const)).map(
          (action) => buttonFor(action, operation),
        ),
      };
    }),
    ...(left > 0
      ? [{ parts: [paragraph(`… ${left} more: `, { code: '/zone reviews' })], buttons: [] }]
      : []),
  ];
}
