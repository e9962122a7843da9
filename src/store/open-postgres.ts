/**
 * PostgreSQL by DATABASE_URL, through pg. One bot a database for now: a session lock keeps a second one out, since both
 * would take up the same operations when they start.
 */
import { Client, Pool } from 'pg';
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

/** The lock's key: the first bytes of the word zonebot. */
const lockKey = 0x7a6f6e65;

/** Milliseconds after which a lost lock is taken again. */
const retake = 2_000;

/** @throws Diagnostic `zmgr::store::unavailable`, `zmgr::store::refused`, `zmgr::store::in-use` */
export async function openPostgres(url: string, log: Log): Promise<OpenPool> {
  const owner = new Owner(url, log);
  await owner.take();
  const pool = new Pool({
    connectionString: url,
    max: 10,
    application_name: 'zonebot',
    connectionTimeoutMillis: connectDeadline,
    statement_timeout: statementDeadline,
    idle_in_transaction_session_timeout: statementDeadline,
    keepAlive: true,
  });
  // An idle connection that dies is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  return {
    pool,
    close: async () => {
      await pool.end();
      await owner.leave();
    },
  };
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

/** Holds the session lock on a connection of its own; takes it again when a restarted server has forgotten it. */
class Owner {
  readonly #url: string;
  readonly #log: Log;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #left: boolean = false;

  constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
  }

  async take(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'zonebot owner',
      connectionTimeoutMillis: connectDeadline,
      keepAlive: true,
    });
    // Without a listener a dying connection would end the process; that it died shows in `end`.
    client.on('error', () => {});
    let taken: boolean;
    try {
      await client.connect();
      const text = 'SELECT pg_try_advisory_lock($1) AS taken';
      const { rows } = await client.query<{ taken: boolean }>(text, [lockKey]);
      taken = rows[0]?.taken === true;
    } catch (error) {
      await client.end().catch(() => {});
      throw isRefusal(error) ? refused(error) : unavailable(error);
    }
    if (!taken) {
      await client.end();
      throw new Diagnostic({
        code: 'zmgr::store::in-use',
        message: 'Another bot works with this database',
        help: 'Stop that one first, or set DATABASE_URL to a database of its own.',
      });
    }
    this.#client = client;
    client.once('end', () => this.#lost());
  }

  async leave(): Promise<void> {
    this.#left = true;
    clearTimeout(this.#timer);
    await this.#client?.end();
  }

  #lost(): void {
    if (this.#left) return;
    this.#client = undefined;
    this.#log.warn('the connection that owns the database was lost');
    this.#timer = setTimeout(() => {
      this.take().catch((error: unknown) => {
        this.#log.error({ err: error }, 'the database could not be owned again');
        this.#lost();
      });
    }, retake);
    this.#timer.unref();
  }
}
