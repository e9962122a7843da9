/** What is planned to have a host pass packets on, what comes along, and whom it cuts off. */
import { describe, expect, test } from 'vitest';
import { forwardingAnswer } from '../../../commands/networks/forwarding-answer.ts';
import { prepare } from '../../../commands/run.ts';
import { verbs } from '../../../commands/verbs.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { parseAddressObjects } from '../../../hostlink/illumos/ipadm.ts';
import {
  parseInterfaceForwarding,
  parseRoutingSettings,
} from '../../../hostlink/illumos/routeadm.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import { warningsOf } from '../../../hostlink/plan/warnings.ts';
import { confirmForwarding, type ForwardingFacts } from '../../../hostlink/plans/forwarding-set.ts';
import { readRegistry } from '../../../hostlink/registry/registry.ts';
import { meaningOf } from '../../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { answerText } from '../../commands/support/answer-text.ts';
import { testHost } from '../../support/illumos-facts.ts';

const registry = readRegistry(
  '/etc/zmgr',
  new Map([
    [
      'zones/web01.kdl',
      'zone "web01" {\n  net "default" {\n    address "10.1.0.10/24"\n    gateway "10.1.0.1"\n    vnic "web01_0"\n  }\n}\n',
    ],
    [
      'zones/far.kdl',
      'zone "far" {\n  net "default" {\n    address "10.9.0.10/24"\n    gateway "10.9.0.1"\n    vnic "far_0"\n  }\n}\n',
    ],
  ]),
  true,
);

const said = {
  settings:
    'ipv4-routing persistent=disabled default=disabled current=disabled\nipv6-routing persistent=disabled default=disabled current=disabled\nipv4-forwarding persistent=disabled default=disabled current=disabled\nipv6-forwarding persistent=disabled default=disabled current=disabled\nipv4-routing-daemon persistent="" default="" \nrouting-svcs persistent="route:default" default="route:default" \n',
  v4: 'lo0:off:\nigb0:on:on\nstub0:off:\n',
  v6: 'lo0:off:\nigb0:off:on\n',
};

const factsOf = (changes: Partial<typeof said> = {}): ForwardingFacts => {
  const { settings, v4, v6 } = { ...said, ...changes };
  return {
    settings: parseRoutingSettings(settings, 'routeadm -p'),
    v4: parseInterfaceForwarding(v4, 'ipadm'),
    v6: parseInterfaceForwarding(v6, 'ipadm'),
    addresses: parseAddressObjects(
      'igb0/v4:static:ok:192.0.2.4/24\nstub0/v4:static:ok:10.1.0.1/24\n',
      'ipadm',
    ),
    registry: { kind: 'read', value: registry },
    configurations: { kind: 'read', value: new Map() },
  };
};

function planned(line: string, changes: Partial<typeof said> = {}): Plan {
  const prepared = prepare(line, verbs);
  if (prepared.kind === 'mistake') throw prepared.diagnostic;
  if (prepared.kind !== 'change') throw new Error(`${line} is no change`);
  return prepared.command.plan({
    args: prepared.texts,
    host: testHost,
    facts: factsOf(changes),
    holds: [],
    today: '2026-11-21',
  });
}

const isOn = (text: string, name: string) =>
  text.replace(
    `${name} persistent=disabled default=disabled current=disabled`,
    `${name} persistent=enabled default=disabled current=enabled`,
  );
const isPending = (text: string, name: string) =>
  text.replace(`${name} persistent=disabled`, `${name} persistent=enabled`);

test('of the whole host, with the interfaces as they were for the way back', () => {
  const plan = planned('forwarding set ipv4=on');
  const [step] = plan.steps;
  if (step === undefined) throw new Error('no step');
  expect(plan.risk).toBe('disruptive');
  expect(warningsOf(plan)).toEqual([]);
  const { undo, apply } = meaningOf(step, stepKinds);
  expect(apply).toMatchObject([{ command: { argv: ['routeadm', '-e', 'ipv4-forwarding', '-u'] } }]);
  expect(undo).toMatchObject([
    { command: { argv: ['routeadm', '-d', 'ipv4-forwarding', '-u'] } },
    { command: { argv: expect.arrayContaining(['set-ifprop', '-t', 'forwarding=on', 'igb0']) } },
  ]);
});

