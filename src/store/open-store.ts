/**
 * The one door to what the bot remembers: its database (embedded, or PostgreSQL), our tables in it, and the durable
 * workflows that keep their steps there. Nothing outside this folder knows which database it is.
 */
import type { Log } from '../log/log.ts';
import type { MessagesTable } from '../outbox/message.ts';
import { type AuditTable, auditTable } from './audit-table.ts';
import { databaseOver } from './database.ts';
import { messagesTable } from './messages-table.ts';
import { migrate } from './migrations.ts';
import { openEmbedded } from './open-embedded.ts';
import { openPostgres } from './open-postgres.ts';
import { type OperationsTable, operationsTable } from './operations-table.ts';
import type { StorePlace } from './place.ts';
import { type Tally, tally } from './tally.ts';
import { dbosWorkflows, type Workflows } from './workflows.ts';

export interface StoreOptions {
  readonly place: StorePlace;
  readonly log: Log;
}

export interface Store {
  readonly operations: OperationsTable;
  readonly messages: MessagesTable;
  readonly audit: AuditTable;
  readonly workflows: Workflows;
  /** @throws Diagnostic `zmgr::store::unavailable` when the database does not answer. */
  check(): Promise<void>;
  /** @throws Diagnostic `zmgr::store::unavailable` */
  tally(): Promise<Tally>;
  /** After whoever uses it has stopped, workflows included. */
  close(): Promise<void>;
}

/**
 * @throws Diagnostic `zmgr::store::in-use`, `zmgr::store::unavailable`, `zmgr::store::refused`, `zmgr::store::unusable`, `zmgr::store::newer`,
 *   `zmgr::store::path-too-long`
 */
export async function openStore({ place, log }: StoreOptions): Promise<Store> {
  const { pool, close } =
    place.kind === 'embedded'
      ? await openEmbedded(place.directory)
      : await openPostgres(place.url, log);
  try {
    const database = databaseOver(pool);
    await migrate(database);
    return {
      operations: operationsTable(database),
      messages: messagesTable(database),
      audit: auditTable(database),
      workflows: dbosWorkflows({ pool, log }),
      check: async () => {
        await database.query('SELECT 1');
      },
      tally: () => tally(database),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
