/**
 * Brings our own tables to this release's shape: all migrations that are due, in one transaction, by one process at a
 * time. A database that a newer release has written is refused, for this one would not understand it. DBOS keeps its
 * tables in a schema of its own and brings them up itself.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Database } from './database.ts';
import { operations } from './migrations/0001-operations.ts';
import { outbox } from './migrations/0002-outbox.ts';
import { consent } from './migrations/0003-consent.ts';
import { audit } from './migrations/0004-audit.ts';
import { files } from './migrations/0005-files.ts';
import { replicas } from './migrations/0006-replicas.ts';
import { retention } from './migrations/0007-retention.ts';
import { homes } from './migrations/0008-homes.ts';
import { breakGlass } from './migrations/0009-break-glass.ts';
import type { Migration } from './migrations/migration.ts';

export const migrations: readonly Migration[] = [
  operations,
  outbox,
  consent,
  audit,
  files,
  replicas,
  retention,
  homes,
  breakGlass,
];

/** @throws Diagnostic `zmgr::store::newer` */
export async function migrate(
  database: Database,
  all: readonly Migration[] = migrations,
): Promise<void> {
  await database.transaction(async ({ query }) => {
    // Two that start at once: the second waits here, then finds nothing due.
    await query("SELECT pg_advisory_xact_lock(hashtext('zonebot migrations'))");
    await query('CREATE SCHEMA IF NOT EXISTS zonebot');
    await query(`
      CREATE TABLE IF NOT EXISTS zonebot.migration (
        number integer PRIMARY KEY,
        title text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`);
    const { rows } = await query('SELECT max(number) AS newest FROM zonebot.migration');
    const newest = Number(rows[0]?.newest ?? 0);
    const ours = all.at(-1)?.number ?? 0;
    if (newest > ours) {
      throw new Diagnostic({
        code: 'zmgr::store::newer',
        message: `The database was written by a newer release of the bot (its tables are at ${newest}, this release knows ${ours})`,
        help: 'Start the newer release, or restore a database from before it.',
      });
    }
    for (const { number, title, sql } of all.filter((each) => each.number > newest)) {
      await query(sql);
      await query('INSERT INTO zonebot.migration (number, title) VALUES ($1, $2)', [number, title]);
    }
  });
}
