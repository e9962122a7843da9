/** docs/approval.md and docs/break-glass.md: their rules are rules, and every key that a rule has is told. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exampleConfig, goodConfig } from '../src/support/config-file.ts';

const text = readFileSync(new URL('../../docs/approval.md', import.meta.url), 'utf8');
const source = readFileSync(new URL('../../src/config/approval.ts', import.meta.url), 'utf8');

test('the example is read as it stands', () => {
  const example = /```kdl\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const bare = exampleConfig
    .replace(/approval .*\n/g, '')
    .replace('users "U03" "U04"', 'users "U03" "U04" "U06"');
  expect(goodConfig(`${bare}${example}`).approval).toHaveLength(6);
});

test('each key of a rule has its line', () => {
  const keys = [
    ...(/const properties = \[([^\]]*)\]/.exec(source)?.[1] ?? '').matchAll(/'([a-z-]+)'/g),
  ];
  expect(keys.length).toBeGreaterThan(10);
  expect(keys.flatMap(([, key]) => (text.includes(`\`${key}\``) ? [] : [key]))).toEqual([]);
});

test('of break-glass: the example is read as it stands, and each key has its line', () => {
  const page = readFileSync(new URL('../../docs/break-glass.md', import.meta.url), 'utf8');
  const reader = readFileSync(new URL('../../src/config/break-glass.ts', import.meta.url), 'utf8');
  const example = /```kdl\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  expect(goodConfig(`${exampleConfig}${example}`).breakGlass).toMatchObject({
    by: { usergroups: ['S0ONCALL01'] },
    channel: 'C0SECURITY',
  });
  const keys = [
    ...(/const properties = \[([^\]]*)\]/.exec(reader)?.[1] ?? '').matchAll(/'([a-z-]+)'/g),
  ];
  expect(keys.length).toBeGreaterThan(5);
  expect(keys.flatMap(([, key]) => (page.includes(`\`${key}\``) ? [] : [key]))).toEqual([]);
});
