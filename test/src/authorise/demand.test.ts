/** What a change needs: by the first rule of the file that fits it, else by its risk. */
import { describe, expect, test } from 'vitest';
import type { Demand } from '../../../commands/desk.ts';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import type { Risk } from '../../../hostlink/steps/define-step.ts';
import { type Change, demandOf } from '../../../src/authorise/demand.ts';
import { exampleConfig, goodConfig } from '../support/config-file.ts';

const bare = exampleConfig.replace(/approval .*\n/g, '');
const minutes = 60_000;
/** A Saturday. */
const now = new Date('2026-11-21T10:00:00Z');
const name = parseHostName('hv-04');

const under =
  (...lines: readonly string[]) =>
  (risk: Risk, change: Partial<Change> = {}, at = now): Demand =>
    demandOf(
      {
        verb: 'halt',
        risk,
        host: { name, tags: ['prod'] },
        zoneTags: [],
        channel: 'C0OPS',
        ...change,
      },
      goodConfig(`${bare}${lines.join('\n')}\n`),
      at,
    );

describe('without rules', () => {
  const demand = under();
  test('routine changes need nobody', () => {
    expect(demand('routine')).toMatchObject({ kind: 'nothing' });
  });
  test('disruptive ones are confirmed within ten minutes', () => {
    expect(demand('disruptive')).toMatchObject({
      kind: 'confirmation',
      terms: { expires: 10 * minutes, startWithin: 15 * minutes, cooldown: 0 },
    });
  });
  test('destructive ones are approved by one who has the role', () => {
    expect(demand('destructive')).toMatchObject({
      kind: 'approval',
      terms: {
        quorum: 1,
        self: false,
        expires: 30 * minutes,
        by: { role: 'approver' },
        mention: { users: ['U03', 'U04'], usergroups: [] },
      },
    });
  });
  test('and refused where nobody has it', () => {
    const policy = goodConfig(bare.replace(/role "approver".*\n/, ''));
    expect(demandOf({ verb: 'destroy', risk: 'destructive' }, policy, now)).toMatchObject({
      kind: 'refused',
      code: 'zmgr::approval::nobody',
    });
  });
});

test('the first rule that fits holds, and is named with its line', () => {
  const demand = under(
    'approval "disruptive" needs="nothing" when="tag:dev"',
    'approval "disruptive" needs="confirmation" expires="2m"',
    'approval "halt" by="approver"',
  );
  const line = bare.split('\n').length;
  expect(demand('disruptive')).toMatchObject({
    kind: 'confirmation',
    because: `zonebot.kdl:${line + 1}`,
    rule: { line: line + 1 },
    terms: { expires: 2 * minutes, rule: { source: 'zonebot.kdl', line: line + 1 } },
  });
  expect(demand('disruptive', { host: { name, tags: ['dev'] } })).toMatchObject({
    kind: 'nothing',
  });
  expect(demand('routine')).toMatchObject({ kind: 'approval', rule: { line: line + 2 } });
  expect(demand('routine', { verb: 'boot' })).toMatchObject({ kind: 'nothing' });
});

test('a rule for a verb that needs nothing is none for a plan that destroys', () => {
  const demand = under('approval "halt" needs="nothing"');
  expect(demand('disruptive')).toMatchObject({ kind: 'nothing' });
  expect(demand('destructive')).toMatchObject({ kind: 'approval' });
});

