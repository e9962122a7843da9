/**
 * What looking and carrying out cost on the wire, for the real facts and plans over real SSH to a simulated host: a look
 * is one exec and at most two round trips; everything from the submit to the end is one exec and at most three, whatever
 * the number of steps. Counted by cause (test/support/proxy.ts); the least of some counts is what is needed.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zoneFacts } from '../../commands/zones/found-zone.ts';
import { parseZoneName } from '../../hostlink/names/zone-name.ts';
import type { FactSet } from '../../hostlink/observe/fact.ts';
import { observe } from '../../hostlink/observe/observe.ts';
import { registryInitFacts } from '../../hostlink/plans/registry-init.ts';
import { zoneUpFacts } from '../../hostlink/plans/zone-boot.ts';
import { zoneCreateFacts } from '../../hostlink/plans/zone-create.ts';
import { zoneDestroyFacts } from '../../hostlink/plans/zone-destroy.ts';
import { SshLink } from '../../hostlink/ssh/link.ts';
import { type CountingLink, countingLink } from '../support/counting-link.ts';
import { fewest } from '../support/fewest.ts';
import { carryOut, planCreate } from '../support/operations-on-host.ts';
import { startProxy, type TcpProxy } from '../support/proxy.ts';
import { type HostUnderTest, simulatedHost } from '../support/simulated-host.ts';

let on: HostUnderTest;
let proxy: TcpProxy;
let far: SshLink;
let link: CountingLink;

beforeAll(async () => {
  on = await simulatedHost();
  proxy = await startProxy(on.spec.port);
  far = new SshLink(
    { ...on.spec, port: proxy.port },
    { now: () => new Date(), random: Math.random },
  );
  link = countingLink(far);
  await far.prime();
});
afterAll(async () => {
  await far?.close();
  await proxy.stop();
  await on.stop();
});

async function leastOf(
  enough: number,
  work: () => Promise<void>,
): Promise<{ trips: number; execs: number }> {
  let execs = 0;
  const trips = await fewest(proxy, enough, async () => {
    const before = { trips: proxy.roundTrips(), requests: link.requests.length };
    await work();
    execs = Math.max(execs, link.requests.length - before.requests);
    return proxy.roundTrips() - before.trips;
  });
  return { trips, execs };
}

const looks: readonly (readonly [what: string, facts: FactSet])[] = [
  ['to list zones', zoneFacts],
  ['to plan a create', zoneCreateFacts],
  ['to plan a boot', zoneUpFacts],
  ['to plan a destroy', zoneDestroyFacts({ zone: parseZoneName('intranet') })],
  ['to plan a first registry', registryInitFacts],
];

test.each(looks)('a look %s', async (_, facts) => {
  const cost = await leastOf(2, async () => {
    const observed = await observe(link, facts, { deadline: 10_000, random: randomBytes });
    expect(Object.keys(observed)).toEqual(Object.keys(facts));
  });
  expect(cost).toEqual({ trips: 2, execs: 1 });
});

test('a create of six steps, from its submit to its end', async () => {
  let zone = 0;
  const cost = await leastOf(3, async () => {
    zone += 1;
    const plan = await planCreate(on, `far${zone}`, { template: 'oi' });
    expect(plan.steps).toHaveLength(6);
    const { end } = await carryOut({ spec: on.spec, link }, plan);
    expect(end).toEqual({ kind: 'ended', outcome: 'done' });
  });
  expect(cost.execs).toBe(1);
  expect(cost.trips).toBeGreaterThan(1);
  expect(cost.trips).toBeLessThanOrEqual(3);
});
