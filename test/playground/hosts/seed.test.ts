/** The first host of the playground: its registry is sound, and there is something to do with it. */
import { expect, test } from 'vitest';
import { parseCidr } from '../../../hostlink/ipam/address.ts';
import { usage } from '../../../hostlink/ipam/pool-addresses.ts';
import { takenOn } from '../../../hostlink/ipam/taken.ts';
import { readRegistry } from '../../../hostlink/registry/registry.ts';
import { openindianaSeed } from '../../../playground/hosts/seeds/openindiana.ts';
import { machineUnderTest } from '../../support/simulated-machine.ts';

const registry = readRegistry(
  '/etc/zmgr',
  new Map(
    Object.entries(openindianaSeed.files).map(([path, text]) => [
      path.replace('/etc/zmgr/', ''),
      text,
    ]),
  ),
  true,
);

test('its registry has no faults', () => {
  expect(registry.faults.map(({ path, diagnostic }) => `${path}: ${diagnostic.message}`)).toEqual(
    [],
  );
  expect([...registry.templates.keys()]).toEqual(expect.arrayContaining(['oi', 'router', 'lab']));
});

test('template oi gives an address of internal, over the stub, and a hundred are free', () => {
  const oi = registry.templates.get('oi');
  expect(oi).toMatchObject({ brand: 'ipkg', nets: [{ pool: 'internal' }] });
  const internal = registry.pools.get('internal');
  if (internal === undefined) throw new Error('there is no pool internal');
  expect(internal.stub).toBe('stub0');
  const zoneNets = openindianaSeed.zones.map(({ name, configuration }) => ({
    zone: name,
    addresses: configuration.resources.flatMap(({ properties }) => {
      const allowed = properties['allowed-address'];
      return allowed === undefined ? [] : [parseCidr(allowed)];
    }),
  }));
  const taken = takenOn({
    registry,
    zoneNets,
    hostAddresses: [],
    dhcp: { ranges: [], reservations: [] },
    holds: [],
  });
  expect(usage(internal, 4, taken).free).toBe(100n);
});

test('three zones: the first registered and running, one without an entry', () => {
  const { machine } = machineUnderTest(openindianaSeed);
  expect(machine.zones.map(({ name, state }) => [name, state])).toEqual([
    ['intranet', 'running'],
    ['legacy-db', 'installed'],
    ['edge1', 'running'],
  ]);
  expect(new Set(registry.zones.keys())).toEqual(new Set(['edge1', 'intranet']));
});

test('what the entries say is what the host has', () => {
  const { machine } = machineUnderTest(openindianaSeed);
  for (const { nets } of registry.zones.values())
    for (const { vnic, stub } of nets)
      expect(machine.links.find(({ name }) => name === vnic)?.over).toEqual([stub]);
});
