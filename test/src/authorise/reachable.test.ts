/** At start: user groups that are not there, and rules that the people of today can't satisfy. */
import { expect, test } from 'vitest';
import { unreachable } from '../../../src/authorise/reachable.ts';
import { collectLog } from '../support/collect-log.ts';
import { exampleConfig, goodConfig } from '../support/config-file.ts';

const bare = exampleConfig.replace(/approval .*\n/g, '');
const line = bare.split('\n').length;
const testPerson = {
  teams: new Set(['T1']),
  isDeleted: false,
  isBot: false,
  isGuest: false,
  isStranger: false,
};
type Members = Readonly<Record<string, readonly string[] | Error>>;

const faultsOf = async (rules: string, groups: Members) => {
  const { log, lines } = collectLog();
  const directory = {
    person: async (user: string) => (user === 'U99' ? undefined : { ...testPerson, user }),
    members: async (id: string) => {
      const members = groups[id];
      if (members instanceof Error) throw members;
      return members && new Set(members);
    },
  };
  const faults = await unreachable(goodConfig(`${bare}${rules}\n`), directory, log);
  return { lines, faults: faults.map(({ code, location }) => `${location?.line} ${code}`) };
};

test('all is well where the groups are there and have people', async () => {
  const { faults } = await faultsOf('approval "routine" quorum=2 { usergroups "S02" }', {
    S01: ['U05'],
    S02: ['U06', 'U07'],
  });
  expect(faults).toEqual([]);
});

test('groups that are not there, wherever they are named', async () => {
  const { faults } = await faultsOf('approval "routine" { usergroups "S02" "S03" }', {
    S02: ['U06'],
  });
  expect(faults).toEqual([
    '13 zmgr::config::unknown-usergroup',
    `${line} zmgr::config::unknown-usergroup`,
  ]);
});

test('an empty group, too few people, and who may only ask', async () => {
  const { faults } = await faultsOf(
    [
      'approval "routine" { usergroups "S02" }',
      'approval "disruptive" quorum=3 { usergroups "S03" }',
      'approval "destructive" { usergroups "S01" }',
    ].join('\n'),
    // Who is in S01 may ask, and does not approve what they ask for.
    { S01: ['U05'], S02: [], S03: ['U06', 'U07'] },
  );
  expect(faults).toEqual(
    [line, line + 1, line + 2].map((at) => `${at} zmgr::config::unsatisfiable-approval`),
  );
});

test('what Slack does not tell is no fault, and is logged', async () => {
  const { faults, lines } = await faultsOf('approval "routine" { usergroups "S02" }', {
    S01: ['U05'],
    S02: new Error('plan_upgrade_required'),
  });
  expect(faults).toEqual([]);
  expect(lines.join('')).toContain('S02');
});

test('a linked account that is not there, and people who are fewer than their accounts', async () => {
  const { faults } = await faultsOf(
    ['linked "U06" "U07" "U99"', 'approval "routine" quorum=2 { usergroups "S02" }'].join('\n'),
    { S01: ['U05'], S02: ['U06', 'U07'] },
  );
  expect(faults).toEqual([
    `${line} zmgr::config::unknown-user`,
    `${line + 1} zmgr::config::unsatisfiable-approval`,
  ]);
});
