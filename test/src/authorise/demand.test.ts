/** What a change needs: by the rules in the order of the file, else by its risk. */
import { describe, expect, test } from 'vitest';
import { demandOf } from '../../../src/authorise/demand.ts';
import { exampleConfig, goodConfig } from '../support/config-file.ts';

const bare = exampleConfig.replace(/approval .*\n/g, '');
const rulesOf = (...lines: readonly string[]) =>
  goodConfig(`${bare}${lines.join('\n')}\n`).approval;
const prod = { tags: ['prod'] };
const minutes = 60_000;

describe('without rules', () => {
  test.each([
    ['routine', { kind: 'nothing' }],
    ['disruptive', { kind: 'confirmation', expires: 10 * minutes }],
    ['destructive', { kind: 'approval' }],
  ] as const)('%s', (risk, demand) => {
    expect(demandOf(risk, prod, [])).toEqual(demand);
  });
});

test('a rule says how long a confirmation is waited for, or that none is needed', () => {
  const rules = rulesOf(
    'approval "disruptive" needs="nothing" when="tag:dev"',
    'approval "disruptive" needs="confirmation" expires="2m"',
    'approval "routine" needs="confirmation" when="tag:prod"',
  );
  expect(demandOf('disruptive', prod, rules)).toMatchObject({
    kind: 'confirmation',
    expires: 2 * minutes,
    rule: { source: 'zonebot.kdl', line: expect.any(Number) },
  });
  expect(demandOf('disruptive', { tags: ['dev'] }, rules)).toEqual({ kind: 'nothing' });
  expect(demandOf('routine', prod, rules)).toMatchObject({ kind: 'confirmation' });
  expect(demandOf('routine', { tags: [] }, rules)).toEqual({ kind: 'nothing' });
  expect(demandOf('routine', undefined, rules)).toEqual({ kind: 'nothing' });
});

test('a rule that names who approves is one for an approval', () => {
  const [rule] = rulesOf('approval "disruptive" by="approver"');
  expect(demandOf('disruptive', prod, rulesOf('approval "disruptive" by="approver"'))).toEqual({
    kind: 'approval',
    rule,
  });
});
