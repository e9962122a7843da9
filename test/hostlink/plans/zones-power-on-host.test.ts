/** All zones with a tag, brought up and down on a simulated host: the order, and what one that fails leaves out. */
import { afterEach, describe, expect, test } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { zoneList } from '../../../hostlink/illumos/zoneadm.ts';
import type { PowerVerb } from '../../../hostlink/plans/zone-power-fit.ts';
import { confirmZonesPower } from '../../../hostlink/plans/zones-power.ts';
import { resume, unwind } from '../../../hostlink/runner/runner.ts';
import { meaningOf } from '../../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { carryOut, kindsOf } from '../../support/operations-on-host.ts';
import { type HostUnderTest, simulatedHost } from '../../support/simulated-host.ts';
import { planTagged, withTagged } from '../../support/tagged-on-host.ts';

let on: HostUnderTest;
afterEach(() => on.stop());

/** db1 first, then app2 and app10 that need it, web1 that needs app2; lone1 stands alone. */
const family = {
  web1: 'depends-on "app2"',
  app10: 'depends-on "db1"',
  app2: 'depends-on "db1"',
  db1: 'boot-order 20; boot-delay 1',
  lone1: 'boot-order 10',
};
const start = async (state: 'running' | 'installed') => {
  on = await simulatedHost({ seed: withTagged(family, state), installMilliseconds: 20 });
};
const states = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.keys(family).map((zone) => [zone, on.host.state().zones[zone]?.state]));
const titles = async (verb: PowerVerb) =>
  (await planTagged(on, verb)).steps.map((step) => meaningOf(step, stepKinds).title);

describe('boot', () => {
  test('those that are needed first, then by boot order and name, and back in reverse', async () => {
    await start('installed');
    expect(await titles('boot')).toEqual([
      'Boot lone1',
      'Boot db1, then wait 1 seconds',
      'Boot app2',
      'Boot app10',
      'Boot web1',
    ]);
    expect((await carryOut(on, await planTagged(on, 'boot'))).end).toEqual({
      kind: 'ended',
      outcome: 'done',
    });
    expect(new Set(Object.values(states()))).toEqual(new Set(['running']));
    expect(await titles('shutdown')).toEqual(
      ['web1', 'app10', 'app2', 'db1', 'lone1'].map((zone) => `Shut down ${zone} cleanly`),
    );
    await expect(titles('boot')).rejects.toThrow(/run already; nothing was changed/);
  });

  test('one that fails leaves out those that need it, and no others; later the rest is done', async () => {
    await start('installed');
    await on.host.fault({ fail: { tool: 'zoneadm', verb: 'boot', when: 'before', nth: 3 } });
    const { operation, end, events } = await carryOut(on, await planTagged(on, 'boot'));
    expect(end).toEqual({ kind: 'ended', outcome: 'stuck' });
    expect(kindsOf(events, 'failed')).toEqual([3]);
    expect(states()).toEqual({
      lone1: 'running',
      db1: 'running',
      app2: 'installed',
      app10: 'running',
      web1: 'installed',
    });
    expect(await resume(on.link, operation)).toEqual({ kind: 'ended', outcome: 'done' });
    expect(new Set(Object.values(states()))).toEqual(new Set(['running']));
  });

  test('what was done can be taken back in so many words', async () => {
    await start('installed');
    const before = on.host.dump();
    await on.host.fault({ fail: { tool: 'zoneadm', verb: 'boot', when: 'before', nth: 2 } });
    const { operation, end } = await carryOut(on, await planTagged(on, 'boot'));
    expect(end).toEqual({ kind: 'ended', outcome: 'stuck' });
    expect(states()).toMatchObject({ lone1: 'running', db1: 'installed', app2: 'installed' });
    expect(await unwind(on.link, operation)).toEqual({ kind: 'ended', outcome: 'unwound' });
    expect(on.host.dump()).toEqual(before);
  });

  test('those that run are found; again, all is found and nothing changes', async () => {
    await start('installed');
    const plan = await planTagged(on, 'boot');
    await carryOut(on, plan);
    const before = on.host.dump();
    const again = await carryOut(on, { ...plan, guards: [] });
    expect(again.end).toEqual({ kind: 'ended', outcome: 'done' });
    expect(kindsOf(again.events, 'found')).toEqual([1, 2, 3, 4, 5]);
    expect(on.host.dump()).toEqual(before);
    expect((await carryOut(on, plan)).end).toEqual({ kind: 'ended', outcome: 'stale' });
  });

  test('interrupted at any zone, it goes on with the rest', async () => {
    await start('installed');
    const plan = await planTagged(on, 'boot');
    await on.host.fault({ reboot: { tool: 'zoneadm', verb: 'boot', when: 'after', nth: 3 } });
    const { operation, end } = await carryOut(on, plan);
    expect(end).toEqual({ kind: 'interrupted' });
    // What ran before went down with the host, and nobody takes the journal's word for it: see confirmZonesPower().
    expect(await resume(on.link, operation)).toEqual({ kind: 'ended', outcome: 'done' });
    const { zones } = await on.observe({ zones: zoneList });
    expect(() => confirmZonesPower(plan, { zones })).toThrow(/lone1, db1/);
  });
});

test.each(['shutdown', 'halt', 'reboot'] as const)('%s of all', async (verb) => {
  await start('running');
  const plan = await planTagged(on, verb);
  expect(plan.risk).toBe('disruptive');
  expect(plan.locks).toEqual(expect.arrayContaining(['zone/db1', 'zone/web1']));
  expect((await carryOut(on, plan)).end).toEqual({ kind: 'ended', outcome: 'done' });
  const all = verb === 'reboot' ? 'running' : 'installed';
  expect(new Set(Object.values(states()))).toEqual(new Set([all]));
});

test('a zone that another needs stays up while that one does', async () => {
  await start('running');
  await on.host.fault({ fail: { tool: 'zoneadm', verb: 'shutdown', when: 'before', nth: 1 } });
  const { end } = await carryOut(on, await planTagged(on, 'shutdown'));
  expect(end).toEqual({ kind: 'ended', outcome: 'stuck' });
  expect(states()).toEqual({
    web1: 'running',
    app2: 'running',
    db1: 'running',
    app10: 'installed',
    lone1: 'installed',
  });
});

test('zones that the verb does not fit are passed over, with those that need them, and said', async () => {
  on = await simulatedHost({
    seed: withTagged({ ...family, gone1: '' }, 'installed', { leaveOut: ['db1', 'gone1'] }),
  });
  const plan = await planTagged(on, 'boot');
  expect(plan.steps.map(({ args }) => args.zone)).toEqual(['lone1']);
  expect(plan.chosen.among).toMatchObject({
    passedOver: expect.arrayContaining([
      { zone: 'db1', because: 'There is no zone db1 on hv-04' },
      { zone: 'app2', because: 'it depends on db1, which does not run and is not booted with it' },
      { zone: 'web1', because: 'it depends on app2, which does not run and is not booted with it' },
    ]),
  });
  await expect(planTagged(on, 'boot', 'wbe')).rejects.toThrow(Diagnostic);
});
