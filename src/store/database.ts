/**
 * The database as our own tables use it: statements and transactions in PostgreSQL's dialect, over a pool that is
 * either pg's or the embedded look-alike. What a lost database looks like is decided here, once.
 */
import type { ClientBase, Pool } from 'pg';
import { Diagnostic } from '../../hostlink/diagnostic.ts';

export type Row = Readonly<Record<string, unknown>>;

/** A place for statements: the database, each by itself, or a transaction. */
export interface Queries {
  /** `$1` … stand for the values. Rows as the driver parsed them: int8 as text, timestamptz as Date, json as values. */
  query(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Row[]; readonly rowCount: number }>;
}

/** @throws Diagnostic `zmgr::store::unavailable` from any of its functions when the database is gone. */
export interface Database extends Queries {
  /** Commits when the work is through, rolls back when it throws, and throws that on. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** One statement that changes something, as a transaction is: not by a process that may not write any more. */
  write(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Row[]; readonly rowCount: number }>;
}

/** What every transaction asks first: whether this process may still write. */
export interface Fence {
  /** Holds until the transaction's end, or throws. */
  hold(queries: Queries): Promise<void>;
}

/** Statements over one connection, or over any of a pool. */
export const queriesOn = (on: Pick<Pool | ClientBase, 'query'>): Queries => ({
  query: (text, values = []) =>
    naming(async () => {
      const result = await on.query<Record<string, unknown>>(text, [...values]);
      return { rows: result.rows, rowCount: result.rowCount ?? 0 };
    }),
});

export function databaseOver(pool: Pool, fence?: Fence): Database {
  const transaction: Database['transaction'] = async (work) => {
    const client = await naming(() => pool.connect());
    // A connection that dies while we hold it says so as an event; the statement in flight throws as well.
    const ignore = () => {};
    client.on('error', ignore);
    const queries = queriesOn(client);
    let broken: Error | undefined;
    try {
      await queries.query('BEGIN');
      await fence?.hold(queries);
      const result = await work(queries);
      await queries.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.removeListener('error', ignore);
      client.release(broken);
    }
  };
  const statements = queriesOn(pool);
  return {
    ...statements,
    transaction,
    write: (text, values) =>
      fence === undefined
        ? statements.query(text, values)
        : transaction(({ query }) => query(text, values)),
  };
}

/** Only what the way to the database throws is looked at: not what somebody's work in a transaction does. */
async function naming<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isGone(error) ? unavailable(error) : error;
  }
}

export const unavailable = (cause: unknown): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::store::unavailable',
    message: 'The database cannot be reached, so nothing can be changed for now',
    help: 'Reading goes on. An operator of the bot should look at its database; try again in a minute.',
    cause,
  });

export const isUnavailable = (error: unknown): boolean =>
  error instanceof Diagnostic && error.code === 'zmgr::store::unavailable';

/**
 * A statement that the server refused has an SQLSTATE and is no loss, except for the classes of lost connections (08),
 * of a server that shuts down (57P), of too many connections (53) and of its own input and output (58).
 * PostgreSQL, Appendix A. An error without one came from the way there, unless it is a diagnostic or our own mistake.
 */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof Diagnostic) return false;
  if (error instanceof TypeError || error instanceof RangeError) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code)) return /^(08|53|57P|58)/.test(code);
  return true;
}
