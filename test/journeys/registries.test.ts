/** Registries as they are found: one all in the first spelling, and one with a file that somebody has broken. */
import { afterEach, expect, test } from 'vitest';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey | undefined;
afterEach(() => journey?.end());

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

test('a registry all in the first spelling: listed, planned and created from', async () => {
  journey = await startJourney({ seed: seedWith(firstSpelling) });
  const { client, operator } = journey;
  await client.says(operator, 'list', /intranet[\s\S]*10\.1\.0\.10/);
  await client.says(operator, 'create web01 template=oi', /Create web01 on hv-04: done/);
  await client.says(operator, 'create edge2 template=router', /Create edge2 on hv-04: done/);
  const { zones } = await client.host();
  expect(zones.web01).toMatchObject({ state: 'running', nets: [{ defrouter: '10.1.0.1' }] });
  expect(zones.edge2?.nets[0]?.allowedAddress).toBe('203.0.113.43/24');
  await client.says(operator, 'create edge3 template=router', /zmgr::pool::exhausted/);
}, 60_000);

test('a broken file is told with its place, costs what needs it, and nothing else', async () => {
  const files = {
    'templates/oi.kdl': firstSpelling['templates/oi.kdl'].replace('#true', 'true'),
    'zones/planned9.kdl': 'zone "planned9" {\n    template "oi"\n    address "10.1.0.13/24"\n',
  };
  journey = await startJourney({ seed: seedWith(files) });
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
