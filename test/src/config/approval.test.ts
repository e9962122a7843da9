/** The keys of an approval rule: what they mean, and what is said of those that are wrong. */
import { describe, expect, test } from 'vitest';
import { exampleConfig, goodConfig, read } from '../support/config-file.ts';

const bare = exampleConfig.replace(/approval .*\n/g, '');
const rules = (...lines: readonly string[]) => goodConfig(`${bare}${lines.join('\n')}\n`).approval;
const faults = (line: string) => {
  const checked = read(`${bare}${line}\n`);
  return checked.kind === 'good' ? [] : checked.faults;
};

test('a rule says all that it can', () => {
  const [rule] = rules(
    'approval "create" by="approver" quorum=2 self=#true distinct-groups=#true when="tag:prod, zone-tag:db channel:C0OPS host:hv-04" expires="1h" execute-within="5m" cooldown="30s" reason="approve,request" type-to-confirm=#true channels="C0OPS, C0DEV" freeze="fri 16:00-mon 08:00, wed 12:00-wed 13:00" time-zone="Europe/Vienna" { users "U07"; usergroups "S02" "S03" }',
  );
  expect(rule).toMatchObject({
    subject: { kind: 'verb', verb: 'create' },
    needs: 'approval',
    by: { role: 'approver', users: ['U07'], usergroups: ['S02', 'S03'] },
    quorum: 2,
    self: true,
    distinctGroups: true,
    when: [
      { kind: 'tag', tag: 'prod' },
      { kind: 'zone-tag', tag: 'db' },
      { kind: 'channel', channel: 'C0OPS' },
      { kind: 'host', host: 'hv-04' },
    ],
    expires: 3_600_000,
    executeWithin: 300_000,
    cooldown: 30_000,
    reasonFor: ['request', 'approve'],
    typeToConfirm: true,
    channels: ['C0OPS', 'C0DEV'],
    freeze: {
      timeZone: 'Europe/Vienna',
      windows: [
        { from: (4 * 24 + 16) * 60, to: 8 * 60 },
        { from: (2 * 24 + 12) * 60, to: (2 * 24 + 13) * 60 },
      ],
    },
  });
});

test('what is not said is as people expect it', () => {
  const [rule, own] = rules(
    'approval "disruptive" by="approver"',
    'approval "disruptive" needs="confirmation"',
  );
  expect(rule).toMatchObject({
    subject: { kind: 'risk', risk: 'disruptive' },
    needs: 'approval',
    quorum: 1,
    self: false,
    when: [],
    reasonFor: [],
    channels: [],
    freeze: { windows: [], timeZone: 'UTC' },
  });
  expect(own).toMatchObject({ needs: 'confirmation', by: { users: [], usergroups: [] } });
});

describe('what is wrong is told at its place, with what to write', () => {
  test.each([
    [
      'a verb that there is not',
      'approval "craete" by="approver"',
      'zmgr::config::bad-value',
      /no risk and no verb/,
      10,
    ],
    [
      'a verb that only looks',
      'approval "list" by="approver"',
      'zmgr::config::bad-value',
      /no risk and no verb/,
      10,
    ],
    [
      'nobody who approves',
      'approval "destructive"',
      'zmgr::config::missing',
      /says who approves destructive changes/,
      1,
    ],
    [
      'nobody who approves a verb',
      'approval "create"',
      'zmgr::config::missing',
      /says who approves "create"/,
      1,
    ],
    [
      'destruction at once',
      'approval "destructive" needs="nothing"',
      'zmgr::config::unasked-destruction',
      /without a second word/,
      1,
    ],
    ['a need that there is not', 'approval "routine" needs="yes"', 'zmgr::kdl::type', /./, 26],
    [
      'a condition of no kind',
      'approval "routine" by="approver" when="zone:web01"',
      'zmgr::config::bad-value',
      /no condition/,
      39,
    ],
    [
      'a time of no day',
      'approval "routine" by="approver" freeze="fri 25:00-mon 08:00"',
      'zmgr::config::bad-value',
      /no time of the week/,
      41,
    ],
    [
      'a time zone of no place',
      'approval "routine" by="approver" time-zone="Vienna"',
      'zmgr::config::bad-value',
      /no time zone/,
      44,
    ],
    [
      'a reason at no time',
      'approval "routine" by="approver" reason="always"',
      'zmgr::config::bad-value',
      /no rule for a reason/,
      41,
    ],
    [
      'a name for a person',
      'approval "routine" { users "petra" }',
      'zmgr::config::bad-value',
      /no id of a Slack user/,
      28,
    ],
    [
      'more groups than it names',
      'approval "routine" by="approver" quorum=2 distinct-groups=#true',
      'zmgr::config::unsatisfiable-approval',
      /2 distinct groups, and names 1/,
      1,
    ],
    [
      'more people than it names',
      'approval "routine" quorum=2 { users "U07" }',
      'zmgr::config::unsatisfiable-approval',
      /2 people whom it names, and there are 1/,
      1,
    ],
  ] as const)('%s', (_name, line, code, message, column) => {
    const [fault, ...others] = faults(line);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ code, help: expect.any(String) });
    expect(fault?.message).toMatch(message);
    expect(fault?.location).toMatchObject({ line: bare.split('\n').length, column });
  });

  test('a misspelt verb is told the one that was meant', () => {
    expect(faults('approval "craete" by="approver"')[0]?.suggestions).toEqual(['create']);
  });
});
