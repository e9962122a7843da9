/** zonebot.audit in both databases: in order under many writers, never changed, found by its filters. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChainReader } from '../../../src/audit/chain.ts';
import { type AuditTable, appendAudit, auditTable } from '../../../src/store/audit-table.ts';
import { type Database, databaseOver } from '../../../src/store/database.ts';
import { migrate } from '../../../src/store/migrations.ts';
import { openEmbedded } from '../../../src/store/open-embedded.ts';
import { type OpenPool, openPostgres } from '../../../src/store/open-postgres.ts';
import { describeReal } from '../../support/real.ts';
import {
  embeddedPlace,
  postgresRequirements,
  postgresServer,
  silent,
} from '../../support/store-places.ts';

function trail(open: () => Promise<OpenPool & { clean: () => Promise<void> }>): void {
  let opened: OpenPool & { clean: () => Promise<void> };
  let database: Database;
  let table: AuditTable;

  beforeAll(async () => {
    opened = await open();
    database = databaseOver(opened.pool);
    await migrate(database);
    table = auditTable(database);
  });
  afterAll(async () => {
    await opened.close();
    await opened.clean();
  });

  const list = async (...asked: Parameters<AuditTable['list']>) =>
    (await table.list(...asked)).map(({ record }) => record);

  const whole = async () => {
    const reader = new ChainReader();
    for (const row of await table.rows(0, 10_000)) reader.read(row);
    return reader.end();
  };

  test('many at once are one chain without gaps', async () => {
    const before = await table.head();
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        table.append({ event: 'asked', surface: 'command', subject: `web${index}` }),
      ),
    );
    const { head, breaches } = await whole();
    expect(breaches).toEqual([]);
    const times = (await list({}, 100)).map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(head).toEqual(await table.head());
    expect(head.seq).toBe(before.seq + 40);
  });

  test('what is rolled back leaves no row and no gap', async () => {
    const before = await table.head();
    const failing = database.transaction(async (queries) => {
      await appendAudit(queries, { event: 'asked', surface: 'command' });
      throw new Error('not after all');
    });
    await expect(failing).rejects.toThrow('not after all');
    expect(await table.head()).toEqual(before);
  });

  test.each([
    ['UPDATE', `UPDATE zonebot.audit SET hash = '${'0'.repeat(64)}'`],
    ['DELETE', 'DELETE FROM zonebot.audit'],
    ['TRUNCATE', 'TRUNCATE zonebot.audit'],
  ])('the database refuses an %s', async (_what, statement) => {
    await table.append({ event: 'asked', surface: 'command' });
    await expect(database.query(statement)).rejects.toThrow('only ever appended to');
    expect((await whole()).breaches).toEqual([]);
  });

  test('is found by each filter, newest first', async () => {
    const odd = { actor: 'T1:U7', host: 'hv-07', subject: "o'7; --", operation: 'aaaaaaaaaa' };
    await table.append({ event: 'voted', surface: 'button', ...odd, outcome: 'deny' });
    // Times have milliseconds.
    await database.query('SELECT pg_sleep(0.002)');
    await table.append({ event: 'ended', surface: 'bot', ...odd, outcome: 'denied' });
    for (const [key, value] of Object.entries(odd)) {
      const found = await list({ [key]: value }, 10);
      expect(found.map(({ event, outcome }) => `${event} ${outcome}`)).toEqual([
        'ended denied',
        'voted deny',
      ]);
      expect(await table.count({ [key]: value })).toBe(2);
    }
    const [ended] = await list({ actor: 'T1:U7' }, 1);
    const then = new Date(ended?.at ?? '');
    const since = { actor: 'T1:U7', since: then };
    expect((await list(since, 10)).map(({ event }) => event)).toEqual(['ended']);
    const until = { actor: 'T1:U7', until: then };
    expect((await list(until, 10)).map(({ event }) => event)).toEqual(['voted']);
    expect((await list({ event: 'voted' }, 10)).map(({ actor }) => actor)).toEqual(['T1:U7']);
    expect(await list({ actor: 'T1:U7' }, 1)).toHaveLength(1);
  });

  test('an owner of the database who takes the trigger off is found out', async () => {
    await table.append({ event: 'asked', surface: 'command', subject: 'secret' });
    const { seq } = await table.head();
    await table.append({ event: 'asked', surface: 'command', subject: 'after' });
    await database.query('ALTER TABLE zonebot.audit DISABLE TRIGGER audit_unchanged');
    await database.query(
      `UPDATE zonebot.audit SET record = replace(record::text, 'secret', 'nothing')::json
       WHERE seq = $1`,
      [seq],
    );
    expect((await whole()).breaches).toEqual([{ kind: 'altered', seq }]);
    await database.query('DELETE FROM zonebot.audit WHERE seq = $1', [seq]);
    expect((await whole()).breaches).toEqual([{ kind: 'missing', seq, until: seq + 1 }]);
    await database.query('ALTER TABLE zonebot.audit ENABLE TRIGGER audit_unchanged');
  });
}

describe('embedded', () => {
  trail(async () => {
    const { directory, remove } = await embeddedPlace();
    return { ...(await openEmbedded(directory)), clean: remove };
  });
});

describeReal('PostgreSQL', postgresRequirements, () => {
  trail(async () => {
    const server = await postgresServer();
    const { url } = await server.place();
    return { ...(await openPostgres(url, silent)), clean: () => server.remove() };
  });
});
