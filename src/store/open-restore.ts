/**
 * The database as `zonebot store rebuild` needs it: its tables brought up to this release, and no seat taken, so that
 * bots that work with the same PostgreSQL are not disturbed. The embedded one has room for one process.
 */
import type { Log } from '../log/log.ts';
import { databaseOver } from './database.ts';
import { migrate } from './migrations.ts';
import { openEmbedded } from './open-embedded.ts';
import { openPostgres } from './open-postgres.ts';
import type { StorePlace } from './place.ts';
import { type RestoredOperation, type Restoring, restoreOperation } from './restore.ts';

export interface OpenRestore {
  restore(operation: RestoredOperation): Promise<Restoring>;
  close(): Promise<void>;
}

/** @throws Diagnostic as openStore() does */
export async function openRestore(place: StorePlace, log: Log): Promise<OpenRestore> {
  const { pool, close } =
    place.kind === 'embedded'
      ? await openEmbedded(place.directory)
      : await openPostgres(place.url, log, 'zonebot rebuild');
  try {
    const database = databaseOver(pool);
    await migrate(database);
    return { restore: (operation) => restoreOperation(database, operation), close };
  } catch (error) {
    await close();
    throw error;
  }
}
