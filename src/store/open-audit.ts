/**
 * The audit trail alone, to be read beside a running bot: nothing is migrated, no ownership is taken of a PostgreSQL
 * database. The embedded database has room for one process, so that the bot must be stopped for it.
 */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Pool } from 'pg';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { type AuditTable, auditTable } from './audit-table.ts';
import { databaseOver } from './database.ts';
import { openEmbedded } from './open-embedded.ts';
import type { StorePlace } from './place.ts';

export interface OpenAudit {
  readonly audit: AuditTable;
  close(): Promise<void>;
}

const connectDeadline = 5_000;

/** @throws Diagnostic `zmgr::audit::no-trail`, `zmgr::store::in-use`, `zmgr::store::unavailable`, `zmgr::store::unusable` */
export async function openAudit(place: StorePlace): Promise<OpenAudit> {
  const { pool, close } = place.kind === 'embedded' ? await embedded(place) : postgres(place);
  try {
    const database = databaseOver(pool);
    const { rows } = await database.query("SELECT to_regclass('zonebot.audit') AS found");
    if (rows[0]?.found === null) {
      throw noTrail('The database holds no audit trail: no release that keeps one has used it');
    }
    return { audit: auditTable(database), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function postgres({ url }: { readonly url: string }) {
  const pool = new Pool({
    connectionString: url,
    max: 1,
    application_name: 'zonebot audit',
    connectionTimeoutMillis: connectDeadline,
    options: '-c default_transaction_read_only=on',
  });
  pool.on('error', () => {});
  return { pool, close: () => pool.end() };
}

/** Looking must not make a database where there was none. */
async function embedded({ directory }: { readonly directory: string }) {
  try {
    await access(join(directory, 'postgres'));
  } catch {
    throw noTrail(`There is no database in ${directory}`);
  }
  return openEmbedded(directory);
}

const noTrail = (message: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::audit::no-trail',
    message,
    help: 'Set DATABASE_URL or ZONEBOT_DATA to what the bot runs with.',
  });
