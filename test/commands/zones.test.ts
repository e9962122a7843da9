/** What `show` tells of a zone's use and services, and how commands are spelt that answers offer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosticAnswer } from '../../commands/answers/diagnostic-answer.ts';
import { formatPercent, formatShare, formatSize } from '../../commands/answers/size.ts';
import { spell } from '../../commands/grammar/spell.ts';
import { answerRead, prepare } from '../../commands/run.ts';
import { verbs } from '../../commands/verbs.ts';
import { type HostTexts, hostWith, oldZoneXml, ordinaryTexts } from '../support/illumos-facts.ts';
import type { Saying } from '../support/looked-at.ts';
import { answerText } from './support/answer-text.ts';
import { type TestDesk, testDesk, testOperation, unreachable } from './support/desk.ts';

async function told(line: string, desk: TestDesk = testDesk()): Promise<string> {
  const prepared = prepare(line, verbs);
  if (prepared.kind !== 'read') throw new Error(`${line} is no read: ${prepared.kind}`);
  try {
    return answerText(await answerRead(prepared, desk));
  } catch (error) {
    return answerText(diagnosticAnswer(error));
  }
}

const saying = (
  changes: Readonly<Record<string, Saying>>,
  texts: HostTexts = ordinaryTexts,
): HostTexts => ({ ...texts, said: { ...texts.said, ...changes } });

const withXml = (inside: string): HostTexts =>
  hostWith({
    configurations: {
      ...ordinaryTexts.configurations,
      'old1.xml': oldZoneXml.replace('</zone>', `${inside}</zone>`),
    },
  });

const rctl = (name: string, limit: number) =>
  `<rctl name="${name}"><rctl-value priv="privileged" limit="${limit}" action="deny"/></rctl>`;

const capped = withXml(
  `<mcap physcap="2147483648"/>${rctl('zone.max-swap', 4294967296)}${rctl('zone.cpu-cap', 150)}${rctl('zone.cpu-shares', 20)}`,
);
const halted = { zones: ordinaryTexts.zones.replace('1:old1:running', '-:old1:installed') };

const maintenance: Readonly<Record<string, Saying>> = {
  'svcs -z old1':
    'online         svc:/network/ssh:default\noffline        svc:/site/shop:default\nmaintenance    svc:/network/http:apache24\n',
  'svcs -x -z old1':
    'svc:/network/http:apache24 (Apache 2.4)\n  Zone: old1\n State: maintenance since Sat Nov 21 07:12:44 2026\nReason: Start method failed repeatedly.\nImpact: 1 dependent service is not running.  (Use -v for list.)\n',
};

const cases: readonly (readonly [what: string, texts: HostTexts, said: string])[] = [
  ['memory against its cap', capped, '- Memory: 112 MiB of 2 GiB (5 %)'],
  [
    'a cap that the running zone does not have yet',
    capped,
    '- Swap: 168 MiB, from the next boot on at most 4 GiB',
  ],
  [
    'a cap that holds',
    saying(
      {
        'kstat -p caps:1':
          'caps:1:swapresv_zone_1:usage\t2147483648\ncaps:1:swapresv_zone_1:value\t4294967296\n',
      },
      capped,
    ),
    '- Swap: 2 GiB of 4 GiB (50 %)',
  ],
  ['processors', capped, "- CPU: <1 % of the host's, at most 1.5 processors, 20 shares"],
  [
    'processors of its own',
    withXml('<pset ncpu_min="2" ncpu_max="4"/>'),
    '2-4 processors of its own',
  ],
  [
    'a kernel that tells no boot time',
    saying({ 'kstat -p caps:1': '' }),
    "Up since: the host's kernel does not tell",
  ],
  [
    'a host without prstat',
    saying({
      'prstat -c': { status: 127, stderr: '' },
      'prstat -c -Z -z 1': { status: 127, stderr: '' },
    }),
    "- What it uses can't be read: hv-04 has no prstat on the path",
  ],
  [
    'services that are down, the gravest first, with why',
    saying(maintenance),
    [
      '*Services* ⚠ 2 of 3 services not online',
      '- *maintenance* `network/http:apache24` · Start method failed repeatedly. · 1 dependent service is not running.',
      '- *offline* `site/shop:default`',
    ].join('\n'),
  ],
  [
    'a repository that the user may not open',
    saying({
      'svcs -z old1': {
        status: 1,
        stderr: 'svcs: Could not bind to repository server for zone old1: x\n',
      },
    }),
    "*Services* can't be read: zoneops may not ask for the services of old1 on hv-04 (svcs: Could not bind to repository server for zone old1: x). Give the rights profile `Zonebot`",
  ],
  [
    'snapshots',
    saying({
      'zfs list -Hp -r':
        'rpool/zones/old1\t9\t9\t/zones/old1\t1\nrpool/zones/old1@a\t0\t-\t-\t1795000000\n',
    }),
    '- Snapshots: 1, the newest `a` of 2026-11-18T11:06:40.000Z',
  ],
  [
    'a zonepath that is no dataset',
    saying({ 'zfs list -Hp -r': 'rpool/zones\t9\t9\t/zones\t1\n' }),
    '- Disk: a directory of `rpool/zones`, not a dataset of its own',
  ],
  [
    'a dataset that is not there',
    saying({
      'zfs list -Hp -r': { status: 1, stderr: '/zones/old1: No such file or directory\n' },
    }),
    "- What it has on disk can't be read: ",
  ],
  [
    'a zone that does not run: what it may use',
    { ...capped, ...halted },
    '- Memory: at most 2 GiB',
  ],
  ['a net without a VNIC', hostWith({ vnics: '' }), 'no such VNIC now, so no MAC · protected'],
];

describe('show', () => {
  it.each(cases)('tells of %s', async (_, texts, said) => {
    expect(await told('show old1', testDesk({ hosts: { 'hv-04': texts } }))).toContain(said);
  });

  it('asks a zone that does not run nothing', async () => {
    const texts = {
      ...hostWith(halted),
      said: { 'zfs list -Hp -r': 'rpool/zones/old1\t9\t9\t/zones/old1\t1\n' },
    };
    const text = await told('show old1', testDesk({ hosts: { 'hv-04': texts } }));
    expect(text).toContain('⚪ *installed* on *hv-04* · ipkg');
    expect(text).not.toMatch(/Services|Up since:|Processes/);
  });

  it('asks all hosts once, and the one that has the zone once more', async () => {
    const desk = testDesk({
      hosts: {
        'hv-04': ordinaryTexts,
        'hv-05': hostWith({
          zones: '',
          configurations: { index: '' },
          registry: { 'zones/old1.kdl': undefined },
        }),
      },
    });
    await told('show old1', desk);
    expect(desk.observed).toEqual(['hv-04', 'hv-05', 'hv-04']);
  });

  it('stands without its details when the second look fails', async () => {
    const desk = testDesk();
    let looks = 0;
    const flaky: TestDesk = {
      ...desk,
      hosts: {
        ...desk.hosts,
        observe: (host, facts) => {
          looks += 1;
          return looks === 1 ? desk.hosts.observe(host, facts) : Promise.reject(unreachable(host));
        },
      },
    };
    const text = await told('show old1', flaky);
    expect(text).toContain(
      "What it uses and how it is inside can't be read: hv-04 can't be reached (connect",
    );
    expect(text).toContain('10.1.0.10/24');
  });

  it('tells the operations on the zone, and not those on others', async () => {
    const operations = [
      testOperation({ subject: 'old1', verb: 'reboot', state: 'done' }),
      testOperation({ subject: 'web01' }),
    ];
    const text = await told('show old1', testDesk({ operations }));
    expect(text).toContain('*Operations*\n- ✅ *reboot* done · 2026-11-21T09:40:00.000Z · @U02');
    expect(text).not.toContain('create');
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [1024 ** 2 - 1, '1 MiB'],
    [10.2 * 1024 ** 3, '10 GiB'],
    [1430 * 1024 ** 2, '1.4 GiB'],
    [2 ** 60, '1024 PiB'],
  ])('%d bytes: %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });

  it.each([
    [0, '0 %'],
    [0.2, '<1 %'],
    [69.6, '70 %'],
    [99.7, '>99 %'],
    [100, '100 %'],
  ])('%d percent: %s', (percent, text) => {
    expect(formatPercent(percent)).toBe(text);
  });

  it('of nothing have no percentage', () => {
    expect(formatShare(0, 0)).toBe('0 B of 0 B');
  });
});

describe('spelling', () => {
  it('is understood as what was meant', () => {
    const value = fc
      .string({ unit: fc.constantFrom(...'ab1 .-_:/=,\'"') })
      .filter((text) => text.trim() === text && text !== '');
    fc.assert(
      fc.property(value, (q) => {
        const text = spell('list', [
          ['q', q],
          ['page', undefined],
        ]);
        if (text === undefined) {
          expect(q).toMatch(/'.*"|".*'/);
          return;
        }
        const prepared = prepare(text, verbs);
        expect(prepared.kind === 'read' ? prepared.texts : prepared).toEqual({ q: [q] });
      }),
    );
  });
});
