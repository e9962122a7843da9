/** Accounts of one person: what is read, and what is refused at its place. */
import { describe, expect, test } from 'vitest';
import { accountsOf, personBehind } from '../../../src/config/linked.ts';
import { exampleConfig, goodConfig, read } from '../support/config-file.ts';

const lines = exampleConfig.split('\n').length;
const withLines = (...more: readonly string[]): string => `${exampleConfig}${more.join('\n')}\n`;
const faultsOf = (...more: readonly string[]) => {
  const checked = read(withLines(...more));
  return checked.kind === 'good'
    ? []
    : checked.faults.map(({ code, location }) => `${location?.line}:${location?.column} ${code}`);
};

test('accounts of one person are told as one, whichever is asked about', () => {
  const { linked } = goodConfig(withLines('linked "U10" "U11"', 'linked "U12" "U13" "U14"'));
  expect(linked.map(({ accounts }) => accounts)).toEqual([
    ['U10', 'U11'],
    ['U12', 'U13', 'U14'],
  ]);
  for (const user of ['U12', 'U13', 'U14']) {
    expect(accountsOf(user, linked)).toEqual(['U12', 'U13', 'U14']);
    expect(personBehind(user, linked)).toBe('U12');
  }
  expect(accountsOf('U99', linked)).toEqual(['U99']);
  expect(goodConfig().linked).toEqual([]);
});

describe('refused', () => {
  test.each([
    ['no account', 'linked', `${lines}:1 zmgr::kdl::arguments`],
    ['one account', 'linked "U10"', `${lines}:1 zmgr::config::linked`],
    ['one account twice', 'linked "U10" "U10"', `${lines}:14 zmgr::config::linked`],
    ['a name', 'linked "ann" "U10"', `${lines}:8 zmgr::config::bad-value`],
    ['a user group', 'linked "S10" "U10"', `${lines}:8 zmgr::config::bad-value`],
    ['a key', 'linked "U10" "U11" person="Ann"', `${lines}:27 zmgr::kdl::unknown`],
  ])('%s', (_what, line, fault) => {
    expect(faultsOf(line)).toEqual([fault]);
  });

  test('an account of two people', () => {
    expect(faultsOf('linked "U10" "U11"', 'linked "U11" "U12"')).toEqual([
      `${lines + 1}:8 zmgr::config::linked`,
    ]);
  });

  test('a rule that the accounts would satisfy, and the people do not', () => {
    expect(faultsOf('linked "U03" "U04"')).toEqual([
      expect.stringMatching(/zmgr::config::unsatisfiable-approval$/),
    ]);
  });
});
