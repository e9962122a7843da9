/**
 * Who asked for what, as a host keeps it beside the plan. From it and the journal an operation is taken up again when
 * the database is lost; whoever reads it back believes no more of it than that it has the right shape.
 */
import { z } from 'zod';
import type { OperationRecord } from '../store/operation-record.ts';

const text = z.string().min(1).max(4_000);
/** Slack's ids: letters and digits. */
const slackId = z.string().regex(/^[A-Z0-9]{1,32}$/);

export const askedSchema = z
  .object({
    version: z.literal(1),
    team: slackId,
    user: slackId,
    channel: slackId,
    askedIn: slackId,
    verb: text,
    subject: text,
    /** As typed, secrets taken out. */
    command: text,
    arguments: z.record(z.string(), z.array(z.string()).min(1)),
    reason: text.exactOptional(),
    askedAt: z.iso.datetime(),
  })
  .strict();
export type Asked = Readonly<z.infer<typeof askedSchema>>;

/** JSON, without secrets: nothing that the database does not hold as well. */
export const askedOf = (record: OperationRecord): unknown => ({
  version: 1,
  team: record.actor.team,
  user: record.actor.user,
  channel: record.channel,
  askedIn: record.askedIn,
  verb: record.verb,
  subject: record.subject,
  command: record.command,
  arguments: record.arguments,
  ...(record.reason !== undefined && { reason: record.reason }),
  askedAt: record.askedAt.toISOString(),
});
