/** Creating zones as people do it: through Slack, the bot as a process of its own, SSH, and a simulated host. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Playground } from '../../playground/playground.ts';
import { type PlaygroundClient, wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
let playground: Playground;
let client: PlaygroundClient;
let olga: string;

beforeAll(async () => {
  journey = await startJourney({ installMilliseconds: 200 });
  ({ playground, client, operator: olga } = journey);
});
afterAll(() => journey?.end());

/** Milliseconds. A card is edited every two seconds at most: what takes less may never be seen to run. */
const slow = 4_000;

const done = (zone: string) => new RegExp(`Create ${zone} on hv-04: done`);
const entryOf = async (zone: string) => (await client.host()).files[`/etc/zmgr/zones/${zone}.kdl`];

test('create: one message shows the steps turning done, then the result; the zone runs', async () => {
  const card = await client.says(olga, 'create web01 template=oi', done('web01'));
  expect(card.ephemeral).toBe(false);
  expect(wordsOf(card)).toContain('✓ 6 Mark the entry of web01 ready');
  const { zones, links } = await client.host();
  expect(zones.web01).toMatchObject({ state: 'running', brand: 'ipkg', zonepath: '/zones/web01' });
  expect(zones.web01?.nets).toEqual([
    {
      physical: 'web01_0',
      allowedAddress: expect.stringMatching(/^10\.1\.0\.\d+\/24$/),
      defrouter: '10.1.0.1',
    },
  ]);
  expect(links.web01_0).toEqual({ class: 'vnic', over: 'stub0' });
  expect(await entryOf('web01')).not.toContain('creating');
  const cards = (await client.messages(olga)).filter(
    (seen) => wordsOf(seen).includes('web01') && !seen.ephemeral,
  );
  expect(cards).toHaveLength(1);
});

test('a dry run says the plan and changes nothing', async () => {
  const before = playground.hosts[0]?.dump();
  const answer = await client.says(olga, 'plan create dry01 template=oi', /Create VNIC dry01_0/);
  expect(answer.ephemeral).toBe(true);
  await client.says(olga, 'create dry01 template=oi dry-run=true', /Create VNIC dry01_0/);
  expect(playground.hosts[0]?.dump()).toEqual(before);
});

test.each([
  ['an unknown template', 'create bad01 template=io', /zmgr::template::unknown[\s\S]*|oi/],
  ['an unknown pool', 'create bad01 pool=interal', /internal/],
  ['an unknown host', 'create bad01 host=hv-40', /hv-04/],
  ['an unknown verb', 'craete bad01', /\/zone create bad01/],
  ['an unknown key', 'create bad01 templat=oi', /\/zone create bad01 template=oi/],
  ['a taken name', 'create intranet', /zmgr::zone::exists/],
  ['an illegal name', 'create bad_01!', /zmgr::zone::bad-name/],
  ['an address outside the pool', 'create bad01 address=192.0.2.77', /zmgr::address::outside-pool/],
  ['an address that is taken', 'create bad01 address=10.1.0.10', /zmgr::address::taken/],
  ['the gateway', 'create bad01 address=10.1.0.1', /zmgr::address::reserved/],
])('%s is told to who asked alone, and nothing is done', async (_, text, answer) => {
  const before = playground.hosts[0]?.dump();
  const cards = async () => (await client.messages(olga)).filter(({ ephemeral }) => !ephemeral);
  const cardsBefore = await cards();
  expect((await client.says(olga, text, answer)).ephemeral).toBe(true);
  expect(await cards()).toEqual(cardsBefore);
  expect(playground.hosts[0]?.dump()).toEqual(before);
});

test.each([
  ['viewer', /operator/],
  ['approver', /operator/],
  ['guest', /guest/i],
])('a %s may not create', async (role, answer) => {
  const person = await client.person(role);
  await client.says(person, `create no-${role} template=oi`, answer);
  expect(await entryOf(`no-${role}`)).toBeUndefined();
});

test('after a failed install a dump of the host equals the one before', async () => {
  const before = playground.hosts[0]?.dump();
  await client.fault({
    fail: { tool: 'zoneadm', verb: 'install', stderr: 'pkg: no space left on device' },
  });
  const card = await client.says(olga, 'create broken1 template=oi', /unwound/);
  expect(wordsOf(card)).toContain('no space left on device');
  expect(playground.hosts[0]?.dump()).toEqual(before);
});

