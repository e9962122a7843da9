/** zonebot.home: whose App Home is shown, and how far behind it is. */
import { z } from 'zod';
import type { ShownHomes } from '../home/shown-homes.ts';
import type { Database } from './database.ts';

const rowSchema = z.object({
  team: z.string(),
  person: z.string(),
  changes: z.coerce.number(),
  shown: z.string().nullable(),
  view_hash: z.string().nullable(),
});

export function homesTable(database: Database): ShownHomes {
  const run = async (text: string, values: readonly unknown[]): Promise<void> => {
    await database.write(text, values);
  };
  return {
    opened: ({ team, user }, at) =>
      run(
        `INSERT INTO zonebot.home AS h (team, person, opened_at, due_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (team, person) DO UPDATE SET
           opened_at = excluded.opened_at, due_at = excluded.due_at, changes = h.changes + 1,
           shown = NULL`,
        [team, user, at],
      ),

    changed: (at, lookedSince, pause) =>
      run(
        `UPDATE zonebot.home SET
           changes = changes + 1,
           due_at = least(due_at, greatest($1, published_at + $3::integer * interval '1 millisecond'))
         WHERE opened_at > $2`,
        [at, lookedSince, pause],
      ),

    due: async (at, limit) => {
      const { rows } = await database.query(
        `SELECT team, person, changes, shown, view_hash FROM zonebot.home
         WHERE due_at <= $1 ORDER BY shown IS NOT NULL, due_at, team, person LIMIT $2`,
        [at, limit],
      );
      return rows.map((row) => {
        const { team, person, changes, shown, view_hash } = rowSchema.parse(row);
        return {
          team,
          user: person,
          changes,
          ...(shown !== null && { shown }),
          ...(view_hash !== null && { hash: view_hash }),
        };
      });
    },

    nextDue: async () => {
      const { rows } = await database.query('SELECT min(due_at) AS due FROM zonebot.home');
      const due = rows[0]?.due;
      return due instanceof Date ? due : undefined;
    },

    published: ({ team, user, changes }, { shown, hash }, at, pause) =>
      run(
        `UPDATE zonebot.home SET
           published_at = $4, shown = $5, view_hash = $6,
           due_at = CASE WHEN changes > $3
             THEN $4::timestamptz + $7::integer * interval '1 millisecond' END
         WHERE team = $1 AND person = $2`,
        [team, user, changes, at, shown, hash ?? null, pause],
      ),

    later: ({ team, user }, at) =>
      run(
        `UPDATE zonebot.home SET due_at = $3, shown = NULL, view_hash = NULL
         WHERE team = $1 AND person = $2`,
        [team, user, at],
      ),

    forget: ({ team, user }) =>
      run('DELETE FROM zonebot.home WHERE team = $1 AND person = $2', [team, user]),
  };
}