test('what is pending comes along, is said before, and has no way back', () => {
  const settings = isPending(said.settings, 'ipv6-routing');
  const plan = planned('forwarding set ipv4=on ipv6=on', { settings });
  const titles = plan.steps.map((step) => meaningOf(step, stepKinds).title);
  expect(titles).toEqual([
    'Turn on IPv4 forwarding for the whole host, and with it, for it is pending: ipv6-routing on',
    'Turn on IPv6 forwarding for the whole host',
  ]);
  expect(plan.guards.map(({ args }) => args.name)).toContain('ipv6-routing');
  const [first] = plan.steps;
  expect(first === undefined ? undefined : meaningOf(first, stepKinds).undo).toHaveProperty(
    'cannot',
  );
});

test('turning it off names whom it cuts off', () => {
  const settings = isOn(said.settings, 'ipv4-forwarding');
  const [warning] = warningsOf(planned('forwarding set ipv4=off', { settings }));
  expect(warning?.code).toBe('zmgr::forwarding::cuts-off');
  expect(warning?.message).toMatch(/^web01 has this host as router/);
  expect(
    warningsOf(planned('forwarding set ipv4=off interface=igb0')).map(({ code }) => code),
  ).toEqual(['zmgr::forwarding::cuts-off']);
});

test('of interfaces, those alone that differ', () => {
  const plan = planned('forwarding set ipv4=on interface=igb0,stub0');
  expect(plan.steps.map(({ args }) => args)).toEqual([
    { link: 'stub0', family: 4, to: 'on', from: { current: 'off' } },
  ]);
  const [step] = plan.steps;
  const undo = step === undefined ? [] : meaningOf(step, stepKinds).undo;
  expect(undo).toMatchObject([
    { command: { argv: expect.arrayContaining(['reset-ifprop', 'stub0']) } },
    { command: { argv: expect.arrayContaining(['-t', 'forwarding=off', 'stub0']) } },
  ]);
});

describe('refused', () => {
  test.each([
    ['forwarding set', 'nothing-said'],
    ['forwarding set ipv4=off', 'already'],
    ['forwarding set ipv4=on interface=igb0', 'already'],
    ['forwarding set ipv4=on interface=igb9', 'no-interface'],
    ['forwarding set ipv6=on interface=stub0', 'no-interface'],
  ])('%s', (line, code) => {
    let found: unknown;
    try {
      planned(line);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(Diagnostic);
    expect(found).toMatchObject({ code: `zmgr::forwarding::${code}` });
  });
});

test('"done" is said of what is so afterwards', () => {
  const plan = planned('forwarding set ipv4=on');
  const done = factsOf({ settings: isOn(said.settings, 'ipv4-forwarding') });
  expect(() => confirmForwarding(plan, done)).not.toThrow();
  expect(() => confirmForwarding(plan, factsOf())).toThrow(/ipv4-forwarding is not/);
  const one = planned('forwarding set ipv4=on interface=stub0');
  expect(() => confirmForwarding(one, factsOf())).toThrow(/stub0/);
});

test('what is shown tells now from after a boot', () => {
  const settings = isPending(said.settings, 'ipv6-forwarding');
  const text = answerText(
    forwardingAnswer(
      {
        ...{ host: testHost.name, spec: testHost, isDefault: true, kind: 'read' },
        facts: factsOf({ settings }),
      },
      new Date('2026-11-21T09:41:00Z'),
    ),
  );
  expect(text).toContain('IPv6: off now, on after a boot');
  expect(text).toContain('*⚠ Pending*: ipv6-forwarding on.');
  expect(text).toContain('- *igb0* IPv4 on · IPv6 off now, on after a boot');
  expect(text).toContain('- *stub0* IPv4 off');
  expect(text).not.toContain('lo0');
});

test.each([
  'ipv4-forwarding on',
  'ipv4-forwarding persistent=maybe default=disabled current=disabled',
])('a line of routeadm that is not understood is shown: %s', (line) => {
  expect(() => parseRoutingSettings(`${line}\n`, 'hv-04:routeadm -p')).toThrow(/Line 1/);
});
