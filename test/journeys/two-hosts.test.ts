/** Two hosts of two distributions, met from the chat as one. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HostSeed } from '../../playground/hosts/model/seed.ts';
import { omniosSeed } from '../../playground/hosts/seeds/omnios.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

/** A template of two nets, of which one has both families and the default route, over a pool for it. */
const withTwo = (seed: HostSeed, brand: string, other: string): HostSeed => ({
  ...seed,
  files: {
    ...seed.files,
    '/etc/zmgr/templates/two.kdl': `template "two" {\n  brand "${brand}"\n  autoboot #true\n  net "front" { pool "both"; default-route #true }\n  net "back" { pool "${other}" }\n}\n`,
    '/etc/zmgr/pools/both.kdl':
      'pool "both" {\n  network "10.30.0.0/24"\n  gateway "10.30.0.1"\n  stub "stub0"\n  range-start "10.30.0.10"\n  range-end "10.30.0.99"\n  v6 { network "fd00:30::/64"; gateway "fd00:30::1"; range-start "fd00:30::10"; range-end "fd00:30::ff" }\n}\n',
  },
});

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({
    seed: withTwo(openindianaSeed, 'ipkg', 'public'),
    omniosSeed: withTwo(omniosSeed, 'sparse', 'lan'),
  });
});
afterAll(() => journey.end());

const says = (text: string, answer: RegExp) => journey.client.says(journey.operator, text, answer);

test('create on OmniOS, by its own default template', async () => {
  await says('create om-01/web01', /Create web01 on om-01: done/);
  const { zones, links, files } = await journey.client.host('om-01');
  expect(zones.web01).toEqual({
    state: 'running',
    brand: 'sparse',
    zonepath: '/zones/web01',
    nets: [
      {
        physical: 'web01_0',
        allowedAddress: expect.stringMatching(/^10\.2\.0\.\d+\/24$/),
        defrouter: '10.2.0.1',
      },
    ],
  });
  expect(links.web01_0).toEqual({ class: 'vnic', over: 'stub0' });
  expect(files['/etc/zmgr/zones/web01.kdl']).toContain('template "sparse"');
});

test('Linux from an image, with its name servers', async () => {
  await says('plan create om-01/lin01 template=lx', /Install lin01, brand lx/);
  await says('create om-01/lin01 template=lx', /Create lin01 on om-01: done/);
  const { zones, files } = await journey.client.host('om-01');
  expect(zones.lin01).toMatchObject({ state: 'running', brand: 'lx' });
  const configuration = files['/etc/zones/lin01.xml'];
  expect(configuration).toMatch(/name="kernel-version"[^>]*value="4.4"/);
  expect(configuration).toMatch(/name="resolvers"[^>]*value="10.2.0.1"/);
});

test('list shows the zones of both', async () => {
  const listed = wordsOf(await says('list', /wiki/));
  for (const zone of ['intranet', 'legacy-db', 'wiki', 'build1', 'mail'])
    expect(listed).toContain(zone);
  await says('show build1', /build1_0[\s\S]*ixgbe0[\s\S]*192\.0\.2\.101/);
});

test('a name that is on both is ambiguous until its host is said', async () => {
  await says('create web01 template=oi', /Create web01 on hv-04: done/);
  const told = wordsOf(await says('show web01', /zmgr::zone::ambiguous/));
  expect(told).toContain('/zone show hv-04/web01');
  expect(told).toContain('/zone show om-01/web01');
  expect(wordsOf(await says('show om-01/web01', /sparse/))).toContain('10.2.0.');
});

test.each([
  ['hv-04', 'igb0', /^203\.0\.113\.\d+\/\d+$/],
  ['om-01', 'ixgbe0', /^192\.0\.2\.\d+\/24$/],
])('%s: a zone of two nets and both families comes and goes, whole', async (host, over, back) => {
  const { client, operator } = journey;
  const before = await client.host(host);
  await says(`create ${host}/dual1 template=two`, new RegExp(`Create dual1 on ${host}: done`));
  const { zones, links, files } = await client.host(host);
  expect(zones.dual1).toMatchObject({
    state: 'running',
    // An address a resource: of one VNIC both families, and the default route by that net alone.
    nets: [
      { physical: 'dual1_0', allowedAddress: '10.30.0.10/24', defrouter: '10.30.0.1' },
      { physical: 'dual1_0', allowedAddress: 'fd00:30::10/64', defrouter: 'fd00:30::1' },
      { physical: 'dual1_1', allowedAddress: expect.stringMatching(back) },
    ],
  });
  expect(zones.dual1?.nets[2]).not.toHaveProperty('defrouter');
  expect([links.dual1_0?.over, links.dual1_1?.over]).toEqual(['stub0', over]);
  const entry = files['/etc/zmgr/zones/dual1.kdl'];
  for (const address of ['10.30.0.10/24', 'fd00:30::10/64']) expect(entry).toContain(address);
  expect(wordsOf(await says(`show ${host}/dual1`, /fd00:30::10/))).toContain('10.30.0.10');

  const waiting = await says(`destroy ${host}/dual1`, /Destroy dual1 on .*: waiting/);
  await client.click(await client.person('approver'), waiting, 'approve');
  await client.sees(operator, ({ ts, text }) => ts === waiting.ts && / done\b/.test(text));
  const after = await client.host(host);
  const { zones: _, files: texts, ...rest } = after;
  expect(rest.links).toEqual(before.links);
  expect(Object.keys(texts).filter((path) => path.includes('dual1'))).toEqual([]);
});
