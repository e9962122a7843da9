/** What is said of something that was done by break-glass: that it was, by whom, why, and how far its review has come. */
import type { Answer, Line, Part, Span } from '../answer.ts';
import {
  bullets,
  code,
  counted,
  joined,
  paragraph,
  person,
  strong,
  time,
} from '../answers/parts.ts';
import type { BrokenGlass, OperationView, Review, Reviewed } from '../desk.ts';
import { titleOf } from './standing.ts';

export const isOverdue = ({ until, closedAt }: BrokenGlass, now: Date): boolean =>
  closedAt === undefined && until <= now;

/** `1 of 2 reviews so far` */
export const reviewsSoFar = ({ reviews, needed }: BrokenGlass): string =>
  `${reviews.length} of ${counted(needed, 'review')} so far`;

const reviewLine = ({ by, at, note }: Review): Line => [
  '✓ reviewed by ',
  person(by.user),
  ' ',
  time(at),
  `: ${note}`,
];

/** For cards and answers; empty where no glass was broken. */
export function glassParts({
  glass,
  actor,
}: Pick<OperationView, 'glass' | 'actor'>): readonly Part[] {
  const broken = glass?.broken;
  if (glass === undefined || broken === undefined) return [];
  const { instead, reviews, until, closedAt } = broken;
  return [
    paragraph(
      strong('🚨 By break-glass'),
      ': ',
      person(actor.user),
      ' had it done without the yes of others · ticket ',
      code(glass.ticket),
      ` · else: ${instead}`,
    ),
    paragraph(
      ...(closedAt === undefined
        ? [`🔴 not reviewed · ${reviewsSoFar(broken)} · until `, time(until)]
        : ['🟢 reviewed, closed ', time(closedAt)]),
    ),
    ...(reviews.length === 0 ? [] : [bullets(reviews.map(reviewLine))]),
  ];
}

/** `🔴 Destroy web01 on hv-04 · @olga, today 3:12 · ticket INC-42 · 0 of 2 reviews so far · until today 3:12` */
export function openReviewLine(operation: OperationView, now: Date): readonly Span[] {
  const { glass, actor, id } = operation;
  const broken = glass?.broken;
  if (glass === undefined || broken === undefined) return [titleOf(operation)];
  return [
    '🔴 ',
    strong(titleOf(operation)),
    ' · ',
    ...joined([
      ['by ', person(actor.user), ' ', time(broken.at)],
      ['ticket ', code(glass.ticket)],
      reviewsSoFar(broken),
      isOverdue(broken, now)
        ? [strong('overdue'), ' since ', time(broken.until)]
        : ['until ', time(broken.until)],
      code(id),
    ]),
  ];
}

/** Undefined where it counted: then the card says it. */
export function reviewNotCounted({ kind, operation }: Reviewed): Answer | undefined {
  if (kind === 'counted') return undefined;
  const closedAt = operation.glass?.broken?.closedAt;
  const line: readonly Span[] =
    kind === 'reviewed-before'
      ? ['You have reviewed it, and that stands. It takes others.']
      : closedAt === undefined
        ? ['There is nothing to review about it.']
        : ['Its review was closed ', time(closedAt), '.'];
  return { summary: `${titleOf(operation)}: nothing was counted`, parts: [paragraph(...line)] };
}
