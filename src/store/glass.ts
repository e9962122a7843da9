/**
 * zonebot.glass and zonebot.review. Breaking the glass is one transaction under a lock of the person's: it is counted how
 * often they have within a day, and the operation goes on, or nothing of that. So the limit holds however many bots
 * there are; and so it is with the review that closes it.
 */
import { z } from 'zod';
import type { BrokenGlass, Review } from '../../commands/desk.ts';
import { surfaces } from '../../commands/surface.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Database, Queries, Row } from './database.ts';
import { tellOfOperation } from './operation-trail.ts';

export interface Breaking {
  readonly by: { readonly team: string; readonly user: string };
  /** All accounts of this person: the limit is a person's. */
  readonly accounts: readonly string[];
  readonly limit: number;
  /** What was broken before that is not counted. */
  readonly since: Date;
  readonly instead: string;
  readonly rule: string;
  readonly needed: number;
  readonly reviewUntil: Date;
  readonly remindAt: Date;
  readonly at: Date;
}

/** `late`: the operation was not planned any more; nothing was kept. */
export type Broken = 'broken' | 'limit' | 'late';

export interface NewReview extends Review {
  /** All accounts of this person. */
  readonly accounts: readonly string[];
}

/** `late`: no glass was broken, or its review is closed. */
export type ReviewKept = 'counted' | 'reviewed-before' | 'late';

export interface Reminder {
  readonly operation: OperationId;
  /** Counts from 1. */
  readonly number: number;
}

const glassRow = z.object({
  operation: z.string(),
  instead: z.string(),
  broken_at: z.date(),
  needed: z.number(),
  review_until: z.date(),
  closed_at: z.date().nullable(),
});

const reviewRow = z.object({
  operation: z.string(),
  team: z.string(),
  reviewer: z.string(),
  note: z.string(),
  surface: z.enum(surfaces),
  at: z.date(),
});

/** Of several operations, by their ids; none for those that broke no glass. */
export async function glassOf(
  { query }: Queries,
  operations: readonly OperationId[],
): Promise<ReadonlyMap<string, BrokenGlass>> {
  const { rows } = await query('SELECT * FROM zonebot.glass WHERE operation = ANY($1)', [
    operations,
  ]);
  if (rows.length === 0) return new Map();
  const said = await query(
    'SELECT * FROM zonebot.review WHERE operation = ANY($1) ORDER BY at, team, reviewer',
    [operations],
  );
  const reviews = said.rows.map((row) => reviewRow.parse(row));
  return new Map(
    rows.map((row) => {
      const { operation, instead, broken_at, needed, review_until, closed_at } =
        glassRow.parse(row);
      const glass: BrokenGlass = {
        at: broken_at,
        instead,
        needed,
        until: review_until,
        reviews: reviews.filter((one) => one.operation === operation).map(reviewOf),
        ...(closed_at !== null && { closedAt: closed_at }),
      };
      return [operation, glass];
    }),
  );
}

const reviewOf = ({ team, reviewer, note, surface, at }: z.infer<typeof reviewRow>): Review => ({
  by: { team, user: reviewer },
  note,
  surface,
  at,
});

export async function glassUsed(
  { query }: Queries,
  team: string,
  accounts: readonly string[],
  since: Date,
): Promise<number> {
  const { rows } = await query(
    `SELECT count(*)::integer AS count FROM zonebot.glass
     WHERE team = $1 AND person = ANY($2) AND broken_at > $3`,
    [team, accounts, since],
  );
  return Number(rows[0]?.count ?? 0);
}

