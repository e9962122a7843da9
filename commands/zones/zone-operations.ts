/** The operations on a zone of late, a line each. */
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { Line } from '../answer.ts';
import { code, joined, person, strong, time } from '../answers/parts.ts';
import type { Desk, OperationView } from '../desk.ts';
import { markOf } from '../operations/operation-words.ts';

/** Looked through for the zone's own. */
const mostRead = 100;
export const mostShown = 3;

/** An operation about all zones with a tag is one on each that it has a step for. */
export const isAbout = ({ subject, plan }: OperationView, zone: string): boolean =>
  subject === zone || (plan?.steps.some(({ args }) => args.zone === zone) ?? false);

/** The newest first. */
export async function operationsOn(
  { operations }: Desk,
  host: HostName,
  zone: string,
): Promise<readonly OperationView[]> {
  const found = await operations.list({ host, limit: mostRead });
  return found.filter((operation) => isAbout(operation, zone));
}

/** `✅ create done · today 9:41 · @U01 · 3kq7wz2m5a` */
export const operationLine = ({ id, verb, state, askedAt, actor }: OperationView): Line => [
  `${markOf(state)} `,
  strong(verb),
  ' ',
  ...joined([state, time(askedAt), person(actor.user), code(id)]),
];
