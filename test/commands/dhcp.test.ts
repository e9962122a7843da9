/** DHCP as people type it: what they are told, what becomes of the file, and what is refused with nothing written. */
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { diagnosticAnswer } from '../../commands/answers/diagnostic-answer.ts';
import { planAnswer } from '../../commands/answers/plan-answer.ts';
import { answerRead, prepare } from '../../commands/run.ts';
import { verbs } from '../../commands/verbs.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { guardKinds } from '../../hostlink/guards/guard-kinds.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import type { DhcpTexts } from '../support/dhcp-texts.ts';
import { hostWith, ordinaryTexts } from '../support/illumos-facts.ts';
import { answerText } from './support/answer-text.ts';
import { type TestDesk, testDesk, unreachable } from './support/desk.ts';

const config = `# by hand
subnet 10.1.0.0 netmask 255.255.255.0 {
  option routers 10.1.0.1;
  range 10.1.0.200 10.1.0.229;
}
host kiosk { hardware ethernet 00:25:90:0f:11:07; fixed-address 10.1.0.180; }
#host ghost { hardware ethernet 00:25:90:0f:11:08; fixed-address 10.1.0.181; }
`;

/** Its router is in the middle of what somebody asks for. */
const routed = 'subnet 10.3.0.0 netmask 255.255.255.0 { option routers 10.3.0.5; }';

const addresses = `${ordinaryTexts.addresses}inner0/v4:static:ok:10.1.0.2/24\n`;

const said = { ...ordinaryTexts.said, 'ps -e': '' };

const deskWith = (dhcp: DhcpTexts | undefined = { config }, registry = {}): TestDesk =>
  testDesk({
    hosts: {
      'hv-04': hostWith({ addresses, said, registry, ...(dhcp !== undefined && { dhcp }) }),
    },
  });

async function told(line: string, desk: TestDesk = deskWith()): Promise<string> {
  const prepared = prepare(line, verbs);
  if (prepared.kind !== 'read') throw new Error(`${line} is no read: ${prepared.kind}`);
  try {
    return answerText(await answerRead(prepared, desk));
  } catch (error) {
    return answerText(diagnosticAnswer(error));
  }
}

async function planOf(line: string, desk: TestDesk = deskWith()): Promise<Plan> {
  const prepared = prepare(line, verbs);
  if (prepared.kind !== 'change') throw new Error(`${line} is no change: ${prepared.kind}`);
  const { command, texts } = prepared;
  const host = await command.host(texts, desk);
  return command.plan({
    ...{ args: texts, holds: [], today: '2026-11-21', host: desk.hosts.spec(host) },
    facts: await desk.hosts.observe(host, command.facts(texts)),
  });
}

const configuring = z.object({
  hunks: z.array(z.object({ from: z.string(), to: z.string() })),
  newFile: z.string().optional(),
});

/** The file once the plan is carried out. */
const fileAfter = ({ steps }: Plan, before = config): string =>
  steps.reduce((text, { args }) => {
    const { hunks, newFile } = configuring.parse(args);
    return hunks.reduce((one, { from, to }) => {
      expect(one.split(from)).toHaveLength(2);
      return one.replace(from, () => to);
    }, newFile ?? text);
  }, before);

test('validate tells of a pool whose range DHCP gives out, with its place', async () => {
  const text = await told('validate host=hv-04');
  expect(text).toMatch(
    /⚠ `pools\/internal\.kdl:5:\d+` 10\.1\.0\.200 to 10\.1\.0\.229 of the pool internal is given out by DHCP \(line 4 of hv-04:dhcpd\.conf\)/,
  );
  expect(text).toContain('zmgr::pool::meets-dhcp-range');
  expect(await told('validate host=hv-04', deskWith({}))).not.toContain('meets-dhcp-range');
});

