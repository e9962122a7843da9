/**
 * zonebot.replica and zonebot.heartbeat: who works with this database. A replica is seated until it leaves or is taken for
 * dead, and then never again. Whoever writes locks its own seat for the time of the transaction; to unseat waits for
 * that, so that once it is through nothing of the one before can come any more.
 */
import { z } from 'zod';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { Database, Queries } from '../database.ts';
import type { Sign } from './life-signs.ts';

/** Class of the session locks, whose second key is the replica's number: the bytes of "zonf", after the database's own. */
export const replicaLock = 0x7a6f6e66;

export interface Seat {
  readonly number: number;
  readonly name: string;
}

export interface SeatedReplica extends Sign {
  readonly name: string;
  readonly release: string;
}

/** What its connections are called, so that they can be ended together with it. */
export const connectionName = (name: string): string => `zonebot ${name}`;

export async function join(
  { transaction }: Database,
  name: string,
  release: string,
): Promise<Seat> {
  return await transaction(async ({ query }) => {
    const { rows } = await query(
      'INSERT INTO zonebot.replica (name, release) VALUES ($1, $2) RETURNING number',
      [name, release],
    );
    const number = z.number().parse(rows[0]?.number);
    await query('INSERT INTO zonebot.heartbeat (replica) VALUES ($1)', [number]);
    return { number, name };
  });
}

/** Holds the seat until the transaction's end. @throws Diagnostic `zmgr::store::unseated` */
export async function holdSeat({ query }: Queries, { number, name }: Seat): Promise<void> {
  const { rowCount } = await query(
    'SELECT 1 FROM zonebot.replica WHERE number = $1 AND unseated_at IS NULL FOR KEY SHARE',
    [number],
  );
  if (rowCount === 0) throw unseated(name);
}

/** One heartbeat. */
export const beat = ({ query }: Queries, { number }: Seat): Promise<unknown> =>
  query(
    'UPDATE zonebot.heartbeat SET beats = beats + 1, at = clock_timestamp() WHERE replica = $1',
    [number],
  );

const rowSchema = z.object({
  number: z.number(),
  name: z.string(),
  release: z.string(),
  beats: z.coerce.number(),
  holds_lock: z.boolean(),
});

/** All that are seated, the eldest first. */
export async function seatedReplicas({ query }: Queries): Promise<readonly SeatedReplica[]> {
  const { rows } = await query(
    `SELECT number, name, release, beats, EXISTS (
       SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
       WHERE locktype = 'advisory' AND datname = current_database() AND granted
         AND classid = $1::bigint::oid AND objid = number::oid AND objsubid = 2) AS holds_lock
     FROM zonebot.replica JOIN zonebot.heartbeat ON replica = number
     WHERE unseated_at IS NULL ORDER BY number`,
    [replicaLock],
  );
  return rows.map((row) => {
    const { holds_lock: holdsLock, ...rest } = rowSchema.parse(row);
    return { ...rest, holdsLock };
  });
}

/**
 * Takes a seat away. What a stopped process left open (a transaction, and with it locks that everybody needs) is ended
 * first: its connections are the server's to close.
 */
export async function unseat(
  { query, transaction }: Database,
  { number, name }: Seat,
  why: 'left' | 'dead',
): Promise<void> {
  if (why === 'dead') {
    await query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = $1 AND datname = current_database() AND pid <> pg_backend_pid()`,
      [connectionName(name)],
    );
  }
  await transaction(async (queries) => {
    await queries.query('SELECT 1 FROM zonebot.replica WHERE number = $1 FOR UPDATE', [number]);
    await queries.query(
      `UPDATE zonebot.replica SET unseated_at = clock_timestamp(), unseated_why = $2
       WHERE number = $1 AND unseated_at IS NULL`,
      [number, why],
    );
  });
}

/** Those that are alone with a database: nobody else can have it open. */
export async function unseatOthers({ query }: Queries, { number }: Seat): Promise<void> {
  await query(
    `UPDATE zonebot.replica SET unseated_at = clock_timestamp(), unseated_why = 'dead'
     WHERE number <> $1 AND unseated_at IS NULL`,
    [number],
  );
}

/** Forgets who left long ago. */
export async function forgetUnseated({ query }: Queries): Promise<void> {
  await query(
    "DELETE FROM zonebot.replica WHERE unseated_at < clock_timestamp() - interval '30 days'",
  );
}

export const unseated = (name: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::store::unseated',
    message: `This replica of the bot (${name}) was silent for so long that the others took it for dead`,
    help: 'What it had begun goes on elsewhere. Try again; it is started anew meanwhile.',
  });

export const isUnseated = (error: unknown): boolean =>
  error instanceof Diagnostic && error.code === 'zmgr::store::unseated';
