/** What is planned for a change of NAT, and what is refused, with its place in the file; nothing is written then. */
import { describe, expect, test } from 'vitest';
import { prepare } from '../../../commands/run.ts';
import { verbs } from '../../../commands/verbs.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import { warningsOf } from '../../../hostlink/plan/warnings.ts';
import { confirmNatChange } from '../../../hostlink/plans/nat-change.ts';
import { readRegistry } from '../../../hostlink/registry/registry.ts';
import { meaningOf } from '../../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { testHost } from '../../support/illumos-facts.ts';
import { type NatTexts, natFactsOf } from '../../support/nat-facts.ts';

const file = `# by hand
map igb0 10.1.0.0/24 -> 0/32 portmap tcp/udp auto
map igb0 10.1.0.0/24 -> 0/32 # the rest
rdr igb0 192.0.2.4/32 port 8080 -> 10.1.0.10 port 80 tcp
bimap igb0 10.3.0.9/32 -> 192.0.2.9/32
`;

const registry = readRegistry(
  '/etc/zmgr',
  new Map([
    [
      'zones/web01.kdl',
      'zone "web01" {\n  net "default" {\n    address "10.1.0.10/24"\n    vnic "web01_0"\n  }\n}\n',
    ],
    ['zones/lost.kdl', 'zone "lost" {\n  net "default" {\n    vnic "lost_0"\n  }\n}\n'],
  ]),
  true,
);

/** What would be done about a line that somebody types. */
function planned(line: string, texts: NatTexts = { file }): Plan {
  const prepared = prepare(line, verbs);
  if (prepared.kind === 'mistake') throw prepared.diagnostic;
  if (prepared.kind !== 'change') throw new Error(`${line} is no change`);
  return prepared.command.plan({
    args: prepared.texts,
    host: testHost,
    facts: { ...natFactsOf(texts), registry, configurations: new Map() },
    holds: [],
    today: '2026-11-21',
  });
}

const refusal = (line: string, texts?: NatTexts): Diagnostic => {
  try {
    planned(line, texts);
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
  throw new Error(`${line} was planned`);
};

const argsOf = (plan: Plan) => plan.steps[0]?.args;

describe('nat add', () => {
  test('a map is a pair, at the end of the file and loaded one by one', () => {
    const plan = planned('nat add interface=igb0 subnet=10.2.0.0/24');
    const lines = [
      'map igb0 10.2.0.0/24 -> 0/32 portmap tcp/udp auto',
      'map igb0 10.2.0.0/24 -> 0/32',
    ];
    expect(argsOf(plan)).toMatchObject({
      path: '/etc/ipf/ipnat.conf',
      old: file,
      new: `${file}${lines.join('\n')}\n`,
      kernel: { kind: 'load', rules: lines.map((text) => ({ text })) },
    });
    expect(plan.steps).toHaveLength(1);
    expect(plan.risk).toBe('routine');
    expect(plan.guards.map(({ kind }) => kind)).toEqual(['nat.service', 'file.text', 'nat.active']);
  });

  test.each([
    [
      'nat add interface=igb0 subnet=10.2.0.0/24 portmap=none target=192.0.2.7',
      ['map igb0 10.2.0.0/24 -> 192.0.2.7/32'],
    ],
    [
      'nat add interface=igb0 subnet=10.2.0.0/24 portmap=40000-50000 protocol=tcp target=192.0.2.7-192.0.2.8',
      [
        'map igb0 10.2.0.0/24 -> range 192.0.2.7-192.0.2.8 portmap tcp 40000:50000',
        'map igb0 10.2.0.0/24 -> range 192.0.2.7-192.0.2.8',
      ],
    ],
    [
      'nat add interface=igb0 subnet=fd00:2::/64',
      ['map igb0 fd00:2::/64 -> 0/128 portmap tcp/udp auto', 'map igb0 fd00:2::/64 -> 0/128'],
    ],
    [
      'nat add type=bimap interface=igb0 subnet=10.2.0.10 target=192.0.2.100',
      ['bimap igb0 10.2.0.10/32 -> 192.0.2.100/32'],
    ],
    [
      'nat add type=rdr interface=igb0 subnet=192.0.2.4 port=9000-9010:80 target=10.1.0.11 protocol=tcp/udp',
      ['rdr igb0 192.0.2.4/32 port 9000-9010 -> 10.1.0.11 port 80 tcp/udp'],
    ],
    [
      'forward add web01 port=8443:443',
      ['rdr igb0 192.0.2.4/32 port 8443 -> 10.1.0.10 port 443 tcp'],
    ],
    [
      'forward add web01 port=8080 protocol=udp',
      ['rdr igb0 192.0.2.4/32 port 8080 -> 10.1.0.10 port 8080 udp'],
    ],
  ])('%s', (line, added) => {
    expect(argsOf(planned(line))?.new).toBe(`${file}${added.join('\n')}\n`);
  });

  test('a host where ipfilter is disabled and has no file gets one, and is started', () => {
    const plan = planned('nat add interface=igb0 subnet=10.2.0.0/24', {
      file: null,
      state: 'disabled',
    });
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['nat.change', 'nat.start']);
    expect(argsOf(plan)).toMatchObject({ old: null });
    expect(argsOf(plan)).not.toHaveProperty('kernel');
  });

  test('what would filter besides is not switched on by the way', () => {
    const plan = planned('nat add interface=igb0 subnet=10.2.0.0/24', {
      file,
      state: 'disabled',
      policy: 'custom',
    });
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['nat.change']);
    expect(warningsOf(plan).map(({ code }) => code)).toEqual(['zmgr::nat::stays-disabled']);
    const start = planned('nat start', { file, state: 'disabled', policy: 'custom' });
    expect(start.risk).toBe('disruptive');
  });

  test('a rule that somebody has loaded by hand is only written', () => {
    const active = ['map igb0 10.2.0.0/24 -> 0.0.0.0/32 portmap tcp/udp auto'];
    const plan = planned('nat add interface=igb0 subnet=10.2.0.0/24', { file, active });
    expect(argsOf(plan)).toMatchObject({
      kernel: { rules: [{ text: 'map igb0 10.2.0.0/24 -> 0/32' }] },
    });
  });
});