describe('dhcp show', () => {
  it('tells what is served, to whom, and what IPAM should know', async () => {
    expect(
      await told('dhcp show', deskWith({ config: `${config}include "/etc/more.conf";\n` })),
    ).toBe(
      [
        '# DHCP on hv-04',
        '🟢 online · listens on every interface that has a subnet · `/etc/inet/dhcpd4.conf`',
        '*Subnets*',
        '- *10.1.0.0/24* gives 10.1.0.200 to 10.1.0.229 (30 addresses) · router 10.1.0.1',
        '*Reservations*',
        '- *kiosk* 10.1.0.180 · for 0:25:90:f:11:7 · line 6',
        '- ⚠ 10.1.0.200 to 10.1.0.229 of the pool internal is given out by DHCP, so that no zone gets it',
        '- ⚠ Line 8 includes `/etc/more.conf`, which is not looked into: what it gives out is not known here',
        '(As of 2026-11-21T09:41:00.000Z)',
      ].join('\n'),
    );
  });

  it.each([
    [
      'no server',
      undefined,
      'hv-04 has no DHCP server. On the host, as root: `pkg install isc-dhcp`',
    ],
    ['no file', {}, 'It has no file yet. `/zone dhcp set 10.1.0.0/24 host=hv-04'],
    [
      'a broken file',
      { config: 'subnet {' },
      "⚠ Its file can't be understood: Line 1 of hv-04:dhcpd.conf",
    ],
  ] as const)('%s', async (_, dhcp, said) => {
    const desk =
      dhcp === undefined ? testDesk({ hosts: { 'hv-04': ordinaryTexts } }) : deskWith(dhcp);
    expect(await told('dhcp show', desk)).toContain(said);
  });

  it('has a file for what a message has no room for', async () => {
    const many = Array.from(
      { length: 90 },
      (_, at) => `host h${at} { fixed-address 10.1.0.${at + 100}; }\n`,
    );
    const prepared = prepare('dhcp show', verbs);
    if (prepared.kind !== 'read') throw new Error(prepared.kind);
    const { file, parts } = await answerRead(
      prepared,
      deskWith({ config: `${config}${many.join('')}` }),
    );
    expect(file?.text.split('\n')).toHaveLength(92);
    expect(answerText({ summary: '', parts })).toContain('… 51 more; the file has all of them');
  });
});

it.each<[string, DhcpTexts, readonly string[]]>([
  [
    'is well',
    { config, listen: ['inner0'] },
    ['🟢 online', 'accepts its file: yes', '`inner0` 10.1.0.2 · serves 10.1.0.0/24'],
  ],
  [
    'is in maintenance',
    { config, state: 'maintenance' },
    ['🔴 maintenance', 'svcs -xv svc:/network/dhcp/server:ipv4', '/zone dhcp start host=hv-04'],
  ],
  ['has no file', { state: 'disabled' }, ['⚪ disabled', '/etc/inet/dhcpd4.conf is not there']],
  [
    'has a file that dhcpd refuses',
    {
      config,
      complaints: [
        '/etc/x line 3: semicolon expected.',
        'If you think you have received this message',
      ],
    },
    ['It runs with what it read before', 'line 3: semicolon expected.', 'accepts its file: ⚠ no'],
  ],
  [
    'listens where nothing is',
    { config, listen: ['net9'] },
    ['There is no IP interface `net9`', 'dhcpd ends at once'],
  ],
])('dhcp status of one that %s', async (_, dhcp, said) => {
  const text = await told('dhcp status', deskWith(dhcp));
  for (const one of said) expect(text).toContain(one);
  expect(text).not.toContain('If you think');
});

const leases = `lease 10.1.0.200 {
  starts 6 2026/11/21 08:00:00;
  ends 6 2026/11/21 12:00:00;
  binding state active;
  hardware ethernet 02:08:20:01:02:03;
}
lease 10.1.0.201 {
  starts 6 2026/11/21 08:00:00;
  ends 6 2026/11/21 09:00:00;
  binding state active;
  hardware ethernet 02:08:20:0a:0a:0a;
  client-hostname "<!here>";
}
`;

test('dhcp leases by zone, and those that have ended', async () => {
  const desk = deskWith({ config, leases });
  expect(await told('dhcp leases', desk)).toContain(
    '- `10.1.0.200` *old1* · 2:8:20:1:2:3 · active · until 2026-11-21T12:00:00.000Z (2h18m)',
  );
  expect(await told('dhcp leases', desk)).not.toContain('10.1.0.201');
  expect(await told('dhcp leases all=yes', desk)).toContain('ended · ended 2026-11-21T09:00:00');
  expect(await told('dhcp leases zone=old1', desk)).toContain('# Leases on hv-04 · 1');
  expect(await told('dhcp leases mac=2-8-20-A-A-A all=yes', desk)).toContain(
    '# Leases on hv-04 · 1',
  );
  expect(await told('dhcp leases mac=2:8:20:a:a:a', desk)).toContain(
    'There is no lease of 2:8:20:a:a:a',
  );
});

