/** The break-glass node: what is read, and what is refused at its place. */
import { describe, expect, test } from 'vitest';
import { exampleConfig, goodConfig, read } from '../support/config-file.ts';

const line = exampleConfig.split('\n').length;
const reviewers = exampleConfig.replace('users "U03" "U04"', 'users "U03" "U04" "U05"');
const faultsOf = (node: string, text = exampleConfig) => {
  const checked = read(`${text}${node}\n`);
  return checked.kind === 'good'
    ? []
    : checked.faults.map(({ code, location }) => `${location?.line} ${code}`);
};

test('who may, who reviews, and how often are as they are written, or usual', () => {
  expect(goodConfig().breakGlass).toBeUndefined();
  expect(goodConfig(`${exampleConfig}break-glass { users "U01" }\n`).breakGlass).toMatchObject({
    by: { users: ['U01'], usergroups: [] },
    reviewers: { role: 'approver' },
    reviews: 2,
    limit: 2,
    reviewWithin: 86_400_000,
    remind: 14_400_000,
  });
  const written =
    'break-glass by="admin" review-by="approver" reviews=2 limit=5 review-within="8h" remind="1h" channel="C0SEC"';
  expect(goodConfig(`${reviewers}${written}\n`).breakGlass).toMatchObject({
    by: { role: 'admin' },
    limit: 5,
    reviewWithin: 28_800_000,
    remind: 3_600_000,
    channel: 'C0SEC',
  });
});

describe('refused', () => {
  test.each([
    ['nobody', 'break-glass', exampleConfig, 'zmgr::config::missing'],
    [
      'a role that nobody has',
      'break-glass by="viewer"',
      exampleConfig.replace(/role "viewer".*/, ''),
      'zmgr::config::missing',
    ],
    ['everyone', 'break-glass by="viewer"', exampleConfig, 'zmgr::config::everyone'],
    [
      'one review',
      'break-glass reviews=1 { users "U01" }',
      exampleConfig,
      'zmgr::config::bad-value',
    ],
    [
      'a key of another node',
      'break-glass quorum=2 { users "U01" }',
      exampleConfig,
      'zmgr::kdl::unknown',
    ],
    ['a name', 'break-glass { users "olga" }', exampleConfig, 'zmgr::config::bad-value'],
    [
      'more reviews than reviewers',
      'break-glass reviews=3 { users "U01" }',
      exampleConfig,
      'zmgr::config::unsatisfiable-approval',
    ],
    [
      'a reviewer who breaks it, and leaves one',
      'break-glass { users "U03" }',
      exampleConfig,
      'zmgr::config::unsatisfiable-approval',
    ],
    [
      'reviewers who are one person',
      'linked "U03" "U04"\nbreak-glass { users "U01" }',
      exampleConfig.replace(/approval .*\n/g, ''),
      'zmgr::config::unsatisfiable-approval',
    ],
  ])('%s', (_what, node, text, code) => {
    expect(faultsOf(node, text)).toEqual([expect.stringContaining(code)]);
  });

  test('a second one', () => {
    expect(faultsOf('break-glass { users "U01" }\nbreak-glass { users "U02" }')[0]).toMatch(
      new RegExp(`^${line + 1} `),
    );
  });
});