describe('refused', () => {
  const broken = 'map igb0 10.9.0.0/24 -> 0/32\n# fine\nmap igb0 oops\n';
  test.each<[string, NatTexts, string, number | 'typed' | undefined]>([
    ['nat add interface=igb9 subnet=10.2.0.0/24', { file }, 'nat::no-interface', undefined],
    ['nat add interface=igb0 subnet=10.2.0.7/24', { file }, 'nat::host-bits', undefined],
    ['nat add interface=igb0 subnet=10.1.0.0/24', { file }, 'nat::exists', 2],
    ['nat add interface=igb0 subnet=10.1.0.128/25', { file }, 'nat::overlaps', 2],
    ['nat add interface=igb0 subnet=10.0.0.0/8 portmap=none', { file }, 'nat::overlaps', 2],
    [
      'nat add interface=igb0 subnet=fd00::/64 target=192.0.2.1',
      { file },
      'nat::mixed-families',
      undefined,
    ],
    [
      'nat add interface=igb0 subnet=10.2.0.0/24 target=192.0.2.9-192.0.2.1',
      { file },
      'nat::bad-range',
      undefined,
    ],
    [
      'nat add interface=igb0 subnet=10.2.0.0/24 portmap=5000-400',
      { file },
      'nat::bad-ports',
      undefined,
    ],
    ['nat add interface=igb0 subnet=10.2.0.0/24 port=80', { file }, 'nat::not-of-type', undefined],
    ['nat add interface=igb0', { file }, 'nat::incomplete', undefined],
    [
      'nat add interface=igb0 type=bimap subnet=10.3.0.9 target=192.0.2.50',
      { file },
      'nat::overlaps',
      5,
    ],
    [
      'nat add interface=igb0 type=bimap subnet=10.4.0.0/24 target=192.0.2.50',
      { file },
      'nat::unequal',
      undefined,
    ],
    [
      'nat add interface=igb0 type=rdr subnet=192.0.2.4 port=8079-8081:1 target=10.1.0.3',
      { file },
      'nat::overlaps',
      4,
    ],
    [
      'nat add interface=igb0 type=rdr subnet=192.0.2.4 port=0:1 target=10.1.0.3',
      { file },
      'command::bad-port',
      'typed',
    ],
    [
      'nat add interface=igb0 type=rdr subnet=192.0.2.4 port=70000:1 target=10.1.0.3',
      { file },
      'command::bad-port',
      'typed',
    ],
    [
      'nat add interface=igb0 type=rdr subnet=192.0.2.4 port=9-8:1 target=10.1.0.3',
      { file },
      'nat::bad-ports',
      undefined,
    ],
    [
      'nat add interface=igb0 type=rdr subnet=192.0.2.4 port=1-9:65535 target=10.1.0.3',
      { file },
      'nat::bad-ports',
      undefined,
    ],
    ['nat add interface=igb0 subnet=10.2.0.0/24', { file: broken }, 'nat::broken-file', 3],
    [
      'nat add interface=igb0 subnet=10.2.0.0/24',
      { file, state: 'maintenance' },
      'nat::maintenance',
      undefined,
    ],
    ['nat start', { file: broken, state: 'maintenance' }, 'nat::broken-file', 3],
    ['nat start', { file }, 'nat::runs', undefined],
    ['nat remove "map igb0 10.9.0.0/24 -> 0/32"', { file }, 'nat::no-rule', undefined],
    ['nat remove "map igb0 10.9.0.0/24"', { file }, 'nat::bad-rule', undefined],
    ['nat remove', { file }, 'nat::which-rule', undefined],
    ['nat remove interface=igb0', { file }, 'nat::which-rule', undefined],
    ['forward add lost port=80', { file }, 'nat::no-address-of-zone', undefined],
    ['forward add web01 port=80 to=10.1.0.99', { file }, 'nat::not-its-address', undefined],
    ['forward add web01 port=8080:1', { file }, 'nat::overlaps', 4],
    [
      'forward add web01 port=80',
      {
        file: '',
        addresses: 'igb0/v4:static:ok:192.0.2.4/24\nigb1/v4:static:ok:198.51.100.4/24\n',
      },
      'nat::which-interface',
      undefined,
    ],
    ['forward clear web01 port=81', { file }, 'nat::no-forwards', undefined],
  ])('%s', (line, texts, code, place) => {
    const diagnostic = refusal(line, texts);
    expect(diagnostic.code).toBe(`zmgr::${code}`);
    expect(diagnostic.help).not.toBe('');
    if (place === 'typed') return;
    expect(diagnostic.location?.line).toBe(place);
    if (place !== undefined) expect(diagnostic.location?.source).toBe('hv-04:/etc/ipf/ipnat.conf');
  });
});

