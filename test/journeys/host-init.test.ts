/** From a host without a registry to its first zone, by what is typed in the chat, on both distributions. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HostSeed } from '../../playground/hosts/model/seed.ts';
import { omniosSeed } from '../../playground/hosts/seeds/omnios.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

const withoutRegistry = (seed: HostSeed): HostSeed => ({
  ...seed,
  files: Object.fromEntries(
    Object.entries(seed.files).filter(([path]) => !path.startsWith('/etc/zmgr/')),
  ),
});

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({
    seed: withoutRegistry(openindianaSeed),
    omniosSeed: withoutRegistry(omniosSeed),
  });
});
afterAll(() => journey.end());

const says = (text: string, answer: RegExp) => journey.client.says(journey.operator, text, answer);

const registryOf = async (host: string) =>
  Object.keys((await journey.client.host(host)).files).filter((path) =>
    path.startsWith('/etc/zmgr/'),
  );

test('a zone is refused, and what to type is said', async () => {
  await says('create web01', /\/zone host init/);
});

test('the plan shows every file, whole, and writes none', async () => {
  const answer = wordsOf(await says('plan host init', /Plan: host init/));
  for (const words of ['/etc/zmgr/config.kdl', 'default-template "ipkg"', 'template "nlipkg" {'])
    expect(answer).toContain(words);
  expect(answer).toContain('rpool/zones is mounted at /zones');
  expect(await registryOf('hv-04')).toEqual([]);
});

test('OpenIndiana: the registry, then its pool, then a zone', async () => {
  const begun = wordsOf(await says('host init', /Host init registry on hv-04: done/));
  expect(begun).toContain('/zone host init host=hv-04 pool=internal network=10.1.0.0/24');
  expect(await registryOf('hv-04')).toEqual([
    '/etc/zmgr/config.kdl',
    '/etc/zmgr/templates/ipkg.kdl',
    '/etc/zmgr/templates/nlipkg.kdl',
  ]);
  await says('list host=hv-04', /legacy-db/);
  await says(
    'create web01',
    /There is no pool "internal"[\s\S]*\/zone pool create internal network=/,
  );

  const pool = 'network=10.1.0.0/24 gateway=10.1.0.1 range=10.1.0.10-10.1.0.99';
  await says(`host init ${pool} stub=stbu0`, /no such link[\s\S]*stub0/);
  await says(`host init ${pool}`, /without stub=/);
  await says(`host init ${pool} stub=stub0`, /Host init registry on hv-04: done/);
  await says('create web01', /Create web01 on hv-04: done/);
  const { zones, files } = await journey.client.host('hv-04');
  // .10 and .12 are those of zones that the new registry has no entries of.
  expect(zones.web01).toMatchObject({
    state: 'running',
    nets: [{ allowedAddress: '10.1.0.11/24', defrouter: '10.1.0.1' }],
  });
  expect(files['/etc/zmgr/pools/internal.kdl']).toContain('range-end "10.1.0.99"');
  await says(
    'host init',
    /has a registry at \/etc\/zmgr: config\.kdl, 2 templates, 1 pool, 1 zone/,
  );
}, 60_000);

test('OmniOS: all at once, a template for each brand, and what Linux still needs', async () => {
  const pool = 'network=10.2.0.0/24 gateway=10.2.0.1 stub=stub0 addresses=10.2.0.20,10.2.0.21';
  await says(
    `host init host=om-01 pool=services ${pool} resolvers=10.2.0.1,9.9.9.9 dns-domain=example.net`,
    /Host init registry on om-01: done[\s\S]*\/zone create om-01\/web01/,
  );
  const brands = ['illumos', 'ipkg', 'lipkg', 'lx', 'pkgsrc', 'sparse'];
  expect(await registryOf('om-01')).toEqual([
    '/etc/zmgr/config.kdl',
    '/etc/zmgr/pools/services.kdl',
    ...brands.map((brand) => `/etc/zmgr/templates/${brand}.kdl`),
  ]);
  await says('create om-01/web02', /Create web02 on om-01: done/);
  const { zones, files } = await journey.client.host('om-01');
  expect(zones.web02).toMatchObject({
    brand: 'sparse',
    nets: [{ allowedAddress: '10.2.0.20/24' }],
  });
  expect(files['/etc/zmgr/templates/sparse.kdl']).toContain('resolvers "10.2.0.1" "9.9.9.9"');
  await says('create om-01/web03 template=lx', /image "\/export\/images\/lx\.tar\.gz"/);
}, 60_000);

test('what only zones of OmniOS take is refused elsewhere', async () => {
  await says('host init resolvers=9.9.9.9', /resolvers/);
});
