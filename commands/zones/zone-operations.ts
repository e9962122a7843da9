/** The operations on a zone of late, a line each. */
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { Line } from '../answer.ts';
import { code, joined, person, strong, time } from '../answers/parts.ts';
import type { Desk, OperationView } from '../desk.ts';
import { markOf } from '../operations/operation-words.ts';

/** Looked through for the zone's own. */
const mostRead = 100;
const mostShown = 3;

/** The newest first. */
export async function operationsOn(
  { operations }: Desk,
  host: HostName,
  zone: string,
): Promise<readonly OperationView[]> {
  const found = await operations.list({ host, limit: mostRead });
  return found.filter(({ subject }) => subject === zone).slice(0, mostShown);
}

/** `✅ create done · today 9:41 · @U01 · 3kq7wz2m5a` */
export const operationLine = ({ id, verb, state, askedAt, actor }: OperationView): Line => [
  `${markOf(state)} `,
  strong(verb),
  ' ',
  ...joined([state, time(askedAt), person(actor.user), code(id)]),
];
