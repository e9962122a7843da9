/** An operation as the store keeps it, and how a row becomes one. What comes out of the database is parsed, never believed. */
import { z } from 'zod';
import {
  type BrokenGlass,
  type Fault,
  type OperationView,
  operationStates,
  roles,
} from '../../commands/desk.ts';
import { hostName } from '../../hostlink/names/host-name.ts';
import { parseOperationId } from '../../hostlink/names/operation-id.ts';
import { type Plan, planSchema } from '../../hostlink/plan/plan.ts';
import { type JournalEvent, type RunVerb, runVerbs } from '../../hostlink/runner/events.ts';
import type { Row } from './database.ts';
import type { StoredVote } from './votes.ts';

/** The view, and what only the bot needs. */
export interface OperationRecord extends OperationView {
  /** Where the card is. */
  readonly channel: string;
  /** Where it was asked for. */
  readonly askedIn: string;
  /** As arguments.ts of src/operations wrote them. */
  readonly arguments: unknown;
  /** How often it was given to its host: first to run, then to resume or unwind. */
  readonly runs: number;
  /** What for, the last time. */
  readonly runVerb: RunVerb;
  /** The last event of its journal when it was: one after that shows that the host took it. */
  readonly runAfter: number;
  readonly votes: readonly StoredVote[];
  /** Rises with every change: of two pictures of one operation the newer. */
  readonly revision: number;
}

const ids = z.array(z.string());
const named = z.object({ users: ids, usergroups: ids });

const terms = {
  cooldown: z.number(),
  startWithin: z.number(),
  rule: z.object({ source: z.string(), line: z.number() }).exactOptional(),
};

/** What an operation needs before it goes to its host; its time to decide is a column of its own. */
const consentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('confirmation'), ...terms }),
  z.object({
    kind: z.literal('approval'),
    ...terms,
    by: named.extend({ role: z.enum(roles).exactOptional() }),
    mention: named,
    quorum: z.number(),
    self: z.boolean(),
    distinctGroups: z.boolean(),
    reasonFor: z.array(z.enum(['request', 'approve', 'deny'])),
    typeToConfirm: z.boolean(),
    channels: ids,
  }),
]);

const fault = z.custom<Fault>(
  (value) =>
    z.object({ code: z.string().startsWith('zmgr::'), message: z.string() }).safeParse(value)
      .success,
);

const rowSchema = z.object({
  id: z.string().transform(parseOperationId),
  team: z.string(),
  actor: z.string(),
  channel: z.string(),
  host: hostName.nullable(),
  verb: z.string(),
  subject: z.string(),
  command: z.string(),
  arguments: z.unknown(),
  plan: z.unknown(),
  state: z.enum(operationStates),
  fault: fault.nullable(),
  runs: z.number(),
  run_verb: z.enum(runVerbs),
  run_after: z.number(),
  reason: z.string().nullable(),
  asked_in: z.string().nullable(),
  consent: consentSchema.nullable(),
  decide_until: z.date().nullable(),
  start_after: z.date().nullable(),
  start_until: z.date().nullable(),
  cancel_asked_by: z.string().nullable(),
  ticket: z.string().nullable(),
  verifying_since: z.date().nullable(),
  verifying_why: z.string().nullable(),
  asked_at: z.date(),
  ended_at: z.date().nullable(),
  journal_removed_at: z.date().nullable(),
  revision: z.coerce.number(),
});

/** @param told the journal's events and the votes, which are rows of their own; none for a list */
export function recordOf(
  row: Row,
  told: {
    readonly events: readonly JournalEvent[];
    readonly votes: readonly StoredVote[];
    readonly glass?: BrokenGlass | undefined;
  },
): OperationRecord {
  const it = rowSchema.parse(row);
  return {
    id: it.id,
    state: it.state,
    verb: it.verb,
    subject: it.subject,
    command: it.command,
    actor: { team: it.team, user: it.actor },
    channel: it.channel,
    // Unsaid by a release that did not look at it.
    askedIn: it.asked_in ?? it.channel,
    arguments: it.arguments,
    runs: it.runs,
    runVerb: it.run_verb,
    runAfter: it.run_after,
    askedAt: it.asked_at,
    events: told.events,
    votes: told.votes,
    revision: it.revision,
    ...(it.host !== null && { host: it.host }),
    ...(it.plan !== null && { plan: storedPlan(it.plan) }),
    ...(it.ticket !== null && {
      glass: {
        ticket: it.ticket,
        ...(told.glass !== undefined && { broken: told.glass }),
      },
    }),
    ...(it.reason !== null && { reason: it.reason }),
    ...(it.consent !== null &&
      it.decide_until !== null && { consent: { ...it.consent, until: it.decide_until } }),
    ...(it.start_after !== null &&
      it.start_until !== null && { start: { after: it.start_after, until: it.start_until } }),
    ...(it.fault !== null && { fault: it.fault }),
    ...(it.ended_at !== null && { endedAt: it.ended_at }),
    ...(it.journal_removed_at !== null && { journalRemovedAt: it.journal_removed_at }),
    ...(it.verifying_since !== null && {
      verifying: { since: it.verifying_since, why: it.verifying_why ?? '' },
    }),
    ...(it.cancel_asked_by !== null && {
      cancelAskedBy: { team: it.team, user: it.cancel_asked_by },
    }),
  };
}

const storedPlan = (value: unknown): Plan => planSchema.parse(value);
