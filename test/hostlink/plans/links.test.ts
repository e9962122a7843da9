/** What is planned for links, what is refused, and what people are told of those that there are. */
import { describe, expect, test } from 'vitest';
import { linkAnswer, linkListAnswer } from '../../../commands/networks/link-answers.ts';
import { prepare } from '../../../commands/run.ts';
import { verbs } from '../../../commands/verbs.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import {
  parseLinks,
  parseStatistics,
  parseVlans,
  parseVnics,
} from '../../../hostlink/illumos/dladm.ts';
import { parseAddressObjects } from '../../../hostlink/illumos/ipadm.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import { confirmLink, type LinkFacts } from '../../../hostlink/plans/links.ts';
import { readRegistry } from '../../../hostlink/registry/registry.ts';
import { meaningOf } from '../../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { answerText } from '../../commands/support/answer-text.ts';
import { internalPool, testHost } from '../../support/illumos-facts.ts';

const facts: LinkFacts = {
  links: parseLinks(
    [
      ...['igb0:phys:1500:up:', 'igb1:phys:1500:down:', 'stub0:etherstub:9000:unknown:'],
      ...['stub9:etherstub:9000:unknown:', 'dmz100:vlan:1500:up:igb0', 'gw0:vnic:9000:up:stub0'],
      ...['web_0:vnic:9000:up:stub0', 'free0:vnic:9000:up:stub0', ''],
    ].join('\n'),
    'dladm show-link',
  ),
  vnics: parseVnics(
    [
      'gw0:stub0:2\\:8\\:20\\:0\\:0\\:1:fixed:0',
      'web_0:stub0:2\\:8\\:20\\:0\\:0\\:2:fixed:0',
      'free0:stub0:2\\:8\\:20\\:0\\:0\\:3:random:12',
      '',
    ].join('\n'),
    'dladm show-vnic',
  ),
  vlans: parseVlans('dmz100:100:igb0\n', 'dladm show-vlan'),
  zones: new Map([['web_0', 'web01']]),
  addresses: parseAddressObjects(
    'igb0/v4:static:ok:192.0.2.4/24\ngw0/v4:static:ok:10.1.0.1/24\n',
    'ipadm',
  ),
  configurations: new Map(),
  registry: readRegistry('/etc/zmgr', new Map([['pools/internal.kdl', internalPool]]), true),
};

function planned(line: string): Plan {
  const prepared = prepare(line, verbs);
  if (prepared.kind === 'mistake') throw prepared.diagnostic;
  if (prepared.kind !== 'change') throw new Error(`${line} is no change`);
  const { command, texts } = prepared;
  return command.plan({ args: texts, host: testHost, facts, holds: [], today: '2026-11-21' });
}

test.each([
  ['link create stub1', 'Create etherstub stub1'],
  ['link create vnic1 over=stub0', 'Create VNIC vnic1 over stub0'],
  ['link create vnic1 over=igb0 vlan=12', 'Create VNIC vnic1 over igb0, VLAN 12'],
  ['link create dmz200 type=vlan over=igb0 vlan=200', 'Create VLAN dmz200, 200 over igb0'],
  ['link delete stub9', 'Delete etherstub stub9'],
  ['link delete free0', 'Delete VNIC free0 over stub0'],
  ['link delete dmz100', 'Delete VLAN dmz100, 100 over igb0'],
])('%s', (line, title) => {
  const plan = planned(line);
  expect(plan.steps.map((step) => meaningOf(step, stepKinds).title)).toEqual([title]);
});

test('a VNIC gets an address of our choice, and one that is deleted can come back as it was', () => {
  expect(planned('link create vnic1 over=stub0').steps[0]?.args.mac).toMatch(/^02:08:20:/);
  expect(planned('link delete free0').steps[0]?.args).toEqual({
    link: 'free0',
    over: 'stub0',
    mac: '02:08:20:00:00:03',
    vlan: 12,
  });
});

describe('refused', () => {
  test.each([
    ['link create stub-1', 'bad-name'],
    ['link create web01', 'bad-name'],
    ['link create stub0', 'exists'],
    ['link create vlan7 type=vlan over=igb0 vlan=100', 'exists'],
    ['link create vnic1 type=vnic', 'incomplete'],
    ['link create vlan7 type=vlan over=igb0', 'incomplete'],
    ['link create stub1 type=etherstub over=igb0', 'not-of-type'],
    ['link create vlan7 type=vlan over=igb0 vlan=7 mac=2:8:20:1:2:3', 'not-of-type'],
    ['link create vnic1 over=gw0', 'wrong-lower'],
    ['link create vnic1 over=igb7', 'unknown'],
    ['link create vnic1 over=igb0 mac=2:8:20:0:0:2', 'mac-in-use'],
    ['link delete stub7', 'unknown'],
    ['link delete igb1', 'not-ours-to-delete'],
    ['link delete stub0', 'in-use'],
    ['link delete web_0', 'in-use'],
    ['link delete gw0', 'in-use'],
  ])('%s', (line, code) => {
    let found: unknown;
    try {
      planned(line);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(Diagnostic);
    expect(found).toMatchObject({ code: expect.stringMatching(`::${code}$`) });
  });

  test('says by whom a link is used', () => {
    expect(() => planned('link delete stub0')).toThrow(
      'gw0, web_0, free0 lie over it; the pool internal is over it',
    );
    expect(() => planned('link delete web_0')).toThrow('zone web01 has it');
    expect(() => planned('link delete gw0')).toThrow('the host has 10.1.0.1/24 on it');
  });
});

test('"done" is said of what is there, or is not any more', () => {
  expect(() => confirmLink(planned('link create stub1'), facts)).toThrow('stub1 is not there');
  expect(() => confirmLink(planned('link delete stub9'), facts)).toThrow('stub9 is still there');
});

const found = <F>(what: F) =>
  ({ host: testHost.name, spec: testHost, isDefault: true, kind: 'read', facts: what }) as const;
const now = new Date('2026-11-21T09:41:00Z');

test('the list tells of each link what it is and who uses it', () => {
  const text = answerText(linkListAnswer(found(facts), undefined, now));
  expect(text).toContain('- 🔴 *igb1* NIC · down · MTU 1500 · nobody uses it');
  expect(text).toContain('- *dmz100* VLAN over igb0, VLAN 100 · MTU 1500 · nobody uses it');
  expect(text).toContain('- *web_0* VNIC over stub0 · MTU 9000 · zone web01 has it');
  const stubs = answerText(linkListAnswer(found(facts), 'etherstub', now));
  expect(stubs).toContain('stub9');
  expect(stubs).not.toContain('*web_0*');
});

test('one link is shown with what went through it', () => {
  const statistics = {
    kind: 'read',
    value: parseStatistics('100:2048:0:90:1024:3\n', 'dladm show-link -s'),
  } as const;
  const text = answerText(linkAnswer(found({ ...facts, statistics }), 'free0', now));
  expect(text).toContain('VNIC over stub0, VLAN 12');
  expect(text).toContain('Received: 2 KiB in 100 packets');
  expect(text).toContain('Sent: 1 KiB in 90 packets, ⚠ 3 errors');
  expect(answerText(linkAnswer(found({ ...facts, statistics }), 'fre0', now))).toContain('free0');
  expect(() => parseStatistics('1:2:3\n', 'dladm')).toThrow();
});
