/** The second host of the playground, an OmniOS: its registry is sound, and our own readers understand what it says. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configurationOf } from '../../../hostlink/illumos/zonecfg.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { zoneCreateFacts } from '../../../hostlink/plans/zone-create.ts';
import { omniosSeed } from '../../../playground/hosts/seeds/omnios.ts';
import { carryOut, planCreate } from '../../support/operations-on-host.ts';
import { type HostUnderTest, simulatedHost } from '../../support/simulated-host.ts';

let on: HostUnderTest;
beforeAll(async () => {
  on = await simulatedHost({ name: 'om-01', dialect: 'omnios', seed: omniosSeed });
});
afterAll(() => on.stop());

const build1 = parseZoneName('build1');

test('its registry has no faults, and a template for each brand that zones are made with', async () => {
  const { registry, os } = await on.observe(zoneCreateFacts);
  expect(registry.faults.map(({ path, diagnostic }) => `${path}: ${diagnostic.message}`)).toEqual(
    [],
  );
  expect(os).toMatchObject({ distribution: 'omnios', version: 'r151054' });
  expect(new Set([...registry.templates.values()].map(({ brand }) => brand))).toEqual(
    new Set(['lipkg', 'lx', 'pkgsrc', 'sparse']),
  );
  expect(new Set(registry.zones.keys())).toEqual(new Set(['mail', 'wiki']));
});

test('what the entries say is what the host has', async () => {
  const { registry, vnics, configurations } = await on.observe(zoneCreateFacts);
  for (const { name, nets } of registry.zones.values()) {
    for (const { vnic, stub } of nets) {
      expect(vnics.find((one) => one.name === vnic)?.over).toBe(stub);
      expect(configurations.get(name)).toMatchObject({
        configuration: { nets: [{ physical: vnic }] },
      });
    }
  }
});

test('two zones run, one without an entry, its VNIC made for it', async () => {
  const { zones, vnics } = await on.observe(zoneCreateFacts);
  const states = [...zones.values()].map(({ name, state, brand }) => [name, state, brand]);
  expect(states).toEqual(
    expect.arrayContaining([
      ['wiki', 'running', 'sparse'],
      ['build1', 'running', 'lipkg'],
      ['mail', 'installed', 'pkgsrc'],
    ]),
  );
  expect(vnics.find(({ name }) => name === 'build1_0')?.over).toBe('ixgbe0');
});

describe('a net with words that illumos-gate does not know', () => {
  const words = { 'global-nic': 'auto', 'mac-addr': expect.stringMatching(/^2:8:20:/) };

  test('is read from /etc/zones with all of them', async () => {
    const { configurations } = await on.observe(zoneCreateFacts);
    const zone = configurations.get(build1);
    if (zone?.kind !== 'read') throw new Error('build1 was not read');
    const [net] = zone.configuration.nets;
    expect(net).toMatchObject({ physical: 'build1_0', allowedAddress: '192.0.2.101/24' });
    expect(Object.fromEntries(net?.properties ?? [])).toMatchObject(words);
  });

  test('is read from export with all of them, its properties besides', async () => {
    const script = `PATH=${on.host.reach.path}; export PATH
pfexec zonecfg -z build1 'select net physical=build1_0; add property (name=primary,value="true"); end'`;
    await on.link.exec({ script, deadline: 5000 });
    const { configuration } = await on.observe({ configuration: configurationOf(build1) });
    const [net] = configuration?.nets ?? [];
    expect(Object.fromEntries(net?.properties ?? [])).toMatchObject(words);
    expect(configuration?.resources.find(({ kind }) => kind === 'net')?.inside).toEqual([
      {
        kind: 'property',
        properties: new Map([['value', '(name=primary,value="true")']]),
        inside: [],
      },
    ]);
    expect(configuration?.attributes).toContainEqual({
      name: 'resolvers',
      type: 'string',
      value: '192.0.2.1,192.0.2.2',
    });
  });
});

test('a running zone has the resolv.conf of its attributes', async () => {
  const { files } = on.host.dump();
  expect(files).toMatchObject({
    '/zones/wiki/root/etc/resolv.conf': {
      text: '# Auto-generated from zone configuration\ndomain example.net\nnameserver 10.2.0.1\n',
    },
  });
});

test('a VNIC that came with its zone is still there after a loss of power, and the zone comes up with it', async () => {
  const mac = async () =>
    (await on.observe(zoneCreateFacts)).vnics.find(({ name }) => name === 'build1_0')?.mac;
  const before = await mac();
  await on.host.reboot();
  expect(on.host.state().zones).toMatchObject({ build1: { state: 'running' } });
  // The link may have knocked before the host listened again.
  await expect.poll(() => mac().catch(() => 'not yet'), { timeout: 10_000 }).toBe(before);
});

test('a brand of the other distribution is refused, with those that it has', async () => {
  const template = 'template "foreign" {\n  brand "nlipkg"\n  pool "services"\n}\n';
  const other = await simulatedHost({
    name: 'om-02',
    dialect: 'omnios',
    seed: {
      ...omniosSeed,
      files: { ...omniosSeed.files, '/etc/zmgr/templates/foreign.kdl': template },
    },
  });
  try {
    await expect(planCreate(other, 'other1', { template: 'foreign' })).rejects.toMatchObject({
      code: 'zmgr::brand::unknown',
      help: expect.stringContaining('ipkg, lipkg, sparse, pkgsrc'),
    });
  } finally {
    await other.stop();
  }
});

test('an address of a zone whose VNIC comes and goes is not given away', async () => {
  const plan = await planCreate(on, 'lan1', { template: 'pkgsrc' });
  expect(plan.holds).toEqual(['192.0.2.102']);
});

test('what brands it has is read from where libbrand looks', async () => {
  const { brands } = await on.observe(zoneCreateFacts);
  expect(brands).toEqual(new Set(['illumos', 'ipkg', 'lipkg', 'lx', 'pkgsrc', 'sparse']));
});

test.each(['lx', 'sparse', 'lipkg', 'pkgsrc'])(
  'a zone of the brand %s, from its template',
  async (brand) => {
    const zone = `new-${brand}`;
    const { end } = await carryOut(on, await planCreate(on, zone, { template: brand, boot: true }));
    expect(end).toEqual({ kind: 'ended', outcome: 'done' });
    expect(on.host.state().zones[zone]).toMatchObject({ state: 'running', brand });
    const resolv = join(on.host.root, 'zones', zone, 'root/etc/resolv.conf');
    if (brand === 'lx' || brand === 'sparse')
      expect(readFileSync(resolv, 'utf8')).toContain('nameserver 10.2.0.1\n');
    else expect(existsSync(resolv)).toBe(false);
  },
);
