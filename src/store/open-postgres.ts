/**
 * PostgreSQL by DATABASE_URL, through pg. Several bots may work with one database: replicas/ keeps them apart.
 */
import { Pool } from 'pg';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Log } from '../log/log.ts';
import { unavailable } from './database.ts';

export interface OpenPool {
  readonly pool: Pool;
  close(): Promise<void>;
}

/** Milliseconds. A statement of ours takes a few; one that takes longer than this waits for something dead. */
const connectDeadline = 5_000;
const statementDeadline = 30_000;
/** Milliseconds. Our transactions do nothing but statements: one that pauses belongs to a process that was stopped. */
const idleDeadline = 10_000;

/** @throws Diagnostic `zmgr::store::unavailable`, `zmgr::store::refused` */
export async function openPostgres(url: string, log: Log, name = 'zonebot'): Promise<OpenPool> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    application_name: name,
    connectionTimeoutMillis: connectDeadline,
    statement_timeout: statementDeadline,
    idle_in_transaction_session_timeout: idleDeadline,
    keepAlive: true,
  });
  // An idle connection that dies is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  // So would one that the engine holds between two statements; its next statement tells that it has gone.
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw isRefusal(error) ? refused(error) : unavailable(error);
  }
  return { pool, close: () => pool.end() };
}

/** Classes of PostgreSQL's Appendix A: who may not come in (28), and a database that there is not (3D). */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(28|3D)...$/.test(error.code);

const refused = (cause: unknown): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::store::refused',
    message: 'PostgreSQL answers at DATABASE_URL, and refuses it',
    help: 'Look at the user, the password and the name of the database in DATABASE_URL, and at pg_hba.conf.',
    cause,
  });
