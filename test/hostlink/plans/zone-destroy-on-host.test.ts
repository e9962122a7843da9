/** Destroying zones on simulated hosts, in whatever state they are. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planDestroy } from '../../support/destroy-on-host.ts';
import { carryOut } from '../../support/operations-on-host.ts';
import { type HostUnderTest, simulatedHost } from '../../support/simulated-host.ts';

let on: HostUnderTest;
beforeAll(async () => {
  on = await simulatedHost();
});
afterAll(() => on.stop());

test('a zone that runs is gone, with its link, its datasets and its entry', async () => {
  const plan = await planDestroy(on, 'intranet');
  const { end } = await carryOut(on, plan);
  expect(end).toEqual({ kind: 'ended', outcome: 'done' });
  const { zones, links, files, datasets } = on.host.state();
  expect(zones.intranet).toBeUndefined();
  expect(links.intranet_0).toBeUndefined();
  expect(files['/etc/zmgr/zones/intranet.kdl']).toBeUndefined();
  expect(datasets.filter((name) => name.includes('intranet'))).toEqual([]);
});
