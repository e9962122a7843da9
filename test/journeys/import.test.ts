/** Zones that somebody made by hand get entries, on both distributions: the clear ones at once, the others by a choice. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SeedZone } from '../../playground/hosts/model/seed.ts';
import { omniosSeed } from '../../playground/hosts/seeds/omnios.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { type SeenMessage, wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

const byHand = (
  name: string,
  state: SeedZone['state'],
  nets: readonly Readonly<Record<string, string>>[],
  { brand = 'ipkg', inside }: { brand?: string; inside?: SeedZone['inside'] } = {},
): SeedZone => ({
  name,
  state,
  configuration: {
    properties: {
      zonepath: `/zones/${name}`,
      brand,
      autoboot: 'false',
      ...(nets.some(({ address }) => address !== undefined) ? {} : { 'ip-type': 'exclusive' }),
    },
    resources: nets.map((properties) => ({ type: 'net', properties, options: [], values: [] })),
  },
  ...(inside !== undefined && { inside }),
});

const links = ['own0', 'seeded0', 'twin0', 'lone0', 'lonely0'];

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({
    seed: {
      ...openindianaSeed,
      files: {
        ...openindianaSeed.files,
        '/zones/seeded/root/etc/sysding.conf':
          '#!/bin/ksh\nsetup_interface PRIMARY v4 10.1.0.31/24\nsetup_route default 10.1.0.1\n',
      },
      links: [
        ...openindianaSeed.links,
        ...links.map((name) => ({ name, class: 'vnic', over: ['stub0'] }) as const),
      ],
      zones: [
        ...openindianaSeed.zones,
        byHand('own-1.lan', 'running', [{ physical: 'own0' }], {
          inside: { addresses: [{ object: 'own0/v4', type: 'static', address: '10.1.0.30/24' }] },
        }),
        byHand('seeded', 'installed', [{ physical: 'seeded0' }]),
        byHand('shared1', 'installed', [{ physical: 'igb0', address: '203.0.113.40/24' }]),
        byHand('lone', 'installed', [
          { physical: 'lone0', 'allowed-address': '203.0.113.41/24', defrouter: '203.0.113.1' },
        ]),
        byHand('lonely', 'installed', [
          { physical: 'lonely0', 'allowed-address': '203.0.113.42/24' },
        ]),
        byHand('taken', 'installed', [{ physical: 'twin0', 'allowed-address': '10.1.0.10/24' }]),
        byHand('vm7', 'installed', [], { brand: 'bhyve' }),
      ],
    },
    omniosSeed,
  });
});
afterAll(() => journey?.end());

const execs = () => journey.playground.hosts[0]?.counts().execs ?? 0;
const plainly = (message: SeenMessage) =>
  wordsOf(message).replace(/[*`]/g, '').replace(/\s+/g, ' ');
const says = async (text: string, answer: RegExp, user = journey.operator) =>
  plainly(await journey.client.says(user, text, answer));
const entry = async (zone: string, host = 'hv-04') =>
  (await journey.client.host(host)).files[`/etc/zmgr/zones/${zone}.kdl`];

test('what an import would do is one exec, and nothing is written', async () => {
  const before = journey.playground.hosts[0]?.dump();
  const count = execs();
  const plan = await says('plan import host=hv-04', /own-1\.lan/);
  expect(execs() - count).toBe(1);
  expect(plan).toContain('10.1.0.30 by ipadm inside it');
  expect(plan).toContain('10.1.0.31 by its sysding.conf');
  expect(journey.playground.hosts[0]?.dump()).toEqual(before);
}, 60_000);

test('sure ones are written at once, and the others are told with what is to be done', async () => {
  const { client, operator } = journey;
  const card = await client.says(operator, 'import', /Import zones on hv-04: done/);
  const said = plainly(card);
  expect(said).toContain(
    '4 zones of hv-04 have an entry now: legacy-db, own-1.lan, seeded, shared1',
  );
  expect(said).toContain('2 wait for a choice');
  expect(said).toContain(
    'lone (203.0.113.41): no template of the brand ipkg fits 1 net in public; the nearest is router',
  );
  expect(said).toContain('taken : 10.1.0.10 is allocated to intranet');
  expect(said).toContain('1 virtual machine, which vm-manager looks after: vm7');
  expect(await entry('own-1.lan')).toBe(
    'zone "own-1.lan" {\n    template "oi"\n    imported #true\n    net "default" {\n        address "10.1.0.30/24"\n        gateway "10.1.0.1"\n        vnic "own0"\n        stub "stub0"\n    }\n}\n',
  );
  expect(await entry('lone')).toBeUndefined();

  // Any replica can take the press: the button has all that it needs, and it opens a form.
  await client.click(operator, card, 'form:3', 'import host=hv-04 as=lone:router,lonely:router');
  const form = await client.seesView(operator, ({ callback_id }) => callback_id === 'form');
  const menu = form.blocks.find(({ block_id }) => block_id.startsWith('as:lonely'));
  expect(JSON.stringify(menu)).toContain('lonely · ipkg · 203.0.113.42');
  await client.submit(operator, form, {
    [menu?.block_id ?? '']: {
      'as:lonely': { type: 'static_select', selected_option: { value: ':skip' } },
    },
  });
  await client.sees(operator, (seen) => /Import lone on hv-04: done/.test(wordsOf(seen)));
  expect(await entry('lone')).toContain('template "router"');
  expect(await entry('lonely')).toBeUndefined();
}, 60_000);

test('twice, it changes nothing', async () => {
  const before = journey.playground.hosts[0]?.dump();
  const again = await says('import', /zmgr::import::unsure/);
  expect(again).toContain('lonely');
  await says('import seeded', /zmgr::import::has-entry/);
  await says('import vm7', /zmgr::import::not-ours/);
  await says('import taken', /zmgr::import::left/);
  expect(journey.playground.hosts[0]?.dump()).toEqual(before);
}, 60_000);

test('of two people who choose at once one decides, and the other is told', async () => {
  const { client, operator } = journey;
  const admin = await client.person('admin');
  await Promise.all([
    client.slash(operator, 'import hv-04/lonely template=router'),
    client.slash(admin, 'import hv-04/lonely without-template=yes'),
  ]);
  const seen = (what: RegExp) => (message: SeenMessage) => what.test(wordsOf(message));
  await client.sees(operator, seen(/Import lonely on hv-04: done/));
  // Refused while the other's is on its way, after it, or by its guards.
  const lost = /lonely is busy|zmgr::import::has-entry|lonely on hv-04: stale/i;
  await Promise.any([operator, admin].map((one) => client.sees(one, seen(lost))));
  expect(await entry('lonely')).toMatch(
    /^zone "lonely" \{\n {4}(template "router"|brand "ipkg")\n/,
  );
}, 60_000);

test('on OmniOS, by typed words', async () => {
  const answer = await says('import host=om-01', /zmgr::import::unsure/);
  expect(answer).toContain(
    'build1 (192.0.2.101): no template of the brand lipkg fits 1 net in lan; there is lipkg',
  );
  await says('import om-01/build1 without-template=yes', /Import build1 on om-01: done/);
  expect(await entry('build1', 'om-01')).toBe(
    'zone "build1" {\n    brand "lipkg"\n    imported #true\n    net "default" {\n        address "192.0.2.101/24"\n        gateway "192.0.2.1"\n        vnic "build1_0"\n        stub "ixgbe0"\n    }\n}\n',
  );
  await says('import host=om-01', /zmgr::import::nothing-left/);
}, 60_000);
