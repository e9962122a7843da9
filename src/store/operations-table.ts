/**
 * zonebot.operation and zonebot.operation_event. Each change of state is one compare-and-set: whoever comes first has
 * decided, and the other is told so. An operation's end and the freeing of its holds are one transaction.
 */

import type { Consent, Fault, OperationState } from '../../commands/desk.ts';
import { hasEnded } from '../../commands/operations/ended-states.ts';
import type { Surface } from '../../commands/surface.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { type OperationId, parseOperationId } from '../../hostlink/names/operation-id.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import type { JournalEvent, RunVerb } from '../../hostlink/runner/events.ts';
import type { Database, Row } from './database.ts';
import { addEvents, eventsOf, eventsOfAll, lastSeq } from './events.ts';
import {
  type Breaking,
  type Broken,
  breakGlass,
  dueReminders,
  glassOf,
  glassUsed,
  keepReview,
  type NewReview,
  openGlass,
  type Reminder,
  type ReviewKept,
  reminded,
} from './glass.ts';
import { freeHolds, hold, holdsOn, lockHolds } from './holds.ts';
import { type OperationRecord, recordOf } from './operation-record.ts';
import { askedOf, eventOf, tellOfOperation } from './operation-trail.ts';
import {
  type Ballot,
  castVote,
  type NewVote,
  type StoredVote,
  votesOf,
  votesOfAll,
  type Weighed,
} from './votes.ts';

export interface NewOperation {
  readonly id: OperationId;
  readonly team: string;
  readonly actor: string;
  readonly channel: string;
  readonly verb: string;
  readonly subject: string;
  readonly command: string;
  readonly reason?: string;
  /** It is asked for by break-glass. */
  readonly ticket?: string;
  readonly askedIn: string;
  readonly arguments: unknown;
  readonly askedAt: Date;
  readonly surface: Surface;
  /** Why they may, and by which line of the configuration. */
  readonly granted?: { readonly because: string; readonly rule?: string };
}

/** What may change together with the state. `null` clears. */
export interface Change {
  readonly fault?: Fault | null;
  /** One more run is given to the host. */
  readonly run?: RunVerb;
  /** What it waits for now, and how long. */
  readonly consent?: Consent;
  /** Who wants it; left out where the bot goes on by itself. */
  readonly by?: { readonly team: string; readonly user: string };
  readonly at: Date;
}

