/** The command line tool, as a process: what it prints, and its exit status. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const zonebot = (...words: string[]) =>
  spawnSync(process.execPath, [resolve(import.meta.dirname, '../../bin/zonebot.js'), ...words], {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });

test('a good file', () => {
  const { status, stdout, stderr } = zonebot('config', 'check');
  expect(stderr).toBe('');
  expect(stdout).toContain('✓ ');
  expect(stdout).toContain('hosts: hv-04 (default)');
  expect(status).toBe(0);
});

test('a bad file: every fault with its place, the line and a mark under it', () => {
  const { status, stderr } = zonebot('config', 'check', 'bad.kdl');
  expect(stderr).toContain('✗ zmgr::config::bad-value\n  "22" is no port\n');
  expect(stderr).toContain('5 │     user "zoneops"; port "22"\n    │                          ^\n');
  expect(stderr).toContain('help: Write a number from 1 to 65535, like 22.');
  expect(stderr).toContain('"@ann" is no id of a Slack user');
  expect(stderr).toContain('2 faults');
  expect(status).toBe(1);
});

test('what is not known gets the nearest', () => {
  const { status, stderr } = zonebot('config', 'chek');
  expect(stderr).toContain('Did you mean: zonebot config check?');
  expect(status).toBe(2);
});
