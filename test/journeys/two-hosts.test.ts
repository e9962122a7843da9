/** Two hosts of two distributions, met from the chat as one. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
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