export interface OperationsTable {
  /** False when it is there already: the same delivery again. */
  insert(operation: NewOperation): Promise<boolean>;
  find(id: OperationId): Promise<OperationRecord | undefined>;
  /** Newest first, without their events and votes. */
  list(filter: {
    readonly host?: HostName;
    readonly states?: readonly OperationState[];
    readonly limit: number;
  }): Promise<readonly OperationRecord[]>;
  /** Those that have not ended, and those that have since a moment; newest first, with their events and votes. */
  lately(since: Date, limit: number): Promise<readonly OperationRecord[]>;
  /** An open operation that this person asked for with the same words, no longer ago than `since`. */
  twin(operation: NewOperation, since: Date): Promise<OperationId | undefined>;
  /**
   * Plans while nobody else plans on that host: `make` is given what others hold, and what it answers is kept with its
   * holds before anybody else looks. Holds freed after `since` count too. Whatever `make` throws leaves nothing behind.
   */
  plan(
    id: OperationId,
    host: HostName,
    since: Date,
    make: (holds: readonly string[]) => Plan,
  ): Promise<
    | { readonly kind: 'planned'; readonly plan: Plan }
    /** Another open operation has this subject on this host. */
    | { readonly kind: 'busy'; readonly with: OperationId }
    /** It has ended meanwhile. */
    | { readonly kind: 'ended' }
  >;
  /** What others hold on a host: now, and since a moment. */
  holds(
    host: HostName,
    options?: { readonly except?: OperationId; readonly since?: Date },
  ): Promise<readonly string[]>;
  /** False when it was in none of the states `from`: somebody else came first. */
  move(
    id: OperationId,
    from: readonly OperationState[],
    to: OperationState,
    change: Change,
  ): Promise<boolean>;
  /** Keeps a vote, and moves the operation where all votes together take it: one transaction. */
  vote(
    id: OperationId,
    vote: NewVote,
    weigh: (votes: readonly StoredVote[]) => Weighed,
  ): Promise<Ballot>;
  /** Breaks the glass for one that is planned: it is queued, and to be reviewed. */
  breakGlass(id: OperationId, breaking: Breaking): Promise<Broken>;
  /** How often somebody has since a moment. */
  glassUsed(team: string, accounts: readonly string[], since: Date): Promise<number>;
  review(id: OperationId, review: NewReview): Promise<ReviewKept>;
  /** What was done by break-glass and is not closed, the oldest first; without its events and votes. */
  openReviews(limit: number): Promise<readonly OperationRecord[]>;
  dueReminders(at: Date): Promise<readonly Reminder[]>;
  /** The reminder of that number is out. False where another bot has said so, or the review is closed. */
  reminded(reminder: Reminder, next: Date, at: Date): Promise<boolean>;
  /** When the next of those that wait for people, or for their start, has to be looked at. */
  nextDue(): Promise<Date | undefined>;
  /** Keeps the events that are not yet there. @returns whether somebody has asked it to stop */
  addEvents(id: OperationId, events: readonly JournalEvent[]): Promise<boolean>;
  lastSeq(id: OperationId): Promise<number>;
  /** False when it has ended. */
  askCancel(
    id: OperationId,
    by: { readonly team: string; readonly user: string },
  ): Promise<boolean>;
  verifying(
    id: OperationId,
    what: { readonly since: Date; readonly why: string } | null,
  ): Promise<void>;
  /**
   * Those past their plan whose card was never put, or tells of an earlier revision: open ones, and those that ended
   * after that moment. Whoever should have told of them has gone, or could not reach the database.
   */
  untold(endedAfter: Date, limit: number): Promise<readonly OperationId[]>;
  /** Operations that ended before that moment, whose journals the host may still have: the oldest first. */
  withJournals(host: HostName, endedBefore: Date, limit: number): Promise<readonly OperationId[]>;
  /** Its host has nothing of it any more. */
  journalRemoved(id: OperationId): Promise<void>;
  /** The database's clock, which stamps freed holds. */
  now(): Promise<Date>;
}

