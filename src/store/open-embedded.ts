/**
 * The embedded database: PGlite in this process, its files in one directory, owned by one process at a time. Safe
 * against the death of the process at any moment; not against loss of power, since PGlite never calls fsync.
 */
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { Pool } from 'pg';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { ownDirectory } from './directory-owner.ts';
import type { OpenPool } from './open-postgres.ts';
import { PglitePool } from './pglite-pool.ts';
import { settings } from './pglite-settings.ts';

/** OID of int8, which pg gives as text since a number can't hold it; both must give the same. */
const int8 = 20;

/** @throws Diagnostic `zmgr::store::in-use`, `zmgr::store::unusable` */
export async function openEmbedded(directory: string): Promise<OpenPool> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const ownership = await ownDirectory(directory);
  try {
    const files = join(directory, 'postgres');
    if (!(await exists(files))) await makeDatabase(directory, files);
    const session = await PGlite.create({
      dataDir: files,
      postgresqlconf: settings,
      parsers: { [int8]: (text: string) => text },
    });
    return {
      pool: asPool(new PglitePool(session)),
      close: async () => {
        await session.close();
        await ownership.release();
      },
    };
  } catch (error) {
    await ownership.release();
    throw new Diagnostic({
      code: 'zmgr::store::unusable',
      message: `The database in ${directory} could not be opened`,
      help: 'Look at the cause; files of another release of PostgreSQL, or damaged ones, must be moved away.',
      cause: error,
    });
  }
}

/** Made beside and renamed, so that a start that is killed leaves no half database. */
async function makeDatabase(directory: string, files: string): Promise<void> {
  const making = join(directory, 'postgres.making');
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { mode: 0o700 });
  await new Promise<void>((settle, fail) => {
    const thread = new Worker(new URL('./make-database.js', import.meta.url), {
      workerData: { dataDir: making, postgresqlconf: settings },
    });
    thread.once('error', fail);
    thread.once('exit', (status) => {
      if (status === 0) settle();
      else fail(new Error(`the thread that makes the database ended with ${status}`));
    });
  });
  await rename(making, files);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * The look-alike has what DBOS and databaseOver() use of a Pool (query, connect, end, on, options.max), not all that
 * there is; this is the one place that says so to the compiler.
 */
const asPool = (pool: PglitePool): Pool => pool as unknown as Pool;
