/** How much of what the database holds, for whoever watches the bot: numbers alone, no names. */
import { z } from 'zod';
import { operationStates } from '../../commands/desk.ts';
import type { Database } from './database.ts';

/** How far an operation came: asked for, planned, given to its host. */
export const reaches = ['request', 'plan', 'host'] as const;

export interface Tally {
  /** Those that there are; what is none is left out. */
  readonly operations: readonly {
    readonly state: (typeof operationStates)[number];
    readonly reached: (typeof reaches)[number];
    readonly count: number;
  }[];
  /** How often a host was given something to run: to run, to resume or to unwind. */
  readonly runs: number;
  /** How often a run was taken over from a replica that went. */
  readonly adoptions: number;
  /** Replicas that have a seat. */
  readonly replicas: number;
  /** What was done by break-glass: all of it, what is not reviewed, and what should have been by now. */
  readonly glass: { readonly broken: number; readonly open: number; readonly overdue: number };
  /** Messages whose newest content Slack does not show yet. */
  readonly messagesWaiting: number;
  /** Since when the oldest of them waits. */
  readonly waitingSince?: Date;
}

const operationRows = z.array(
  z.object({
    state: z.enum(operationStates),
    reached: z.enum(reaches),
    count: z.number(),
    runs: z.number(),
  }),
);

const replicaRows = z.tuple([z.object({ replicas: z.number(), adoptions: z.number() })]);

const glassRows = z.tuple([
  z.object({ broken: z.number(), open: z.number(), overdue: z.number() }),
]);

const messageRows = z.tuple([z.object({ count: z.number(), since: z.date().nullable() })]);

/** @throws Diagnostic `zmgr::store::unavailable` */
export async function tally(database: Database): Promise<Tally> {
  const [operations, messages, replicas, glass] = await Promise.all([
    database.query(
      `SELECT state,
         CASE WHEN runs > 0 THEN 'host' WHEN plan IS NOT NULL THEN 'plan' ELSE 'request' END AS reached,
         count(*)::integer AS count, sum(runs)::integer AS runs
       FROM zonebot.operation GROUP BY 1, 2 ORDER BY 1, 2`,
    ),
    database.query(
      `SELECT count(*)::integer AS count, min(waiting_since) AS since
       FROM zonebot.message WHERE waiting_since IS NOT NULL`,
    ),
    database.query(
      `SELECT (SELECT count(*) FROM zonebot.replica WHERE unseated_at IS NULL)::integer AS replicas,
         (SELECT coalesce(sum(times), 0) FROM zonebot.adoption)::integer AS adoptions`,
    ),
    database.query(
      `SELECT count(*)::integer AS broken,
         (count(*) FILTER (WHERE closed_at IS NULL))::integer AS open,
         (count(*) FILTER (WHERE closed_at IS NULL AND review_until <= clock_timestamp()))::integer
           AS overdue
       FROM zonebot.glass`,
    ),
  ]);
  const counted = operationRows.parse(operations.rows);
  const [seats] = replicaRows.parse(replicas.rows);
  const [{ count, since }] = messageRows.parse(messages.rows);
  const [glassCounted] = glassRows.parse(glass.rows);
  return {
    glass: glassCounted,
    operations: counted.map(({ state, reached, count: howMany }) => ({
      state,
      reached,
      count: howMany,
    })),
    runs: counted.reduce((sum, { runs }) => sum + runs, 0),
    ...seats,
    messagesWaiting: count,
    ...(since !== null && { waitingSince: since }),
  };
}
