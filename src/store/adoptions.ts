/** zonebot.adoption: how often each workflow was taken over from a replica that went. */
import { z } from 'zod';
import type { Database } from './database.ts';

export interface Adoptions {
  /** Kept before it is taken over. @returns how often it was by now */
  count(workflow: string, from: string | undefined): Promise<number>;
}

export const adoptions = (database: Database, by: string): Adoptions => ({
  count: (workflow, from) =>
    database.transaction(async ({ query }) => {
      const { rows } = await query(
        `INSERT INTO zonebot.adoption AS a (workflow, times, last_from, last_by, last_at)
         VALUES ($1, 1, $2, $3, clock_timestamp())
         ON CONFLICT (workflow) DO UPDATE SET times = a.times + 1, last_from = excluded.last_from,
           last_by = excluded.last_by, last_at = excluded.last_at
         RETURNING times`,
        [workflow, from ?? null, by],
      );
      return z.number().parse(rows[0]?.times);
    }),
});
