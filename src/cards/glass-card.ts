/**
 * The card of a review: told loudly where the team sees it when the glass is broken, and edited in place until enough have
 * looked back. It calls those who would have been asked, and those who review.
 */
import {
  code,
  context,
  heading,
  joined,
  paragraph,
  person,
  strong,
} from '../../commands/answers/parts.ts';
import type { Named, OperationView } from '../../commands/desk.ts';
import { lossParts, namesIn } from '../../commands/operations/consent-words.ts';
import { glassParts } from '../../commands/operations/glass-words.ts';
import { standing, titleOf } from '../../commands/operations/standing.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import type { Card } from './card.ts';
import { buttonFor } from './operation-card.ts';

/** @param called approvers and reviewers, as the configuration names them */
export function glassCard(operation: OperationView, called: Named, channel: string): Card {
  const { id, actor, reason, command, glass } = operation;
  const title = titleOf(operation);
  const isClosed = glass?.broken?.closedAt !== undefined;
  const mark = isClosed ? '🟢' : '🚨';
  return {
    summary: isClosed
      ? `${mark} Reviewed: ${title}, done by break-glass`
      : `${mark} Glass broken: ${title}`,
    parts: [
      heading(`${mark} ${isClosed ? 'Reviewed' : 'Glass broken'}: ${title}`),
      ...(isClosed ? [] : [paragraph(...namesIn(called))]),
      paragraph(...standing(operation, stepKinds)),
      ...(reason === undefined
        ? []
        : [paragraph(strong('Why'), ', in the words of ', person(actor.user), `: ${reason}`)]),
      ...lossParts(operation, stepKinds),
      ...glassParts(operation),
      context(
        ...joined([code(`/zone ${command}`), ['card in ', { channel }], ['operation ', code(id)]]),
      ),
    ],
    buttons: (isClosed ? (['details'] as const) : (['review', 'details'] as const)).map((action) =>
      buttonFor(action, operation),
    ),
  };
}
