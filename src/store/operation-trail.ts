/**
 * What the audit trail is told of operations, each entry in the transaction of what it tells: a change of state that is
 * not in the trail has not happened, and none is in it that was rolled back.
 */

import { basename } from 'node:path';
import { z } from 'zod';
import type { AuditEntry, AuditEvent } from '../../commands/audit/record.ts';
import type { Consent, OperationState, RulePlace } from '../../commands/desk.ts';
import { hasEnded } from '../../commands/operations/ended-states.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import { appendAudit } from './audit-table.ts';
import type { Queries } from './database.ts';

/** What is to be said besides what the operation's row says of itself. `surface` left out: the bot went on by itself. */
export interface Told
  extends Pick<AuditEntry, 'event'>,
    Partial<Pick<AuditEntry, 'surface' | 'outcome' | 'because' | 'rule' | 'reason' | 'inputs'>> {
  /** Who did it; left out where the bot went on by itself. */
  readonly by?: { readonly team: string; readonly user: string };
}

const rowSchema = z.object({
  asked_in: z.string().nullable(),
  host: z.string().nullable(),
  subject: z.string(),
  verb: z.string(),
  command: z.string(),
  reason: z.string().nullable(),
  digest: z.string().nullable(),
});

/** After the row has changed, so that it tells what is true now. */
export async function tellOfOperation(
  queries: Queries,
  id: OperationId,
  { by, ...told }: Told,
): Promise<void> {
  const { rows } = await queries.query(
    `SELECT asked_in, host, subject, verb, command, reason, digest
     FROM zonebot.operation WHERE id = $1`,
    [id],
  );
  const { asked_in, host, subject, verb, command, reason, digest } = rowSchema.parse(rows[0]);
  const entry: AuditEntry = {
    surface: 'bot',
    ...(asked_in !== null && { channel: asked_in }),
    operation: id,
    ...(host !== null && { host }),
    subject,
    verb,
    command,
    ...(reason !== null && { reason }),
    ...(digest !== null && { digest }),
    ...(by !== undefined && { actor: `${by.team}:${by.user}` }),
    ...told,
  };
  await appendAudit(queries, entry);
}

/** What a change of state is called in the trail; undefined for one between two that are told. */
export function eventOf(to: OperationState): AuditEvent | undefined {
  if (hasEnded(to)) return 'ended';
  switch (to) {
    case 'waiting':
      return 'waits';
    case 'running':
      return 'started';
    case 'stuck':
    case 'interrupted':
      return 'stopped';
    default:
      return undefined;
  }
}

/** `zonebot.kdl:17`: where it lies is nobody's business. */
export const placeOfRule = ({ source, line }: RulePlace): string => `${basename(source)}:${line}`;

/** What people are asked for, and who. */
export function askedOf(consent: Consent): Partial<Pick<Told, 'rule' | 'inputs'>> {
  const rule = consent.rule === undefined ? {} : { rule: placeOfRule(consent.rule) };
  if (consent.kind === 'confirmation') return { ...rule, inputs: { needs: 'confirmation' } };
  const { quorum, self, distinctGroups, mention } = consent;
  const { users, usergroups } = mention;
  const named = { users: [...users], usergroups: [...usergroups] };
  return { ...rule, inputs: { needs: 'approval', quorum, self, distinctGroups, named } };
}
