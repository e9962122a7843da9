/** What `drift` and `validate` say of hosts, as read by the real parsers. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../commands/answer.ts';
import { answerRead, prepare } from '../../commands/run.ts';
import { verbs } from '../../commands/verbs.ts';
import { type HostTexts, hostWith, oldZoneXml, ordinaryTexts } from '../support/illumos-facts.ts';
import { answerText } from './support/answer-text.ts';
import { type TestDesk, testDesk, testOperation, unreachable } from './support/desk.ts';

const psLine = '/usr/lib/ssh/sshd\n';
const quiet = (texts: HostTexts, ps = psLine): HostTexts => ({
  ...texts,
  said: { ...texts.said, 'ps -e': ps },
});

async function answered(line: string, desk: TestDesk): Promise<Answer> {
  const prepared = prepare(line, verbs);
  if (prepared.kind !== 'read') throw new Error(`${line} is no read: ${prepared.kind}`);
  return answerRead(prepared, desk);
}

const told = async (line: string, texts: HostTexts, options = {}): Promise<string> =>
  answerText(await answered(line, testDesk({ hosts: { 'hv-04': quiet(texts) }, ...options })));

const entry = `${ordinaryTexts.registry['zones/old1.kdl']}`;
const withEntry = (text: string, more: Parameters<typeof hostWith>[0] = {}): HostTexts =>
  hostWith({ ...more, registry: { 'zones/old1.kdl': text, ...more.registry } });
const withZone = (name: string, xml: string, brand = 'ipkg') => ({
  zones: `${ordinaryTexts.zones}-:${name}:installed:/zones/${name}::${brand}:excl\n`,
  configurations: {
    ...ordinaryTexts.configurations,
    index: `${ordinaryTexts.configurations.index}${name}:installed:/zones/${name}:\n`,
    [`${name}.xml`]: xml,
  },
});
const xmlOf = (name: string, inside: string, brand = 'ipkg') =>
  `<zone name="${name}" zonepath="/zones/${name}" autoboot="true" brand="${brand}" ip-type="exclusive">${inside}</zone>\n`;
const anew =
  '. Correct `/etc/zmgr/zones/old1.kdl`, or have it written anew: `/zone forget hv-04/old1`, then `/zone import hv-04/old1`';

const drifts: readonly (readonly [what: string, texts: HostTexts, said: string])[] = [
  ['agreement', hostWith({}), '- ✓ *hv-04* · registry and host agree on 1 zone'],
  [
    'an address that only the host has',
    withEntry(entry.replace('10.1.0.10', '10.1.0.11')),
    `- *old1*: Its entry has \`10.1.0.11\`, which the host does not give it${anew}`,
  ],
  [
    'another router',
    withEntry(entry.replace('"10.1.0.1"', '"10.1.0.2"')),
    `- *old1*: Its router is \`10.1.0.1\`, which its entry does not have${anew}`,
  ],
  [
    'another VNIC',
    withEntry(entry.replace('old1_0', 'other_0')),
    `- *old1*: It uses the VNIC \`old1_0\`, which its entry does not have${anew}`,
  ],
  [
    'another link below',
    withEntry(entry.replace('stub0', 'igb0')),
    `- *old1*: Its VNIC \`old1_0\` lies over \`stub0\`, where its entry says \`igb0\`${anew}`,
  ],
  [
    'another brand',
    withEntry(entry.replace('template "oi"', 'template "oi"\n  brand "nlipkg"')),
    `- *old1*: It is of the brand ipkg, where its entry says nlipkg${anew}`,
  ],
  [
    'a VNIC that is gone',
    hostWith({ vnics: '', links: 'igb0:phys:1500:up:\nstub0:etherstub:9000:unknown:\n' }),
    'On the host: `dladm create-vnic -l stub0 old1_0`',
  ],
  [
    'a zone that is gone',
    hostWith({
      zones: '0:global:running:/::ipkg:shared\n',
      configurations: { index: 'global:installed:/\n' },
    }),
    '- *old1*: The registry has an entry, the host has no such zone. What is left goes with `/zone destroy hv-04/old1`',
  ],
  [
    'a zone without an entry',
    hostWith(withZone('stray-1', xmlOf('stray-1', ''))),
    '- *1 without an entry*: stray-1. `/zone import host=hv-04` writes it',
  ],
  [
    'a virtual machine',
    hostWith(withZone('vm1', xmlOf('vm1', '', 'bhyve'), 'bhyve')),
    'registry and host agree on 2 zones',
  ],
  [
    'another autoboot, as an aside',
    hostWith({
      configurations: {
        ...ordinaryTexts.configurations,
        'old1.xml': oldZoneXml.replace('autoboot="true"', 'autoboot="false"'),
      },
    }),
    '- *old1*: It does not boot with the host, where its template oi says otherwise: `/zone set hv-04/old1 autoboot=yes`',
  ],
  [
    'a VNIC of ours that nobody uses',
    hostWith({
      links: `${ordinaryTexts.links}gone_0:vnic:9000:up:stub0\n`,
      vnics: `${ordinaryTexts.vnics}gone_0:stub0:2\\:8\\:20\\:9\\:9\\:9:fixed:0\n`,
    }),
    '- *gone_0*: A VNIC over `stub0` that zonebot made, by its MAC address, and that no zone uses. On the host: `dladm delete-vnic gone_0`',
  ],
  [
    'a file that is broken',
    hostWith({ registry: { 'pools/internal.kdl': 'pool "internal"' } }),
    "- 1 file of the registry can't be understood: `/zone validate host=hv-04`",
  ],
  [
    'a host without a registry',
    { ...ordinaryTexts, registry: {} },
    '- No registry yet, and no zone has an entry: `/zone host init host=hv-04`',
  ],
];

describe('drift', () => {
  it.each(drifts)('tells of %s', async (_, texts, said) => {
    expect(await told('drift', texts)).toContain(said);
  });

  const creating = withEntry(entry.replace('{\n', '{\n    state "creating"\n'));
  it.each([
    [
      'an operation that runs',
      [testOperation({ subject: 'old1' })],
      psLine,
      '`/zone op show 3kq7wz2m5a` is running',
    ],
    [
      'one that is stuck',
      [testOperation({ subject: 'old1', state: 'stuck' })],
      psLine,
      'the operation 3kq7wz2m5a is stuck: `/zone op resume 3kq7wz2m5a` goes on',
    ],
    [
      'one of another bot',
      [],
      '/bin/sh ops/abcdefghij/script run own\n',
      'an operation of another bot runs on the host, `abcdefghij`',
    ],
    [
      'none that lives',
      [testOperation({ subject: 'old1', state: 'unwound' })],
      psLine,
      'no operation is under way: it was broken off. What is left goes with `/zone destroy hv-04/old1`',
    ],
  ] as const)('knows of an entry in between %s', async (_, operations, ps, said) => {
    const desk = testDesk({ hosts: { 'hv-04': quiet(creating, ps) }, operations });
    expect(answerText(await answered('drift', desk))).toContain(said);
  });

  it('names a host that can not be read, before all others, and asks each once', async () => {
    const desk = testDesk({
      hosts: { 'hv-04': quiet(ordinaryTexts), 'hv-05': unreachable('hv-05') },
    });
    const answer = await answered('drift', desk);
    expect(answer.summary).toBe("hv-05 can't be read; hv-04: registry and host agree on 1 zone");
    expect(answerText(answer)).toMatch(/^# Drift\n- ⚠ \*hv-05\* can't be reached/);
    expect(desk.observed).toEqual(['hv-04', 'hv-05']);
  });

  it('keeps 200 zones short, and has all in a file', async () => {
    const names = Array.from({ length: 200 }, (_, at) => `web${at}`);
    const registry = Object.fromEntries(
      names.map((name) => [`zones/${name}.kdl`, `zone "${name}" { address "10.1.0.10/24" }\n`]),
    );
    const answer = await answered(
      'drift host=hv-04',
      testDesk({ hosts: { 'hv-04': quiet(hostWith({ registry })) } }),
    );
    expect(answerText(answer).split('\n').length).toBeLessThan(70);
    expect(answer.file?.text.match(/^ {2}web\d+: /gm)).toHaveLength(200);
  });
});

describe('validate', () => {
  it('gives each fault its file, line and column, the gravest first', async () => {
    const text = await told(
      'validate host=hv-04',
      hostWith({
        registry: {
          'zones/old1.kdl': entry.replace('"oi"', '"io"'),
          'pools/lab.kdl': 'pool "lab" {\n  network "10.9.0.1/24"\n}\n',
          'pools/public.kdl': `${ordinaryTexts.registry['pools/public.kdl']}`.replace(
            'igb0',
            'igb9',
          ),
        },
      }),
    );
    const lines = text.split('\n').filter((line) => /^- [✗⚠]/.test(line));
    expect(lines.map((line) => line.replace(/^(- . `[^`]+`).*$/u, '$1'))).toEqual([
      '- ✗ `pools/lab.kdl:2:11`',
      '- ⚠ `zones/old1.kdl:2:12`',
      '- ⚠ `pools/public.kdl:4:8`',
    ]);
    expect(text).toContain('*hv-04* · 7 files: 1 fault that must be put right, 2 warnings');
    expect(text).toContain('  network "10.9.0.1/24"\n          ^');
  });

  it('finds an address that something else on the host has', async () => {
    const texts = hostWith({
      ...withZone(
        'stray',
        xmlOf('stray', '<network allowed-address="10.1.0.10/24" physical="s0"/>'),
      ),
    });
    expect(await told('validate', texts)).toContain(
      '10.1.0.10 stands in the entry of old1, and the zone stray has it',
    );
  });

  it('finds one address on two hosts in a network that leads out, and lets an etherstub be', async () => {
    const leadingOut = hostWith({
      registry: {
        'zones/old1.kdl':
          'zone "old1" {\n  net "a" {\n    address "10.1.0.10/24"\n  }\n  net "b" {\n    address "203.0.113.17/24"\n  }\n}\n',
      },
    });
    const desk = testDesk({ hosts: { 'hv-04': quiet(leadingOut), 'hv-05': quiet(leadingOut) } });
    const text = answerText(await answered('validate', desk));
    expect(text).toContain(
      '`zones/old1.kdl:6:13` 203.0.113.17 stands in the entry of old1, and hv-04/old1 by its entry has it',
    );
    expect(text).not.toContain('10.1.0.10 stands');
  });

  it('says that all is well, and how much was looked at', async () => {
    expect(await told('validate', hostWith({}))).toContain(
      '- ✓ *hv-04* · nothing is wrong in 6 files',
    );
  });
});