test('dhcp refresh is answered with why not', async () => {
  const text = await told('dhcp refresh');
  expect(text).toContain('`:true`');
  expect(text).toContain('> /zone dhcp restart host=hv-04');
});

it.each([
  [
    'dhcp reserve old1 address=10.1.0.10',
    `host old1 {\n  # zonebot: zone old1\n  hardware ethernet 2:8:20:1:2:3;\n  fixed-address 10.1.0.10;\n}\n`,
  ],
  [
    'dhcp reserve printer mac=0008.20AB.0C01 address=10.1.0.181',
    'host printer {\n  hardware ethernet 0:8:20:ab:c:1;\n  fixed-address 10.1.0.181;\n}\n',
  ],
  // What stands in a comment is no reservation.
  [
    'dhcp reserve ghost mac=0:25:90:f:11:8 address=10.1.0.181',
    'host ghost {\n  hardware ethernet 0:25:90:f:11:8;\n  fixed-address 10.1.0.181;\n}\n',
  ],
])('%s', async (line, added) => {
  const plan = await planOf(line);
  const [head, tail] = [config.indexOf('#host ghost'), config.length];
  expect(fileAfter(plan)).toBe(config.slice(0, head) + added + config.slice(head, tail));
  expect(plan.risk).toBe('routine');
  expect(answerText(planAnswer(plan, { steps: stepKinds, guards: guardKinds }))).toMatch(
    /Reserve 10\.1\.0\.1\d+ in DHCP for \w+ \(\S+\); restart DHCP, which reads it then/,
  );
});

it.each([['kiosk'], ['10.1.0.180'], ['00-25-90-0F-11-07'], ['hv-04/kiosk']])(
  'dhcp release %s',
  async (named) => {
    expect(fileAfter(await planOf(`dhcp release ${named}`))).toBe(
      config.replace(/^host kiosk.*\n/m, ''),
    );
  },
);

it.each([
  [
    'dhcp set 10.1.0.0/24 range=10.1.0.190-10.1.0.199,10.1.0.210-10.1.0.219 lease=8h dns=9.9.9.9',
    '  option routers 10.1.0.1;\n  range 10.1.0.190 10.1.0.199;\n  range 10.1.0.210 10.1.0.219;\n  option domain-name-servers 9.9.9.9;\n  default-lease-time 28800;\n  max-lease-time 28800;\n}\n',
  ],
  ['dhcp set 10.1.0.0/24 range=none router=none', 'netmask 255.255.255.0 {\n}\n'],
  [
    'dhcp set 10.2.0.0/16 range=10.2.3.4-10.2.3.9',
    'subnet 10.2.0.0 netmask 255.255.0.0 {\n  range 10.2.3.4 10.2.3.9;\n}\n',
  ],
])('%s', async (line, said) => {
  const after = fileAfter(await planOf(line));
  expect(after).toContain(said);
  expect(after).toContain('#host ghost');
});

test('the first subnet of a host begins its file, and nothing is restarted that does not run', async () => {
  const desk = deskWith({ state: 'disabled' });
  const plan = await planOf('dhcp set 10.1.0.0/24 router=10.1.0.1 listen=inner0', desk);
  expect(fileAfter(plan, '')).toBe(
    'subnet 10.1.0.0 netmask 255.255.255.0 {\n  option routers 10.1.0.1;\n}\n',
  );
  expect(plan.steps[0]?.args).toMatchObject({ runs: false, listen: { from: [], to: ['inner0'] } });
});

