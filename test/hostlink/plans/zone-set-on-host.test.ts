/** `set` on simulated hosts of both dialects: what the tools and the files then say, and that all of it can be taken back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capsOf } from '../../../hostlink/illumos/zone-caps.ts';
import { zoneList } from '../../../hostlink/illumos/zoneadm.ts';
import { zonesDirectory } from '../../../hostlink/illumos/zones-directory.ts';
import { registryFact } from '../../../hostlink/registry/fact.ts';
import { meaningOf } from '../../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { omniosSeed } from '../../../playground/hosts/seeds/omnios.ts';
import { carryOut } from '../../support/operations-on-host.ts';
import { planPower } from '../../support/power-on-host.ts';
import { planSet } from '../../support/set-on-host.ts';
import { type HostUnderTest, simulatedHost } from '../../support/simulated-host.ts';

const GiB = 1024 ** 3;

const capsOn = async ({ observe }: HostUnderTest, zone: string) => {
  const { zones } = await observe({ zones: zonesDirectory });
  const found = [...zones.values()].find(({ name }) => name === zone);
  if (found?.kind !== 'read') throw new Error(`no ${zone}`);
  return capsOf(found.configuration);
};

describe('set on OpenIndiana', () => {
  let on: HostUnderTest;
  beforeAll(async () => {
    on = await simulatedHost();
  });
  afterAll(() => on.stop());
  const entry = (): string => String(on.host.state().files['/etc/zmgr/zones/intranet.kdl']);

  test('limits become others, exactly, and go again', async () => {
    const memory = 2.5 * GiB + 1024;
    const plan = await planSet(on, 'intranet', {
      limits: { memory, 'cpu-cap': 150, swap: null, 'max-lwps': 2000 },
    });
    expect(plan.risk).toBe('disruptive');
    expect(plan.steps.map((step) => meaningOf(step, stepKinds).title)).toEqual([
      'Set cpu-cap 2 → 1.5, swap 4G → none, max-lwps none → 2000 of intranet',
      'Set memory 2G → 2621441K of intranet',
    ]);
    expect((await carryOut(on, plan)).end).toEqual({ kind: 'ended', outcome: 'done' });
    expect(await capsOn(on, 'intranet')).toEqual({ memory, cpus: 1.5 });
    const none = await planSet(on, 'intranet', { limits: { memory: null, 'max-lwps': null } });
    expect((await carryOut(on, none)).end).toEqual({ kind: 'ended', outcome: 'done' });
    expect(await capsOn(on, 'intranet')).toEqual({ cpus: 1.5 });
    const back = await planSet(on, 'intranet', { limits: { memory: GiB, swap: 4 * GiB } });
    expect((await carryOut(on, back)).end).toEqual({ kind: 'ended', outcome: 'done' });
    expect(await capsOn(on, 'intranet')).toEqual({ memory: GiB, swap: 4 * GiB, cpus: 1.5 });
  });

  test('what people say of a zone stands in its entry, and every other byte stays', async () => {
    const before = entry();
    const plan = await planSet(on, 'intranet', {
      tags: { kind: 'whole', values: ['web', 'prod'] },
      deleteProtection: true,
      bootOrder: 10,
    });
    expect(plan.risk).toBe('routine');
    expect((await carryOut(on, plan)).end).toEqual({ kind: 'ended', outcome: 'done' });
    expect(entry()).toBe(
      before.replace(
        /\}\n$/,
        '    tags "web" "prod"\n    delete-protection #true\n    boot-order 10\n}\n',
      ),
    );
    const off = await planSet(on, 'intranet', {
      deleteProtection: false,
      bootOrder: null,
      tags: { kind: 'whole', values: [] },
    });
    expect(off.risk).toBe('disruptive');
    expect(off.tags).toEqual(['web', 'prod']);
    expect((await carryOut(on, off)).end).toEqual({ kind: 'ended', outcome: 'done' });
    expect(entry()).toBe(before);
  });
});

describe.each([
  { on: 'openindiana', options: {} },
  { on: 'omnios', options: { name: 'om-01', dialect: 'omnios', seed: omniosSeed } },
] as const)('nets on $on', ({ options }) => {
  let on: HostUnderTest;
  beforeAll(async () => {
    on = await simulatedHost(options);
  });
  afterAll(() => on.stop());

  test('a net comes and goes, and leaves nothing behind', async () => {
    const { registry, zones } = await on.observe({ registry: registryFact, zones: zoneList });
    const entry = [...registry.zones.values()].find(({ name }) =>
      zones.some((zone) => zone.name === name && zone.state === 'running'),
    );
    if (entry === undefined) throw new Error('no registered zone');
    const pool = [...registry.pools.keys()].find(
      (name) => !entry.nets.some((net) => net.name === name),
    );
    if (pool === undefined) throw new Error('no other pool');
    await carryOut(on, await planPower(on, 'halt', entry.name));
    const before = on.host.dump();
    const plan = await planSet(on, entry.name, { addNet: pool });
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['entry.edit', 'vnic.create', 'net.create']);
    expect(plan.holds.length).toBeGreaterThan(0);
    expect(await planSet(on, entry.name, { addNet: pool }, plan)).toMatchObject({
      digest: plan.digest,
    });
    expect((await carryOut(on, plan)).end).toEqual({ kind: 'ended', outcome: 'done' });
    const { nets } = on.host.state().zones[entry.name] ?? { nets: [] };
    expect(nets.at(-1)?.allowedAddress?.split('/')[0]).toBe(plan.holds.at(-1));
    await expect(planSet(on, entry.name, { addNet: pool })).rejects.toThrow(/already/);
    const away = await planSet(on, entry.name, { removeNet: pool });
    expect(away.steps.map(({ kind }) => kind)).toEqual(['entry.edit', 'net.remove', 'vnic.delete']);
    expect(away.risk).toBe('disruptive');
    expect((await carryOut(on, away)).end).toEqual({ kind: 'ended', outcome: 'done' });
    expect(on.host.dump()).toEqual(before);
    await carryOut(on, await planPower(on, 'boot', entry.name));
    await expect(planSet(on, entry.name, { removeNet: entry.nets[0]?.name })).rejects.toThrow(
      /until it is down/,
    );
    await expect(planSet(on, entry.name, { removeNet: 'nosuch' })).rejects.toThrow(/no net/);
  });
});

describe('set on OmniOS', () => {
  let on: HostUnderTest;
  beforeAll(async () => {
    on = await simulatedHost({ name: 'om-01', dialect: 'omnios', seed: omniosSeed });
  });
  afterAll(() => on.stop());

  test('memory is a resource control there', async () => {
    const plan = await planSet(on, 'wiki', { limits: { memory: 3 * GiB }, autoboot: false });
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['zone.set']);
    expect((await carryOut(on, plan)).end).toEqual({ kind: 'ended', outcome: 'done' });
    expect((await capsOn(on, 'wiki')).memory).toBe(3 * GiB);
  });
});
