/** The command line tool, as a process: what it prints, and its exit status. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditTable } from '../../src/store/audit-table.ts';
import { databaseOver } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openEmbedded } from '../../src/store/open-embedded.ts';
import { embeddedPlace } from '../support/store-places.ts';
import { exampleConfig, goodKey } from './support/config-file.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'zonebot-cli-'));
  writeFileSync(join(directory, 'id_ed25519'), goodKey, { mode: 0o600 });
  const good = exampleConfig.replace('/etc/zonebot/', '');
  writeFileSync(join(directory, 'zonebot.kdl'), good);
  writeFileSync(
    join(directory, 'bad.kdl'),
    good.replace('user "zoneops"', 'user "zoneops"; port "22"').replace('"U01"', '"@ann"'),
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

const zonebot = (variables: Readonly<Record<string, string>>, ...words: string[]) =>
  spawnSync(process.execPath, [resolve(import.meta.dirname, '../../bin/zonebot.js'), ...words], {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...variables },
  });

test('a good file', () => {
  const { status, stdout, stderr } = zonebot({}, 'config', 'check');
  expect(stderr).toBe('');
  expect(stdout).toContain('✓ ');
  expect(stdout).toContain('hosts: hv-04 (default)');
  expect(status).toBe(0);
});

test('a bad file: every fault with its place, the line and a mark under it', () => {
  const { status, stderr } = zonebot({}, 'config', 'check', 'bad.kdl');
  expect(stderr).toContain('✗ zmgr::config::bad-value\n  "22" is no port\n');
  expect(stderr).toContain('5 │     user "zoneops"; port "22"\n    │                          ^\n');
  expect(stderr).toContain('help: Write a number from 1 to 65535, like 22.');
  expect(stderr).toContain('"@ann" is no id of a Slack user');
  expect(stderr).toContain('2 faults');
  expect(status).toBe(1);
});

test('what is not known gets the nearest', () => {
  const { status, stderr } = zonebot({}, 'config', 'chek');
  expect(stderr).toContain('Did you mean: zonebot config check?');
  expect(status).toBe(2);
});

describe('audit verify', () => {
  let place: Awaited<ReturnType<typeof embeddedPlace>>;
  let head = '';
  beforeAll(async () => {
    place = await embeddedPlace();
    const { pool, close } = await openEmbedded(place.directory);
    const database = databaseOver(pool);
    await migrate(database);
    const audit = auditTable(database);
    for (const subject of ['web01', 'web02', 'web03']) {
      const row = await audit.append({ event: 'asked', surface: 'command', subject });
      head = `${row.seq}:${row.hash}`;
    }
    await close();
  });
  afterAll(() => place.remove());

  const verify = (...words: string[]) =>
    zonebot({ ZONEBOT_DATA: place.directory }, 'audit', 'verify', ...words);

  test('a whole trail, and its head to be noted', () => {
    const { status, stdout, stderr } = verify();
    expect(stderr).toBe('');
    expect(stdout).toBe(`✓ 3 rows, each as it was written\n  head: ${head}\n`);
    expect(status).toBe(0);
    expect(verify(head).status).toBe(0);
  });

  test('a head that is no head', () => {
    const { status, stderr } = verify('3:abc');
    expect(stderr).toContain('A head is written as the bot prints it');
    expect(status).toBe(2);
  });

  test('rows that were altered, removed and cut off', async () => {
    const { pool, close } = await openEmbedded(place.directory);
    await pool.query('ALTER TABLE zonebot.audit DISABLE TRIGGER audit_unchanged');
    await pool.query('DELETE FROM zonebot.audit WHERE seq = 3');
    await pool.query(
      "UPDATE zonebot.audit SET record = replace(record::text, 'web01', 'web09')::json WHERE seq = 1",
    );
    await close();
    const { status, stderr } = verify(head);
    expect(stderr).toBe(
      '✗ row 1 was altered, or the row before it was\n✗ the trail was cut off: row 3, whose hash you noted, is not there\n',
    );
    expect(status).toBe(1);
  });

  test('no database there: a plain message, and none is made', () => {
    const nowhere = join(directory, 'nowhere');
    const { status, stderr } = zonebot({ ZONEBOT_DATA: nowhere }, 'audit', 'verify');
    expect(stderr).toContain('zmgr::audit::no-trail');
    expect(status).toBe(1);
    expect(existsSync(nowhere)).toBe(false);
  });
});