describe('nat remove and forward clear', () => {
  test.each([
    ['nat remove "map igb0  10.1.0.0/255.255.255.0 -> 0/32"', [2, 3]],
    ['nat remove type=map subnet=10.1.0.0/24', [2, 3]],
    ['nat remove port=8080', [4]],
    ['nat remove type=bimap', [5]],
    ['nat remove target=192.0.2.9', [5]],
    ['forward clear web01', [4]],
    ['forward clear web01 port=8080', [4]],
  ])('%s', (line, gone) => {
    const plan = planned(line);
    const lines = file.split('\n');
    const left = lines.flatMap((text, at) => {
      if (!gone.includes(at + 1)) return [text];
      const comment = text.indexOf(' #');
      return comment === -1 ? [] : [text.slice(comment)];
    });
    expect(argsOf(plan)?.new).toBe(left.join('\n'));
    expect(plan.risk).toBe('disruptive');
  });

  test('a rule goes from the kernel with what stands behind it named, for the way back', () => {
    const plan = planned('nat remove port=8080');
    expect(argsOf(plan)).toMatchObject({
      kernel: {
        kind: 'unload',
        rules: [{ text: 'rdr igb0 192.0.2.4/32 port 8080 -> 10.1.0.10 port 80 tcp' }],
        behind: [{ text: 'bimap igb0 10.3.0.9/32 -> 192.0.2.9/32' }],
      },
    });
    const [step] = plan.steps;
    if (step === undefined) throw new Error('no step');
    const { undo } = meaningOf(step, stepKinds);
    expect(undo).toMatchObject([
      { kind: 'put-file' },
      { input: 'bimap igb0 10.3.0.9/32 -> 192.0.2.9/32\n' },
      { input: expect.stringMatching(/^rdr .*\nbimap .*\n$/) },
    ]);
  });

  test('what only the host can tell is removed by its words, with the variables that it names', () => {
    const named = 'out = "igb0" ;\nrdr $out 192.0.2.4/32 port 443 -> web.lan port 443 tcp\n';
    const plan = planned('nat remove "rdr $out 192.0.2.4/32 port 443 -> web.lan port 443 tcp"', {
      file: named,
    });
    expect(argsOf(plan)).toMatchObject({
      new: 'out = "igb0" ;\n',
      kernel: { rules: [{ text: named.trimEnd() }] },
    });
  });
});

test('"done" is said of what is there afterwards', () => {
  const plan = planned('nat add interface=igb0 subnet=10.2.0.0/24 portmap=none');
  const done = String(argsOf(plan)?.new);
  expect(() => confirmNatChange(plan, natFactsOf({ file: done }))).not.toThrow();
  for (const texts of [{ file }, { file: done, active: [] }])
    expect(() => confirmNatChange(plan, natFactsOf(texts))).toThrow(/no map igb0 10\.2\.0\.0/);
});