test('two creates at once for the same name make one zone', async () => {
  const adam = await client.person('admin');
  await Promise.all([
    client.slash(olga, 'create twin1 template=oi'),
    client.slash(adam, 'create twin1 template=oi'),
  ]);
  await client.sees(olga, (seen) => done('twin1').test(seen.text));
  const told = await Promise.race([
    client.sees(adam, (seen) => /twin1/.test(wordsOf(seen)) && /zmgr::/.test(wordsOf(seen))),
    client.sees(olga, (seen) => /twin1/.test(wordsOf(seen)) && /zmgr::/.test(wordsOf(seen))),
  ]);
  expect(wordsOf(told)).toMatch(/already|exists/);
});

test('cancel stops between steps and takes back what was done', async () => {
  const before = playground.hosts[0]?.dump();
  await client.fault({ delay: { tool: 'dladm', verb: 'create-vnic', milliseconds: slow } });
  await client.slash(olga, 'create halt01 template=oi');
  const card = await client.sees(olga, (seen) => /Create halt01 on hv-04: running/.test(seen.text));
  await client.click(olga, card, 'cancel');
  await client.sees(olga, (seen) => /Create halt01 on hv-04: cancelled/.test(seen.text));
  expect(playground.hosts[0]?.dump()).toEqual(before);
});

test('kill -9 of the bot in the middle: the zone is made all the same, and the card says so', async () => {
  await client.fault({ delay: { tool: 'zoneadm', verb: 'install', milliseconds: slow } });
  await client.slash(olga, 'create crash1 template=oi');
  await client.sees(olga, (seen) => /Create crash1 on hv-04: running/.test(seen.text));
  const { pid } = { pid: playground.bot.pid() };
  if (pid === undefined) throw new Error('no bot runs');
  process.kill(pid, 'SIGKILL');
  await client.sees(olga, (seen) => done('crash1').test(seen.text), 60_000);
  expect((await client.host()).zones.crash1?.state).toBe('running');
  expect((await client.messages(olga)).filter(({ text }) => /crash1/.test(text))).toHaveLength(1);
}, 90_000);

test.each([
  ['resume', 'done'],
  ['unwind', 'unwound'],
])('a host that reboots in the middle leaves it interrupted; %s ends it', async (action, end) => {
  const zone = `boot-${action}`;
  await client.fault({ reboot: { tool: 'zoneadm', verb: 'install', when: 'before' } });
  await client.slash(olga, `create ${zone} template=oi`);
  const card = await client.sees(olga, ({ text }) =>
    new RegExp(`Create ${zone} on hv-04: interrupted`).test(text),
  );
  await client.click(olga, card, action);
  await client.sees(olga, ({ text }) => new RegExp(`Create ${zone} on hv-04: ${end}`).test(text));
  expect((await client.host()).zones[zone]?.state).toBe(end === 'done' ? 'running' : undefined);
  expect((await entryOf(zone)) === undefined).toBe(end !== 'done');
});

test('a host that cannot be reached is said within five seconds', async () => {
  await client.fault({ unreachable: true });
  try {
    const start = performance.now();
    await client.says(olga, 'create far01 template=oi', /zmgr::host::unreachable/, 10_000);
    expect(performance.now() - start).toBeLessThan(6_500);
  } finally {
    await client.fault({ unreachable: false });
  }
});

test('fifty creates sent at once over both hosts get fifty addresses', async () => {
  const zones = Array.from({ length: 50 }, (_, index) => ({
    zone: `bulk${index}z`,
    ...(index % 2 === 0
      ? { host: 'hv-04', template: 'oi' }
      : { host: 'om-01', template: 'sparse' }),
  }));
  await Promise.all(
    zones.map(({ zone, host, template }) =>
      client.slash(olga, `create ${host}/${zone} template=${template} boot=yes`),
    ),
  );
  const giveUp = performance.now() + 120_000;
  for (;;) {
    const hosts = { 'hv-04': await client.host(), 'om-01': await client.host('om-01') };
    const missing = zones.filter(
      ({ zone, host }) => hosts[host === 'hv-04' ? host : 'om-01'].zones[zone]?.state !== 'running',
    );
    if (missing.length === 0) {
      for (const { zones: there } of Object.values(hosts)) {
        const addresses = Object.values(there).flatMap(({ nets }) =>
          nets.flatMap(({ allowedAddress }) => allowedAddress ?? []),
        );
        expect(new Set(addresses).size).toBe(addresses.length);
        expect(addresses.length).toBeGreaterThanOrEqual(25);
      }
      return;
    }
    if (performance.now() > giveUp) {
      throw new Error(`${missing.map(({ zone }) => zone).join(', ')} do not run`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}, 150_000);
