/**
 * A replica's own connection to PostgreSQL: it beats and looks over it, holds the session lock that says that its process
 * lives, and hears what others call out. Made anew when it is lost; a database that is gone is no reason to leave.
 */
import { Client } from 'pg';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { Log } from '../../log/log.ts';
import { type Queries, queriesOn, unavailable } from '../database.ts';
import { connectionName, replicaLock, type Seat } from './roster.ts';

/** Milliseconds. A heartbeat that takes longer is none. */
const connectDeadline = 3_000;
const statementDeadline = 3_000;

/**
 * A database belonged to one bot through this lock once. It is shared now, so that a release from then keeps out while
 * one from now works, and the other way round.
 */
const databaseLock = 0x7a6f6e65;

const channel = 'zonebot_replicas';

export class Session {
  readonly #url: string;
  readonly #seat: Seat;
  readonly #log: Log;
  readonly #hear: (word: string) => void;
  #client: Client | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(url: string, seat: Seat, log: Log, hear: (word: string) => void) {
    this.#url = url;
    this.#seat = seat;
    this.#log = log;
    this.#hear = hear;
  }

  /** @throws Diagnostic `zmgr::store::unavailable`, `zmgr::store::in-use` where a release from then works */
  async queries(): Promise<Queries> {
    this.#client ??= await this.#connect();
    const { query } = queriesOn(this.#client);
    return { query: (text, values) => this.#inTurn(() => query(text, values)) };
  }

  /** A look and a call may come at once; a connection takes one statement at a time. */
  #inTurn<T>(statement: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(statement);
    this.#turn = done.then(
      () => {},
      () => {},
    );
    return done;
  }

  /** To everybody who works with this database, ourselves included. */
  async call(word: string): Promise<void> {
    const { query } = await this.queries();
    await query('SELECT pg_notify($1, $2)', [channel, word]);
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => {});
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.#url,
      application_name: connectionName(this.#seat.name),
      connectionTimeoutMillis: connectDeadline,
      statement_timeout: statementDeadline,
      query_timeout: statementDeadline,
      keepAlive: true,
    });
    // Without a listener a dying connection would end the process; that it died shows in `end`.
    client.on('error', () => {});
    client.once('end', () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      this.#log.warn('the connection over which this replica beats was lost');
    });
    client.on('notification', ({ payload }) => this.#hear(payload ?? ''));
    try {
      await client.connect();
      const locks = 'SELECT pg_try_advisory_lock_shared($1) AS shared, pg_advisory_lock($2, $3)';
      const { rows } = await client.query<{ shared: boolean }>(locks, [
        databaseLock,
        replicaLock,
        this.#seat.number,
      ]);
      if (rows[0]?.shared !== true) throw inUse();
      await client.query(`LISTEN ${channel}`);
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      throw error instanceof Diagnostic ? error : unavailable(error);
    }
  }
}

const inUse = (): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::store::in-use',
    message: 'A bot of an older release works with this database, and knows of no others',
    help: 'Stop that one first, or set DATABASE_URL to a database of its own.',
  });
