/** Both databases, by the same tests: what our tables and DBOS rely on must be so in either. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, databaseOver } from '../../../src/store/database.ts';
import { migrate, migrations } from '../../../src/store/migrations.ts';
import { openEmbedded } from '../../../src/store/open-embedded.ts';
import { type OpenPool, openPostgres } from '../../../src/store/open-postgres.ts';
import { describeReal } from '../../support/real.ts';
import {
  embeddedPlace,
  type PostgresServer,
  postgresRequirements,
  postgresServer,
  silent,
} from '../../support/store-places.ts';

function databaseContract(open: () => Promise<OpenPool & { clean: () => Promise<void> }>): void {
  let opened: OpenPool & { clean: () => Promise<void> };
  let database: Database;

  beforeAll(async () => {
    opened = await open();
    database = databaseOver(opened.pool);
    await database.query('CREATE TABLE counted (n integer PRIMARY KEY)');
  });
  afterAll(async () => {
    await opened.close();
    await opened.clean();
  });

  it('gives the same types as pg', async () => {
    const { rows } = await database.query(
      `SELECT 9007199254740993::int8 AS big, 7::int4 AS small, true AS yes, 'x'::text AS word,
              '2026-11-21T07:00:00Z'::timestamptz AS time, '{"b": 1, "a": [null]}'::json AS document,
              NULL AS nothing, ARRAY['a', 'b'] AS words`,
    );
    expect(rows).toEqual([
      {
        big: '9007199254740993',
        small: 7,
        yes: true,
        word: 'x',
        time: new Date('2026-11-21T07:00:00Z'),
        document: { b: 1, a: [null] },
        nothing: null,
        words: ['a', 'b'],
      },
    ]);
  });

  it('takes back what it was given, quotes, newlines and escapes of NUL in documents included', async () => {
    const text = `'"\\ \n\u2028 {} \u{1f600}`;
    const document = JSON.stringify({ text: `${text}\0` });
    const { rows } = await database.query(
      'SELECT $1::text AS text, $2::json AS document, $3::text[] AS list, $4::timestamptz AS time',
      [text, document, [text, '', document], new Date(1_234_567)],
    );
    expect(rows[0]).toEqual({
      text,
      document: { text: `${text}\0` },
      list: [text, '', document],
      time: new Date(1_234_567),
    });
  });

  it('counts the rows that a statement touched', async () => {
    await database.query('DELETE FROM counted');
    const insert = 'INSERT INTO counted SELECT generate_series(1, 3) ON CONFLICT DO NOTHING';
    expect((await database.query(insert)).rowCount).toBe(3);
    expect((await database.query(insert)).rowCount).toBe(0);
    expect((await database.query('UPDATE counted SET n = n WHERE n > 1')).rowCount).toBe(2);
  });

  it('leaves room for everything else between two statements', async () => {
    let turns = 0;
    let next: NodeJS.Immediate;
    const turn = () => {
      turns += 1;
      next = setImmediate(turn);
    };
    next = setImmediate(turn);
    const statements = Array.from({ length: 30 }, () => database.query('SELECT 1'));
    await Promise.all(statements);
    clearImmediate(next);
    // As one chain it would be one; a pool of ten answers thirty in three.
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it('keeps a transaction whole when others work beside it', async () => {
    await database.query('DELETE FROM counted');
    const works = Array.from({ length: 20 }, (_, worker) =>
      database
        .transaction(async ({ query }) => {
          await query('INSERT INTO counted VALUES ($1)', [worker * 2]);
          await new Promise((settle) => setImmediate(settle));
          await query('INSERT INTO counted VALUES ($1)', [worker * 2 + 1]);
          if (worker % 2 === 1) throw new Error('changed my mind');
        })
        .catch((error: Error) => error.message),
    );
    const reads = Array.from({ length: 20 }, () =>
      database.query('SELECT count(*)::integer AS many FROM counted'),
    );
    const outcomes = await Promise.all(works);
    expect(outcomes.filter((outcome) => outcome === 'changed my mind')).toHaveLength(10);
    for (const { rows } of await Promise.all(reads)) expect(Number(rows[0]?.many) % 2).toBe(0);
    const { rows } = await database.query('SELECT n FROM counted ORDER BY n');
    expect(rows.map(({ n }) => n)).toEqual(
      Array.from({ length: 10 }, (_, i) => [4 * i, 4 * i + 1]).flat(),
    );
  });

  it('goes on after a statement that was refused, in a transaction too', async () => {
    await expect(database.query('SELECT 1/0')).rejects.toMatchObject({ code: '22012' });
    await expect(
      database.transaction(async ({ query }) => {
        await query('SELECT 1/0').catch(() => {});
        await query('SELECT 1');
      }),
    ).rejects.toMatchObject({ code: '25P02' });
    expect((await database.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('delivers notifications to those who listen, until they let go', async () => {
    const client = await opened.pool.connect();
    const heard: (string | undefined)[] = [];
    client.on('notification', ({ payload }) => heard.push(payload));
    await client.query('LISTEN "some_channel"');
    await database.query("NOTIFY some_channel, 'first'");
    await expect.poll(() => heard).toEqual(['first']);
    client.release(true);
    // A server hears of a closed connection in its own time, and sends what it has until then.
    const others = `SELECT count(*)::integer AS many FROM pg_stat_activity
      WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()`;
    await expect.poll(async () => (await database.query(others)).rows).toEqual([{ many: 0 }]);
    await database.query("NOTIFY some_channel, 'second'");
    await database.query('SELECT 1');
    expect(heard).toEqual(['first']);
  });

  it('rolls back what a client that was let go left open', async () => {
    await database.query('DELETE FROM counted');
    const client = await opened.pool.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO counted VALUES (1)');
    client.release(true);
    await expect.poll(async () => (await database.query('SELECT n FROM counted')).rows).toEqual([]);
  });
}

describe('the embedded database', () => {
  databaseContract(async () => {
    const { directory, remove } = await embeddedPlace();
    return { ...(await openEmbedded(directory)), clean: remove };
  });

  it('is made new where there is none, whatever a start that was killed left of one', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'zonebot-new-'));
    mkdirSync(join(directory, 'postgres.making', 'base'), { recursive: true });
    writeFileSync(join(directory, 'postgres.making', 'PG_VERSION'), '18\n');
    for (const word of ['kept', 'found']) {
      const { pool, close } = await openEmbedded(directory);
      const database = databaseOver(pool);
      if (word === 'kept') await database.query("CREATE TABLE words AS SELECT 'kept' AS word");
      expect((await database.query('SELECT word FROM words')).rows).toEqual([{ word: 'kept' }]);
      await close();
    }
    rmSync(directory, { recursive: true });
  });

  it('says that it is gone once it is closed', async () => {
    const { directory, remove } = await embeddedPlace();
    const { pool, close } = await openEmbedded(directory);
    await close();
    const database = databaseOver(pool);
    const gone = { code: 'zmgr::store::unavailable' };
    await expect(database.query('SELECT 1')).rejects.toMatchObject(gone);
    await expect(database.transaction(({ query }) => query('SELECT 1'))).rejects.toMatchObject(
      gone,
    );
    await remove();
  });
});

describeReal('PostgreSQL', postgresRequirements, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await postgresServer();
  });
  afterAll(() => server.remove());

  databaseContract(async () => {
    const { url } = await server.place();
    return { ...(await openPostgres(url, silent)), clean: async () => {} };
  });

  it('says that it is gone while the server is, and works again when it is back', async () => {
    const { url } = await server.place();
    const { pool, close } = await openPostgres(url, silent);
    const database = databaseOver(pool);
    await database.query('SELECT 1');
    await server.kill();
    const gone = { code: 'zmgr::store::unavailable' };
    await expect(database.query('SELECT 1')).rejects.toMatchObject(gone);
    await expect(openPostgres(url, silent)).rejects.toMatchObject(gone);
    await server.start();
    await expect
      .poll(() => database.query('SELECT 1 AS one').catch(() => undefined), { timeout: 10_000 })
      .toMatchObject({ rows: [{ one: 1 }] });
    await close();
  });

  it('survives that the server ends a connection which somebody holds between two statements', async () => {
    const { url } = await server.place();
    const { pool, close } = await openPostgres(url, silent);
    const held = await pool.connect();
    const { rows } = await held.query('SELECT pg_backend_pid() AS pid');
    const ended = new Promise((settle) => held.once('end', settle));
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    // Unheard, the connection's error would end the process.
    await ended;
    held.release(true);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await close();
  });

  it('says what it refuses, where it is there and does not let the bot in', async () => {
    const { url } = await server.place();
    const nobody = url.replace('postgres@', 'nobody@');
    for (const wrong of [url.replace(/bot\d+/, 'no-such-database'), nobody])
      await expect(openPostgres(wrong, silent)).rejects.toMatchObject({
        code: 'zmgr::store::refused',
        help: expect.stringContaining('DATABASE_URL'),
      });
  });

  it('keeps its tables as they were when it dies in the middle of a migration', async () => {
    const { url } = await server.place();
    const { pool, close } = await openPostgres(url, silent);
    const database = databaseOver(pool);
    await migrate(database);
    const number = migrations.length + 1;
    const sql = 'CREATE TABLE zonebot.half (n integer); SELECT pg_sleep(60);';
    const broken = migrate(database, [...migrations, { number, title: 'half', sql }]);
    const gone = expect(broken).rejects.toMatchObject({ code: 'zmgr::store::unavailable' });
    const asleep = "SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
    await expect.poll(async () => (await database.query(asleep)).rowCount).toBe(1);
    await server.kill();
    await gone;
    await server.start();
    await expect.poll(() => migrate(database).catch(() => 'not yet')).toBeUndefined();
    const { rows } = await database.query(
      "SELECT to_regclass('zonebot.half') AS half, max(number) AS newest FROM zonebot.migration",
    );
    expect(rows).toEqual([{ half: null, newest: migrations.length }]);
    await close();
  });
});
