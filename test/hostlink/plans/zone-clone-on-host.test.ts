/** Clones on simulated hosts of both distributions: what is the other zone's stays its own, and all can be taken back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { omniosSeed } from '../../../playground/hosts/seeds/omnios.ts';
import { openindianaSeed } from '../../../playground/hosts/seeds/openindiana.ts';
import { carryOut, planCreate } from '../../support/operations-on-host.ts';
import { type HostUnderTest, simulatedHost } from '../../support/simulated-host.ts';

const template = (brand: string, pool: string) =>
  `template "t" {\n  brand "${brand}"\n  dataset "rpool/{zone}"\n  sysconfig {\n    hostname "{zone}.example.net"\n    timezone "Europe/Berlin"\n    ssh-key "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBzW1uQ5Vf0xk4TTk8 ops"\n  }\n  net "default" { pool "${pool}" }\n}\n`;

describe.each([
  { seed: openindianaSeed, brand: 'nlipkg', other: 'ipkg', pool: 'lab', options: {} },
  {
    ...{ seed: omniosSeed, brand: 'ipkg', other: 'sparse', pool: 'services' },
    options: { name: 'om-01', dialect: 'omnios' },
  } as const,
])('$brand', ({ seed, brand, other, pool, options }) => {
  let on: HostUnderTest;
  beforeAll(async () => {
    const files = {
      '/etc/zmgr/templates/t.kdl': template(brand, pool),
      '/etc/zmgr/templates/other.kdl': template(other, pool).replace('"t"', '"other"'),
    };
    on = await simulatedHost({
      ...options,
      seed: { ...seed, files: { ...seed.files, ...files } },
    });
  });
  afterAll(() => on.stop());
  const inRoot = (zone: string, path: string) =>
    readFileSync(join(on.host.root, `zones/${zone}/root/${path}`), 'utf8');
  const from = parseZoneName('src1');
  const datasets = () => on.host.state().datasets.filter((name) => /src1|copy1/.test(name));

  test('has addresses, links, datasets, a name and a first boot of its own, and goes whole', async () => {
    const made = await carryOut(on, await planCreate(on, 'src1', { template: 't' }));
    expect(made.end).toEqual({ kind: 'ended', outcome: 'done' });
    const before = on.host.dump();
    const plan = await planCreate(on, 'copy1', { from });
    expect(plan.verb).toBe('clone');
    expect(plan.locks).toEqual(['zone/copy1', 'zone/src1']);

    // Taken back after its files were there, it leaves nothing: not even the snapshot that it stood on.
    await on.host.fault({ fail: { tool: 'ln', verb: '', when: 'before', nth: 2 } });
    const undone = await carryOut(on, plan);
    expect(undone.end).toEqual({ kind: 'ended', outcome: 'unwound' });
    expect(on.host.dump()).toEqual(before);

    const { end } = await carryOut(on, plan);
    expect(end).toEqual({ kind: 'ended', outcome: 'done' });
    const { zones, links, files } = on.host.state();
    const addressOf = (zone: string) => zones[zone]?.nets.map((net) => net.allowedAddress);
    expect(addressOf('copy1')).not.toEqual(addressOf('src1'));
    expect(Object.keys(links)).toEqual(expect.arrayContaining(['src1_0', 'copy1_0']));
    expect(files['/etc/zmgr/zones/copy1.kdl']).toContain('template "t"');
    expect(datasets()).toEqual(expect.arrayContaining(['rpool/copy1', 'rpool/src1']));
    expect(inRoot('copy1', 'etc/nodename')).toBe('copy1.example.net\n');
    expect(inRoot('src1', 'etc/nodename')).toBe('src1.example.net\n');
    const script = inRoot('copy1', 'etc/rc2.d/S99zonebot');
    expect(script).toContain('rm -f /etc/ssh/ssh_host_*key');
    expect(script).toContain('setup_timezone');
    if (brand === 'nlipkg') expect(inRoot('copy1', 'etc/sysding.conf')).toMatch(/^#[^\n]*\n$/);

    // Again: it stays what it is.
    const again = await carryOut(on, { ...plan, guards: [] });
    expect(again.events.filter(({ kind }) => kind === 'done')).toEqual([]);
  });

  test('not of another brand, nor of one that runs', async () => {
    const refused = (code: string) => expect.objectContaining({ code });
    await expect(planCreate(on, 'copy2', { from, template: 'other' })).rejects.toThrow(
      refused('zmgr::zone::other-brand'),
    );
    const running = Object.entries(on.host.state().zones).find(
      ([, zone]) => zone.state === 'running',
    );
    await expect(
      planCreate(on, 'copy2', { from: parseZoneName(running?.[0] ?? '') }),
    ).rejects.toThrow(refused('zmgr::zone::must-be-down'));
  });
});
