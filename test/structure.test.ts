/** The rules of .dependency-cruiser.cjs hold, and each of them finds the breach that it is there to find. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');
const planted: string[] = [];
afterEach(() => {
  for (const directory of planted.splice(0)) rmSync(directory, { recursive: true });
});

const report = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(
      z.object({ rule: z.object({ name: z.string() }), from: z.string(), to: z.string() }),
    ),
  }),
});

function cruise(directory: string, folders: readonly string[]) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      join(root, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
      ...folders,
    ],
    { cwd: directory, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(stderr);
  return report.parse(JSON.parse(stdout)).summary;
}

function plant(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'zonebot-structure-'));
  planted.push(directory);
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  symlinkSync(join(root, 'package.json'), join(directory, 'package.json'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

test('every import keeps the rules', () => {
  const { totalCruised, violations } = cruise(root, ['src', 'commands', 'hostlink', 'playground']);
  expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  expect(totalCruised).toBeGreaterThan(50);
}, 60_000);

const upper = {
  'src/up.ts': 'export type Up = 1;',
  'commands/up.ts': 'export const up = 1;',
  'playground/up.ts': 'export const up = 1;',
};
test.each([
  [
    'hostlink-knows-no-upper-storey',
    'hostlink/breach.ts',
    "import type { Up } from '../src/up.ts';\nexport type A = Up;",
  ],
  [
    'hostlink-knows-no-upper-storey',
    'hostlink/breach.ts',
    "export { up } from '../commands/up.ts';",
  ],
  [
    'commands-know-no-upper-storey',
    'commands/breach.ts',
    "import type { Up } from '../src/up.ts';\nexport type A = Up;",
  ],
  [
    'product-knows-no-playground',
    'src/breach.ts',
    "import { up } from '../playground/up.ts';\nexport const a = up;",
  ],
  ['no-cycles', 'hostlink/breach.ts', "import { b } from './other.ts';\nexport const a = b;"],
  [
    'nothing-unresolved',
    'hostlink/breach.ts',
    "import { b } from './nowhere.ts';\nexport const a = b;",
  ],
  [
    'no-development-packages',
    'src/breach.ts',
    "import { assert } from 'fast-check';\nexport const a = assert;",
  ],
  [
    'door-ssh2',
    'hostlink/ssh/other.ts',
    "import { Client } from 'ssh2';\nexport const a = Client;",
  ],
  ['door-slack', 'src/breach.ts', "import { App } from '@slack/bolt';\nexport const a = App;"],
  [
    'door-slack',
    'commands/breach.ts',
    "import { WebClient } from '@slack/web-api';\nexport const a = WebClient;",
  ],
  [
    'door-database',
    'src/breach.ts',
    "import { DBOS } from '@dbos-inc/dbos-sdk';\nexport const a = DBOS;",
  ],
  ['door-database', 'src/breach.ts', "import pg from 'pg';\nexport const a = pg;"],
  [
    'door-database',
    'src/breach.ts',
    "import { PGlite } from '@electric-sql/pglite';\nexport const a = PGlite;",
  ],
  [
    'door-resvg',
    'src/breach.ts',
    "import { Resvg } from '@resvg/resvg-wasm';\nexport const a = Resvg;",
  ],
  ['door-kdl', 'src/breach.ts', "import { parse } from '@bgotink/kdl';\nexport const a = parse;"],
])('%s finds a breach in %s', (rule, path, text) => {
  const other = {
    'hostlink/other.ts': "import { a } from './breach.ts';\nexport const b: number = a;",
  };
  const files = { ...upper, ...(rule === 'no-cycles' ? other : {}), [path]: text };
  const { violations } = cruise(
    plant(files),
    ['src', 'commands', 'hostlink', 'playground'].filter((folder) =>
      Object.keys(files).some((file) => file.startsWith(folder)),
    ),
  );
  expect(violations.map((violation) => violation.rule.name)).toContain(rule);
});