describe('conditions', () => {
  test('hosts, zones and channels, all of them at once', () => {
    const demand = under(
      'approval "routine" by="approver" when="tag:prod, zone-tag:db host:hv-04 channel:C0OPS"',
    );
    const db = { zoneTags: ['db'] };
    expect(demand('routine', db)).toMatchObject({ kind: 'approval' });
    expect(demand('routine')).toMatchObject({ kind: 'nothing' });
    expect(demand('routine', { ...db, channel: 'C0DEV' })).toMatchObject({ kind: 'nothing' });
    expect(demand('routine', { ...db, host: { name, tags: [] } })).toMatchObject({
      kind: 'nothing',
    });
    const other = { name: parseHostName('om-01'), tags: ['prod'] };
    expect(demand('routine', { ...db, host: other })).toMatchObject({ kind: 'nothing' });
    const { host: _host, ...unknown } = { host: undefined, ...db };
    expect(
      demandOf(
        { verb: 'halt', risk: 'routine', channel: 'C0OPS', ...unknown },
        goodConfig(`${bare}approval "routine" by="approver" when="tag:prod"\n`),
        now,
      ),
    ).toMatchObject({ kind: 'nothing' });
  });

  test('tags of a zone that nobody has read are no way around being asked', () => {
    const change = { verb: 'halt', risk: 'disruptive', host: { name, tags: [] } } as const;
    const rules = (text: string) => goodConfig(`${bare}${text}\n`);
    expect(
      demandOf(change, rules('approval "disruptive" by="approver" when="zone-tag:db"'), now),
    ).toMatchObject({ kind: 'approval' });
    expect(
      demandOf(change, rules('approval "disruptive" needs="nothing" when="zone-tag:dev"'), now),
    ).toMatchObject({ kind: 'confirmation' });
  });
});

describe('what can not be asked for now, here or so', () => {
  test('in a freeze, by the clock of its time zone, over the end of the week', () => {
    const demand = under(
      'approval "disruptive" needs="confirmation" freeze="wed 12:00-wed 13:00, fri 16:00-mon 08:00" time-zone="Europe/Vienna"',
    );
    const at = (time: string) => demand('disruptive', {}, new Date(time)).kind;
    expect(demand('disruptive')).toMatchObject({
      kind: 'refused',
      code: 'zmgr::approval::frozen',
      because: expect.stringContaining('fri 16:00-mon 08:00 Europe/Vienna'),
    });
    // Vienna is an hour ahead of UTC in November.
    expect(at('2026-11-20T14:59:00Z')).toBe('confirmation');
    expect(at('2026-11-20T15:00:00Z')).toBe('refused');
    expect(at('2026-11-23T06:59:00Z')).toBe('refused');
    expect(at('2026-11-23T07:00:00Z')).toBe('confirmation');
    expect(at('2026-11-25T11:30:00Z')).toBe('refused');
    expect(at('2026-11-25T12:00:00Z')).toBe('confirmation');
  });

  test('in a channel that the rule does not name', () => {
    const demand = under('approval "disruptive" needs="confirmation" channels="C0DEV,C0ADM"');
    expect(demand('disruptive')).toMatchObject({
      kind: 'refused',
      code: 'zmgr::approval::channel',
    });
    expect(demand('disruptive', { channel: 'C0ADM' })).toMatchObject({ kind: 'confirmation' });
  });

  test('without a reason, where the rule asks for one', () => {
    const demand = under('approval "disruptive" by="approver" reason="request,deny"');
    expect(demand('disruptive')).toMatchObject({
      kind: 'refused',
      code: 'zmgr::approval::reason',
      help: expect.stringContaining('/zone halt … -- why'),
    });
    expect(demand('disruptive', { reason: ' ' })).toMatchObject({ kind: 'refused' });
    expect(demand('disruptive', { reason: 'a new disk' })).toMatchObject({
      kind: 'approval',
      terms: { reasonFor: ['request', 'deny'] },
    });
  });
});

test('all that a rule says goes into what is asked for', () => {
  const demand = under(
    'approval "destructive" by="approver" quorum=2 self=#true distinct-groups=#true type-to-confirm=#true expires="1h" execute-within="5m" cooldown="30s" { users "U07"; usergroups "S02" }',
  );
  expect(demand('destructive')).toMatchObject({
    terms: {
      by: { role: 'approver', users: ['U07'], usergroups: ['S02'] },
      mention: { users: ['U03', 'U04', 'U07'], usergroups: ['S02'] },
      quorum: 2,
      self: true,
      distinctGroups: true,
      typeToConfirm: true,
      expires: 60 * minutes,
      startWithin: 5 * minutes,
      cooldown: 30_000,
    },
  });
});
