/** Boot, shutdown, halt and reboot on simulated hosts: what goes wrong on the way, and whose run it was. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vnicList } from '../../../hostlink/illumos/dladm.ts';
import { zonePowerFacts } from '../../../hostlink/plans/zone-power.ts';
import { omniosSeed } from '../../../playground/hosts/seeds/omnios.ts';
import { carryOut } from '../../support/operations-on-host.ts';
import { planPower } from '../../support/power-on-host.ts';
import { type HostUnderTest, simulatedHost } from '../../support/simulated-host.ts';

/** State and kernel id, as zoneadm lists them. */
async function seen(on: HostUnderTest, name: string) {
  const { zones } = await on.observe(zonePowerFacts);
  const zone = zones.find((one) => one.name === name);
  return { state: zone?.state, id: zone?.id };
}

const saidIn = (events: Awaited<ReturnType<typeof carryOut>>['events']) =>
  events.flatMap((event) => (event.kind === 'said' ? [event.text] : []));

const ended = (outcome: string) => ({ kind: 'ended', outcome });
const gaveUp = "zone 'intranet': unable to shutdown zone";

describe('on OpenIndiana', () => {
  let on: HostUnderTest;
  beforeAll(async () => {
    on = await simulatedHost();
  });
  afterAll(() => on.stop());

  test.each(['shutdown', 'reboot'] as const)(
    'a %s that is not through in time changes nothing, and says so',
    async (verb) => {
      const before = await seen(on, 'intranet');
      const plan = await planPower(on, verb, 'intranet');
      await on.host.fault({ fail: { tool: 'zoneadm', verb: 'shutdown', stderr: gaveUp } });
      const { end, events } = await carryOut(on, plan);
      expect(end).toEqual(ended('unwound'));
      expect(saidIn(events)).toContain(gaveUp);
      expect(events.find(({ kind }) => kind === 'failed')).toMatchObject({
        phase: 'apply',
        status: 1,
        verdict: 'absent',
      });
      expect(await seen(on, 'intranet')).toEqual(before);
      expect(before.state).toBe('running');
    },
  );

  test('a reboot whose shutdown was given up a moment too early is one all the same', async () => {
    const before = await seen(on, 'intranet');
    const plan = await planPower(on, 'reboot', 'intranet');
    await on.host.fault({
      fail: { tool: 'zoneadm', verb: 'shutdown', stderr: gaveUp, when: 'after' },
    });
    expect((await carryOut(on, plan)).end).toEqual(ended('done'));
    expect(await seen(on, 'intranet')).toEqual({
      state: 'running',
      id: expect.toSatisfy((id) => id !== before.id),
    });
  });

  test('a zone that was rebooted meanwhile is not rebooted again', async () => {
    const planned = await planPower(on, 'reboot', 'intranet');
    expect((await carryOut(on, await planPower(on, 'reboot', 'intranet', true))).end).toEqual(
      ended('done'),
    );
    const after = await seen(on, 'intranet');
    expect((await carryOut(on, planned)).end).toEqual(ended('stale'));
    // Without its guard, as a run that is taken up again: it finds that this run of the zone is over.
    expect((await carryOut(on, { ...planned, guards: [] })).end).toEqual(ended('done'));
    expect(await seen(on, 'intranet')).toEqual(after);
  });

  test('a zone without an entry is booted, and what was running is not halted twice', async () => {
    expect((await carryOut(on, await planPower(on, 'boot', 'legacy-db'))).end).toEqual(
      ended('done'),
    );
    const halt = await planPower(on, 'halt', 'legacy-db');
    expect((await carryOut(on, halt)).end).toEqual(ended('done'));
    expect((await carryOut(on, halt)).end).toEqual(ended('stale'));
    expect(await seen(on, 'legacy-db')).toEqual({ state: 'installed', id: undefined });
  });

  test('a boot without its link fails in words, and the zone stays as it was', async () => {
    const plan = await planPower(on, 'boot', 'legacy-db');
    const words = "zone 'legacy-db': failed to add network device: No such file or directory";
    await on.host.fault({ fail: { tool: 'zoneadm', verb: 'boot', stderr: words } });
    const { end, events } = await carryOut(on, plan);
    expect(end).toEqual(ended('unwound'));
    expect(saidIn(events)).toContain(words);
    expect((await seen(on, 'legacy-db')).state).toBe('installed');
  });
});

test('on OmniOS a VNIC over a global-nic goes with the zone, and comes back as it was', async () => {
  const on = await simulatedHost({ name: 'om-01', dialect: 'omnios', seed: omniosSeed });
  try {
    const vnic = async () =>
      (await on.observe({ vnics: vnicList })).vnics.find(({ name }) => name === 'build1_0');
    const before = await vnic();
    expect(before).toMatchObject({ over: 'ixgbe0' });
    const done = async (verb: 'shutdown' | 'boot' | 'reboot') =>
      expect((await carryOut(on, await planPower(on, verb, 'build1'))).end).toEqual(ended('done'));
    await done('shutdown');
    expect(await vnic()).toBeUndefined();
    await done('boot');
    await done('reboot');
    expect(await vnic()).toMatchObject({ over: 'ixgbe0', mac: before?.mac });
  } finally {
    await on.stop();
  }
});