/** What waits and broke the glass goes to its host. */
export const breakGlass = (
  database: Database,
  id: OperationId,
  breaking: Breaking,
): Promise<Broken> =>
  database.transaction(async (queries) => {
    const { by, accounts, limit, since, instead, rule, needed, reviewUntil, remindAt, at } =
      breaking;
    const person = `${by.team}:${accounts[0] ?? by.user}`;
    await queries.query("SELECT pg_advisory_xact_lock(hashtext('zonebot glass'), hashtext($1))", [
      person,
    ]);
    const used = await glassUsed(queries, by.team, accounts, since);
    if (used >= limit) return 'limit';
    const moved = await queries.query(
      `UPDATE zonebot.operation SET state = 'queued', runs = runs + 1, run_verb = 'run', run_after = 0
       WHERE id = $1 AND state = 'planned'`,
      [id],
    );
    if (moved.rowCount === 0) return 'late';
    await queries.query(
      `INSERT INTO zonebot.glass
         (operation, team, person, instead, broken_at, needed, review_until, remind_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, by.team, by.user, instead, at, needed, reviewUntil, remindAt],
    );
    const { rows } = await queries.query('SELECT ticket FROM zonebot.operation WHERE id = $1', [
      id,
    ]);
    await tellOfOperation(queries, id, {
      event: 'glass-broken',
      by,
      because: instead,
      rule,
      inputs: { ticket: String(rows[0]?.ticket ?? ''), usedToday: used, limit, reviews: needed },
    });
    return 'broken';
  });

/** Keeps what somebody found, and closes the review where that is enough. */
export const keepReview = (
  database: Database,
  id: OperationId,
  { by, accounts, note, surface, at }: NewReview,
): Promise<ReviewKept> =>
  database.transaction(async (queries) => {
    const { rows } = await queries.query(
      'SELECT needed FROM zonebot.glass WHERE operation = $1 AND closed_at IS NULL FOR UPDATE',
      [id],
    );
    const [open] = rows;
    if (open === undefined) return 'late';
    const before = await queries.query(
      'SELECT 1 FROM zonebot.review WHERE operation = $1 AND team = $2 AND reviewer = ANY($3)',
      [id, by.team, accounts],
    );
    if (before.rowCount > 0) return 'reviewed-before';
    await queries.query(
      `INSERT INTO zonebot.review (operation, team, reviewer, note, surface, at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, by.team, by.user, note, surface, at],
    );
    const counted = await queries.query(
      'SELECT count(*)::integer AS count FROM zonebot.review WHERE operation = $1',
      [id],
    );
    const count = Number(counted.rows[0]?.count ?? 0);
    const isClosed = count >= Number(open.needed);
    if (isClosed) {
      await queries.query('UPDATE zonebot.glass SET closed_at = $2 WHERE operation = $1', [id, at]);
    }
    // Its card says something newer now.
    await queries.query('UPDATE zonebot.operation SET revision = revision WHERE id = $1', [id]);
    const inputs = { reviews: count, needed: Number(open.needed) };
    await tellOfOperation(queries, id, {
      event: 'glass-reviewed',
      surface,
      by,
      reason: note,
      inputs,
    });
    if (isClosed) await tellOfOperation(queries, id, { event: 'glass-closed', inputs });
    return 'counted';
  });

/** Ids of what is not closed, the oldest first. */
export async function openGlass({ query }: Queries, limit: number): Promise<readonly Row[]> {
  const { rows } = await query(
    `SELECT operation.* FROM zonebot.operation JOIN zonebot.glass ON operation = id
     WHERE closed_at IS NULL ORDER BY broken_at, id LIMIT $1`,
    [limit],
  );
  return rows;
}

/** Reviews of which it is time to remind people. */
export async function dueReminders(
  { query }: Queries,
  at: Date,
): Promise<readonly { readonly operation: string; readonly number: number }[]> {
  const { rows } = await query(
    `SELECT operation, reminders FROM zonebot.glass
     WHERE closed_at IS NULL AND remind_at <= $1 ORDER BY remind_at, operation LIMIT 100`,
    [at],
  );
  return rows.map(({ operation, reminders }) => ({
    operation: String(operation),
    number: Number(reminders) + 1,
  }));
}

/** The reminder of that number is out. False where another bot has said so, or the review is closed. */
export const reminded = (
  database: Database,
  { operation, number }: Reminder,
  next: Date,
  at: Date,
): Promise<boolean> =>
  database.transaction(async (queries) => {
    const { rows, rowCount } = await queries.query(
      `UPDATE zonebot.glass SET reminders = $2, remind_at = $3
       WHERE operation = $1 AND reminders = $2 - 1 AND closed_at IS NULL
       RETURNING review_until <= $4 AS overdue`,
      [operation, number, next, at],
    );
    if (rowCount === 0) return false;
    if (rows[0]?.overdue === true) {
      const inputs = { reminder: number };
      await tellOfOperation(queries, operation, { event: 'glass-overdue', inputs });
    }
    return true;
  });
