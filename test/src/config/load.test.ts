/** The configuration on disk: found, unreadable, and key files beside it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { exampleConfig, goodKey } from '../support/config-file.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'zonebot-config-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('a key is looked for beside the configuration', () => {
  const config = join(directory, 'zonebot.kdl');
  writeFileSync(config, exampleConfig.replace('/etc/zonebot/id_ed25519', 'id'));
  const before = loadConfig({ config });
  expect(before.kind === 'faulty' && before.faults[0]?.message).toBe(
    `There is no key at ${join(directory, 'id')}`,
  );
  writeFileSync(join(directory, 'id'), goodKey, { mode: 0o600 });
  expect(loadConfig({ config })).toMatchObject({ kind: 'good' });
});

test.each([
  ['nothing there', 'zonebot.kdl', 'zmgr::config::no-file', /ZONEBOT_CONFIG/],
  ['a directory', '.', 'zmgr::config::unreadable', /read it/],
])('%s', (_name, file, code, help) => {
  const checked = loadConfig({ config: join(directory, file) });
  expect(checked.kind === 'faulty' && checked.faults.map((fault) => fault.code)).toEqual([code]);
  expect(checked.kind === 'faulty' && checked.faults[0]?.help).toMatch(help);
});
