/** Registries as they are found: one all in the first spelling, and one with a file that somebody has broken. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

const seedWith = (files: Readonly<Record<string, string>>) => ({
  ...openindianaSeed,
  files: {
    ...openindianaSeed.files,
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`/etc/zmgr/${path}`, text])),
  },
});

const firstSpelling = {
  'config.kdl': '// kept since 2025\nzonepath-prefix "/zones"\ndefault-template "oi"\n',
  'templates/oi.kdl': 'template "oi" {\n  brand "ipkg"\n  autoboot #true\n  pool "internal"\n}\n',
  'templates/router.kdl': 'template "router" {\n  brand "ipkg"\n  pool "public"\n}\n',
  'templates/lab.kdl': 'template "lab" {\n  brand "nlipkg"\n  pool "lab"\n}\n',
  'pools/internal.kdl':
    'pool "internal" {\n  network "10.1.0.0/24"\n  gateway "10.1.0.1"\n  stub "stub0"\n  range-start "10.1.0.10"\n  range-end "10.1.0.250"\n}\n',
  'pools/public.kdl':
    'pool "public" {\n  network "203.0.113.0/24"\n  gateway "203.0.113.1"\n  stub "igb0"\n  addresses "203.0.113.17" "203.0.113.43"\n}\n',
  'zones/intranet.kdl':
    'zone "intranet" { template "oi"; address "10.1.0.10/24"; gateway "10.1.0.1"; vnic "intranet_0"; stub "stub0"; created "2026-03-22" }\n',
  'zones/edge1.kdl':
    'zone "edge1" { template "router"; address "203.0.113.17/24"; gateway "203.0.113.1"; vnic "edge1_1"; stub "igb0"; created "2026-04-02" }\n',
} as const;

describe('a registry all in the first spelling', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await startJourney({ seed: seedWith(firstSpelling) });
  });
  afterAll(() => journey?.end());
  const says = (text: string, answer: RegExp) =>
    journey.client.says(journey.operator, text, answer);
  const fileOf = async (path: string) => (await journey.client.host()).files[`/etc/zmgr/${path}`];

  test('is listed, planned and created from', async () => {
    const { client } = journey;
    await says('list', /intranet[\s\S]*10\.1\.0\.10/);
    await says('create web01 template=oi', /Create web01 on hv-04: done/);
    await says('create edge2 template=router', /Create edge2 on hv-04: done/);
    const { zones } = await client.host();
    expect(zones.web01).toMatchObject({ state: 'running', nets: [{ defrouter: '10.1.0.1' }] });
    expect(zones.edge2?.nets[0]?.allowedAddress).toBe('203.0.113.43/24');
    await says('create edge3 template=router', /zmgr::pool::exhausted/);
  }, 60_000);

  test('its pool is shown, changed with a difference to look at, and given out from', async () => {
    const shown = wordsOf(await says('pool show hv-04/public', /Pool public on hv-04/));
    expect(shown).toMatch(/100 % · 0 of 2 free/);
    expect(shown).toMatch(/203\.0\.113\.43\s+edge2/);
    const { core } = journey.playground.slack;
    const pictures = () =>
      core.workspace
        .messages(core.workspace.im(journey.operator).id)
        .flatMap(({ files = [] }) => files)
        .filter(({ name }) => name === 'pool-hv-04-public.png');
    await expect.poll(() => pictures().length, { timeout: 20_000 }).toBe(1);
    expect(
      Buffer.from(pictures()[0]?.bytes ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const edit =
      'pool edit hv-04/public addresses=+203.0.113.44 reserve="203.0.113.17 ours, still"';
    const plan = wordsOf(await says(`plan ${edit}`, /Plan: pool edit public on hv-04/));
    expect(plan).toContain('-   addresses "203.0.113.17" "203.0.113.43"');
    expect(plan).toContain('+   addresses "203.0.113.17" "203.0.113.43" "203.0.113.44"');
    expect(await fileOf('pools/public.kdl')).toBe(firstSpelling['pools/public.kdl']);
    await says(edit, /Pool edit public on hv-04: done/);
    expect(await fileOf('pools/public.kdl')).toBe(
      firstSpelling['pools/public.kdl']
        .replace('.43"', '.43" "203.0.113.44"')
        .replace('}\n', '  reserve "203.0.113.17" note="ours, still"\n}\n'),
    );
    await says(edit, /zmgr::registry::unchanged/);
    await says('create edge3 template=router', /Create edge3 on hv-04: done/);
    expect((await journey.client.host()).zones.edge3?.nets[0]?.allowedAddress).toBe(
      '203.0.113.44/24',
    );
  }, 60_000);

  test('one is made of each kind, named by the next, and what is needed stays', async () => {
    const { client, operator } = journey;
    await says(
      'pool create lab2 network=10.5.0.0/24 gateway=10.5.0.1 stub=stub0 range=10.5.0.10-10.5.0.19,10.5.0.30-10.5.0.39 v6-network=fd00:5::/64 v6-gateway=fd00:5::1 v6-range=fd00:5::10-fd00:5::ff',
      /Pool create lab2 on hv-04: done/,
    );
    await says(
      'publisher create example.net origin=https://pkg.example.net/',
      /Publisher create example\.net on hv-04: done/,
    );
    await says(
      'template create web brand=ipkg pool=lab2 publishers=example.net autoboot=no',
      /Template create web on hv-04: done/,
    );
    await says('pool delete hv-04/lab2', /needed by the template web/);
    await says('publisher delete example.net', /needed by the template web/);
    await says('template delete hv-04/oi', /needed by the zone intranet, the zone web01/);
    await says(
      'template edit hv-04/web pool=internal publishers=none',
      /Template edit web on hv-04: done/,
    );
    expect(await fileOf('templates/web.kdl')).toContain('pool "internal"');
    const waiting = await says(
      'pool delete hv-04/lab2 -- not used',
      /Pool delete lab2 on hv-04: waiting/,
    );
    // It takes a name away, so that the one who asked does not decide.
    expect(wordsOf(waiting)).toContain('- pool "lab2" {');
    expect(await fileOf('pools/lab2.kdl')).toContain('10.5.0.39');
    const approver = await client.person('approver');
    await client.click(approver, waiting, 'approve');
    await client.sees(operator, ({ text }) => text.includes('Pool delete lab2 on hv-04: done'));
    expect(await fileOf('pools/lab2.kdl')).toBeUndefined();
    await says('pool list', /3 pools|[4-9] pools/);
    await says('pool show lab2', /zmgr::pool::unknown/);
    await says('pool edit intrenal range=+10.1.0.251-10.1.0.252', /internal/);
  }, 60_000);
});

test('a broken file is told with its place, costs what needs it, and nothing else', async () => {
  const files = {
    'templates/oi.kdl': firstSpelling['templates/oi.kdl'].replace('#true', 'true'),
    'zones/planned9.kdl': 'zone "planned9" {\n    template "oi"\n    address "10.1.0.13/24"\n',
  };
  const journey = await startJourney({ seed: seedWith(files) });
  onTestFinished(() => journey.end());
  const { client, operator } = journey;
  const before = journey.playground.hosts[0]?.dump();

  const refusal = wordsOf(await client.says(operator, 'create web01 template=oi', /zmgr::/));
  expect(refusal).toContain('#true');
  expect(refusal).toMatch(/templates\/oi\.kdl:3:12/);
  expect(journey.playground.hosts[0]?.dump()).toEqual(before);

  const listed = wordsOf(await client.says(operator, 'list', /legacy-db/));
  expect(listed).toContain('edge1');
  expect(listed).toContain('intranet');
  expect(listed).toMatch(/planned9\.kdl is no KDL.*, line \d+\n/);
  expect(listed).toMatch(/\n *\^/);
  await client.says(operator, 'show edge1', /203\.0\.113\.17/);

  // What else there is goes on, and an address that stands in a broken file is not given to anybody.
  await client.says(operator, 'create edge2 template=router', /Create edge2 on hv-04: done/);
  const { files: there } = await client.host();
  expect(there['/etc/zmgr/zones/edge2.kdl']).toContain('address "10.1.0.14/24"');
}, 60_000);
