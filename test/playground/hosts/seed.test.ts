/** The first host of the playground: its registry is sound, and there is something to do with it. */
import { expect, test } from 'vitest';
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
  expect(internal?.stub).toBe('stub0');
  const [range] = internal?.v4?.ranges ?? [];
  const size = range === undefined ? 0n : range.last.value - range.first.value + 1n;
  expect(Number(size) - openindianaSeed.zones.length).toBeGreaterThanOrEqual(100);
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