const v6 = 'fd00::1';
describe('what is refused, with nothing written', () => {
  it.each<[string, string, (DhcpTexts | null)?]>([
    ['dhcp reserve x mac=2:8:20:1:1:1 address=10.9.0.1', 'outside'],
    ['dhcp reserve x mac=2:8:20:1:1:1 address=10.1.0.210', 'in-range'],
    ['dhcp reserve x mac=2:8:20:1:1:1 address=10.1.0.1', 'is-router'],
    ['dhcp reserve x mac=2:8:20:1:1:1 address=10.1.0.255', 'special'],
    ['dhcp reserve x mac=2:8:20:1:1:1 address=10.1.0.0', 'special'],
    [`dhcp reserve x mac=2:8:20:1:1:1 address=${v6}`, 'other-family'],
    ['dhcp reserve kiosk mac=2:8:20:1:1:1 address=10.1.0.182', 'has-name'],
    ['dhcp reserve x mac=0:25:90:F:11:7 address=10.1.0.182', 'has-mac'],
    ['dhcp reserve x mac=2:8:20:1:1:1 address=10.1.0.180', 'has-address'],
    ['dhcp reserve x address=10.1.0.182', 'which-mac'],
    ['dhcp reserve x mac=2:8:20:1:1:1 address=10.1.0.182', 'none', null],
    ['dhcp reserve x mac=2:8:20:1:1:1 address=10.1.0.182', 'no-config', {}],
    ['dhcp reserve x mac=2:8:20:1:1:1 address=10.1.0.182', 'unreadable', { config: 'host a {' }],
    ['dhcp release ghost', 'no-reservation'],
    [
      'dhcp release kiosk',
      'which-reservation',
      { config: `${config}host b { hardware ethernet 0:25:90:f:11:7; }\nhost kiosk { }\n` },
    ],
    ['dhcp set 10.1.0.0/24 range=10.1.0.50-10.1.0.40', 'bad-range'],
    ['dhcp set 10.1.0.0/24 range=10.1.0.190-10.1.1.5', 'bad-range'],
    ['dhcp set 10.1.0.0/24 range=10.1.0.190-10.1.0.199,10.1.0.195-10.1.0.198', 'bad-range'],
    ['dhcp set 10.1.0.0/24 range=10.1.0.179-10.1.0.185', 'range-meets'],
    ['dhcp set 10.1.0.0/24 range=10.1.0.5-10.1.0.15', 'range-meets'],
    ['dhcp set 10.1.0.0/24 router=10.1.0.215', 'range-meets'],
    ['dhcp set 10.3.0.0/24 range=10.3.0.2-10.3.0.9', 'range-meets', { config: routed }],
    ['dhcp set 10.1.0.0/24 router=10.2.0.1', 'router-outside'],
    ['dhcp set 10.1.0.5/24 lease=8h', 'host-bits'],
    ['dhcp set 10.1.0.0/25 lease=8h', 'overlaps'],
    ['dhcp set fd00::/64 lease=8h', 'other-family'],
    ['dhcp set lease=8h', 'which-subnet'],
    ['dhcp set', 'nothing-to-set'],
    ['dhcp set 10.1.0.0/24 router=10.1.0.1', 'set-already'],
    ['dhcp set listen=net9', 'no-interface'],
    ['dhcp set listen=igb0', 'serves-nothing'],
    [
      'dhcp set 10.1.0.0/24 range=none',
      'ranges-in-pools',
      { config: 'subnet 10.1.0.0 netmask 255.255.255.0 { pool { range 10.1.0.5; } }' },
    ],
    ['dhcp start', 'already'],
    ['dhcp start', 'no-config', { state: 'disabled' }],
    ['dhcp stop', 'already', { config, state: 'disabled' }],
    ['dhcp restart', 'not-running', { config, state: 'maintenance' }],
  ])('%s is %s', async (line, what, dhcp = { config }) => {
    const desk = dhcp === null ? testDesk({ hosts: { 'hv-04': ordinaryTexts } }) : deskWith(dhcp);
    const thrown = await planOf(line, desk).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Diagnostic);
    expect(thrown).toMatchObject({ code: `zmgr::dhcp::${what}`, help: expect.any(String) });
  });

  it('an address that a zone has', async () => {
    await expect(planOf('dhcp reserve x mac=2:8:20:1:1:1 address=10.1.0.10')).rejects.toMatchObject(
      { code: 'zmgr::address::taken' },
    );
  });
});

test('the host is that of the zone or the reservation, and no guess while one is silent', async () => {
  const texts = hostWith({ addresses, dhcp: { config } });
  const other = hostWith({
    zones: '',
    configurations: { index: '' },
    registry: { 'zones/old1.kdl': undefined },
    dhcp: { config: '' },
  });
  const hosts = { 'hv-05': other, 'hv-04': texts };
  const two = testDesk({ hosts });
  expect((await planOf('dhcp release kiosk', two)).host).toBe('hv-04');
  expect((await planOf('dhcp reserve old1 address=10.1.0.10', two)).host).toBe('hv-04');
  const silent = testDesk({ hosts: { ...hosts, 'hv-06': unreachable('hv-06') } });
  await expect(planOf('dhcp release kiosk', silent)).rejects.toMatchObject({
    code: 'zmgr::dhcp::maybe-elsewhere',
  });
  await expect(
    planOf('dhcp release kiosk', testDesk({ hosts: { 'hv-04': texts, 'hv-05': texts } })),
  ).rejects.toMatchObject({ code: 'zmgr::dhcp::several-hosts' });
});