export function operationsTable(database: Database): OperationsTable {
  return {
    insert: (it) =>
      database.transaction(async (queries) => {
        const { rowCount } = await queries.query(
          `INSERT INTO zonebot.operation
           (id, team, actor, channel, verb, subject, command, arguments, state, asked_at, reason,
            asked_in, ticket)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'planned', $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING`,
          [
            it.id,
            it.team,
            it.actor,
            it.channel,
            it.verb,
            it.subject,
            it.command,
            JSON.stringify(it.arguments),
            it.askedAt,
            it.reason ?? null,
            it.askedIn,
            it.ticket ?? null,
          ],
        );
        if (rowCount === 1) {
          const { id, team, actor: user, surface, granted } = it;
          const told = { event: 'asked', surface, by: { team, user }, ...granted } as const;
          await tellOfOperation(queries, id, told);
        }
        return rowCount === 1;
      }),

    find: async (id) => {
      const { rows } = await database.query('SELECT * FROM zonebot.operation WHERE id = $1', [id]);
      const row = rows[0];
      if (row === undefined) return undefined;
      const [events, votes, glass] = await Promise.all([
        eventsOf(database, id),
        votesOf(database, id),
        glassOf(database, [id]),
      ]);
      return recordOf(row, { events, votes, glass: glass.get(id) });
    },

    list: async ({ host, states, limit }) => {
      const { rows } = await database.query(
        `SELECT * FROM zonebot.operation
         WHERE ($1::text IS NULL OR host = $1) AND ($2::text[] IS NULL OR state = ANY($2))
         ORDER BY asked_at DESC, id LIMIT $3`,
        [host ?? null, states ?? null, limit],
      );
      return rows.map((row) => recordOf(row, { events: [], votes: [] }));
    },

    lately: async (since, limit) => {
      const { rows } = await database.query(
        `SELECT * FROM zonebot.operation WHERE ended_at IS NULL OR ended_at > $1
         ORDER BY asked_at DESC, id LIMIT $2`,
        [since, limit],
      );
      const ids = rows.map(({ id }) => parseOperationId(String(id)));
      const [events, votes, glass] = await Promise.all([
        eventsOfAll(database, ids),
        votesOfAll(database, ids),
        glassOf(database, ids),
      ]);
      return rows.map((row) => {
        const id = String(row.id);
        return recordOf(row, {
          events: events.get(id) ?? [],
          votes: votes.get(id) ?? [],
          glass: glass.get(id),
        });
      });
    },

    twin: async (it, since) => {
      const { rows } = await database.query(
        `SELECT id FROM zonebot.operation
         WHERE team = $1 AND actor = $2 AND command = $3 AND asked_at >= $4 AND id <> $5
           AND ended_at IS NULL
         ORDER BY asked_at LIMIT 1`,
        [it.team, it.actor, it.command, since, it.id],
      );
      return idOf(rows[0]);
    },

    plan: (id, host, since, make) =>
      database.transaction(async (queries) => {
        await lockHolds(queries, host);
        const { rows } = await queries.query(
          `SELECT other.id FROM zonebot.operation AS mine JOIN zonebot.operation AS other
             ON other.host = $2 AND other.subject = mine.subject AND other.id <> mine.id
           WHERE mine.id = $1 AND other.ended_at IS NULL`,
          [id, host],
        );
        const other = idOf(rows[0]);
        if (other !== undefined) return { kind: 'busy', with: other } as const;
        const plan = make(await holdsOn(queries, host, { except: id, since }));
        const { rowCount } = await queries.query(
          `UPDATE zonebot.operation SET host = $2, plan = $3, digest = $4
           WHERE id = $1 AND state = 'planned'`,
          [id, host, JSON.stringify(plan), plan.digest],
        );
        if (rowCount === 0) return { kind: 'ended' } as const;
        await hold(queries, host, id, plan.holds);
        const inputs = { risk: plan.risk, steps: plan.steps.map(({ kind }) => kind) };
        await tellOfOperation(queries, id, { event: 'planned', inputs });
        return { kind: 'planned', plan } as const;
      }),

    holds: (host, options = {}) => holdsOn(database, host, options),

    move: (id, from, to, { fault, run, consent, by, at }) =>
      database.transaction(async (queries) => {
        const ended = hasEnded(to);
        const { rowCount } = await queries.query(
          `UPDATE zonebot.operation SET
             state = $3,
             fault = CASE WHEN $4 THEN $5::json ELSE fault END,
             runs = CASE WHEN $6::text IS NULL THEN runs ELSE runs + 1 END,
             run_verb = coalesce($6, run_verb),
             run_after = CASE WHEN $6 IS NULL THEN run_after ELSE coalesce(
               (SELECT max(seq) FROM zonebot.operation_event WHERE operation = $1), 0) END,
             cancel_asked_by = CASE WHEN $6 IS NULL THEN cancel_asked_by END,
             ended_at = $7,
             verifying_since = NULL,
             verifying_why = NULL,
             consent = coalesce($8::json, consent),
             decide_until = coalesce($9, decide_until)
           WHERE id = $1 AND state = ANY($2)`,
          [
            id,
            from,
            to,
            fault !== undefined,
            fault === undefined || fault === null ? null : JSON.stringify(fault),
            run ?? null,
            ended ? at : null,
            consent === undefined ? null : storedConsent(consent),
            consent?.until ?? null,
          ],
        );
        if (rowCount === 0) return false;
        if (ended) await freeHolds(queries, id);
        const event = by === undefined ? eventOf(to) : 'directed';
        // What waits is put to the rules of now at each start; that is no news.
        if (event !== undefined && !from.includes(to)) {
          await tellOfOperation(queries, id, {
            event,
            outcome: by === undefined ? to : (run ?? to),
            ...(fault?.code !== undefined && { because: fault.code }),
            ...(consent !== undefined && askedOf(consent)),
            ...(by !== undefined && { by }),
          });
        }
        return true;
      }),

    vote: (id, vote, weigh) => castVote(database, id, vote, weigh),

    breakGlass: (id, breaking) => breakGlass(database, id, breaking),
    glassUsed: (team, accounts, since) => glassUsed(database, team, accounts, since),
    review: (id, review) => keepReview(database, id, review),
    openReviews: async (limit) => {
      const rows = await openGlass(database, limit);
      const glass = await glassOf(
        database,
        rows.flatMap((row) => idOf(row) ?? []),
      );
      return rows.map((row) =>
        recordOf(row, { events: [], votes: [], glass: glass.get(String(row.id)) }),
      );
    },
    dueReminders: async (at) =>
      (await dueReminders(database, at)).map(({ operation, number }) => ({
        operation: parseOperationId(operation),
        number,
      })),
    reminded: (reminder, next, at) => reminded(database, reminder, next, at),

    nextDue: async () => {
      const { rows } = await database.query(
        `SELECT min(CASE state WHEN 'waiting' THEN decide_until ELSE start_after END) AS due
         FROM zonebot.operation WHERE state IN ('waiting', 'approved')`,
      );
      const due = rows[0]?.due;
      return due instanceof Date ? due : undefined;
    },

    addEvents: (id, events) => addEvents(database, id, events),
    lastSeq: (id) => lastSeq(database, id),

    askCancel: (id, { team, user }) =>
      database.transaction(async (queries) => {
        const { rowCount } = await queries.query(
          `UPDATE zonebot.operation SET cancel_asked_by = coalesce(cancel_asked_by, $2)
           WHERE id = $1 AND ended_at IS NULL`,
          [id, user],
        );
        if (rowCount === 0) return false;
        const told = { event: 'directed', outcome: 'cancel', by: { team, user } } as const;
        await tellOfOperation(queries, id, told);
        return true;
      }),

    untold: async (endedAfter, limit) => {
      // The key of a card, as cardKey() makes it.
      const { rows } = await database.query(
        `SELECT id FROM zonebot.operation AS o
         LEFT JOIN zonebot.message AS m ON m.dedupe_key = 'operation:' || o.id
         WHERE o.plan IS NOT NULL AND o.state <> 'planned' AND (o.ended_at IS NULL OR o.ended_at > $1)
           AND m.given_up IS NULL AND coalesce(m.revision, -1) < o.revision
         ORDER BY o.asked_at LIMIT $2`,
        [endedAfter, limit],
      );
      return rows.map(({ id }) => parseOperationId(String(id)));
    },

    withJournals: async (host, endedBefore, limit) => {
      const { rows } = await database.query(
        `SELECT id FROM zonebot.operation
         WHERE host = $1 AND ended_at < $2 AND runs > 0 AND journal_removed_at IS NULL
         ORDER BY ended_at, id LIMIT $3`,
        [host, endedBefore, limit],
      );
      return rows.map(({ id }) => parseOperationId(String(id)));
    },

    journalRemoved: async (id) => {
      await database.write(
        `UPDATE zonebot.operation SET journal_removed_at = clock_timestamp()
         WHERE id = $1 AND ended_at IS NOT NULL`,
        [id],
      );
    },

    verifying: async (id, what) => {
      await database.write(
        `UPDATE zonebot.operation SET verifying_since = $2, verifying_why = $3
         WHERE id = $1 AND ended_at IS NULL`,
        [id, what?.since ?? null, what?.why ?? null],
      );
    },

    now: async () => {
      const { rows } = await database.query('SELECT clock_timestamp() AS now');
      const now = rows[0]?.now;
      if (!(now instanceof Date)) throw new Error('the database has no clock');
      return now;
    },
  };
}

const storedConsent = ({ until: _until, ...consent }: NonNullable<Change['consent']>): string =>
  JSON.stringify(consent);

const idOf = (row: Row | undefined): OperationId | undefined =>
  row === undefined ? undefined : parseOperationId(String(row.id));
