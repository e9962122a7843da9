/** Destroying zones on a simulated host: in whatever state they are, and what people do meanwhile. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import {
  planZoneDestroy,
  zoneDestroyFacts,
  zoneLossSchema,
} from '../../../hostlink/plans/zone-destroy.ts';
import { confirmZoneDestroyed } from '../../../hostlink/plans/zone-destroyed.ts';
import { resume, unwind } from '../../../hostlink/runner/runner.ts';
import { openindianaSeed } from '../../../playground/hosts/seeds/openindiana.ts';
import { planDestroy, withEntries } from '../../support/destroy-on-host.ts';
import { carryOut, freshOperation, kindsOf } from '../../support/operations-on-host.ts';
import { type HostUnderTest, simulatedHost } from '../../support/simulated-host.ts';

const zones = ['run1z', 'run2z', 'run3z', 'run4z'];
const halted = ['down1z', 'down2z', 'down3z'];

/** Zones of each state that lasts; `down3z` has a snapshot that somebody holds, and data of its own below it. */
const seed = withEntries(
  withEntries(withEntries(openindianaSeed, zones, 'ipkg', 'running'), halted, 'ipkg', 'installed'),
  ['half1z'],
  'ipkg',
  'incomplete',
);
const withTies = {
  ...seed,
  datasets: { ...seed.datasets, 'rpool/zones/down2z/data': '/zones/down2z/data' },
  zones: seed.zones.map((zone) =>
    zone.name === 'down3z' ? { ...zone, snapshots: ['kept', 'daily'], held: ['kept'] } : zone,
  ),
};

let on: HostUnderTest;
beforeAll(async () => {
  on = await simulatedHost({ seed: withTies });
});
afterAll(() => on.stop());

const ended = (outcome: string) => ({ kind: 'ended', outcome });
const entryOf = (zone: string) => `/etc/zmgr/zones/${zone}.kdl`;
const seen = (zone: string) => {
  const { zones, links, files, datasets } = on.host.state();
  return {
    state: zones[zone]?.state,
    link: links[`${zone}_0`] !== undefined,
    entry: files[entryOf(zone)],
    datasets: datasets.filter((name) => name.startsWith(`rpool/zones/${zone}`)),
  };
};
const nothing = { state: undefined, link: false, entry: undefined, datasets: [] };

/** As the bot would say done: only of what was seen. */
async function confirmed(plan: Plan): Promise<void> {
  const zone = parseZoneName(plan.subject);
  confirmZoneDestroyed(plan, await on.observe(zoneDestroyFacts({ zone })));
}

test.each(['run1z', 'down1z', 'half1z'])(
  '%s is gone, with its link, datasets and entry',
  async (zone) => {
    expect(seen(zone)).not.toEqual(nothing);
    const plan = await planDestroy(on, zone);
    await expect(confirmed(plan)).rejects.toThrow(/there is still/);
    expect((await carryOut(on, plan)).end).toEqual(ended('done'));
    expect(seen(zone)).toEqual(nothing);
    await confirmed(plan);
  },
);

test('data below the zonepath stays, as the plan says', async () => {
  const plan = await planDestroy(on, 'down2z');
  const { stay } = zoneLossSchema.parse(plan.chosen.loss);
  expect(stay.map(({ what }) => what)).toEqual([
    'dataset rpool/zones/down2z/data',
    'dataset rpool/zones/down2z',
  ]);
  expect((await carryOut(on, plan)).end).toEqual(ended('done'));
  expect(seen('down2z')).toEqual({
    ...nothing,
    datasets: ['rpool/zones/down2z', 'rpool/zones/down2z/data'],
  });
});

describe('a snapshot that is held', () => {
  const zone = 'down3z';
  test('is refused when planning', async () => {
    await expect(planDestroy(on, zone)).rejects.toThrow(/while somebody holds 3 snapshots of it/);
  });

  test('since then, makes the operation stale', async () => {
    const facts = await on.observe(zoneDestroyFacts({ zone: parseZoneName(zone) }));
    const { datasets } = facts;
    const untied = datasets && {
      ...datasets,
      snapshots: datasets.snapshots.map((snapshot) => ({ ...snapshot, holds: 0 })),
    };
    const plan = planZoneDestroy({
      zone: parseZoneName(zone),
      host: on.spec,
      facts: { ...facts, datasets: untied },
    });
    const before = seen(zone);
    expect((await carryOut(on, plan)).end).toEqual(ended('stale'));
    expect(seen(zone)).toEqual(before);
    // In the moment after: half done, it says so, keeps the address, and can't be taken back.
    const { end, operation, events } = await carryOut(on, { ...plan, guards: [] });
    expect(end).toEqual(ended('stuck'));
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'said', text: 'Error: destroying ZFS dataset.' }),
    );
    expect(seen(zone)).toMatchObject({
      state: 'incomplete',
      link: true,
      datasets: before.datasets,
    });
    expect(seen(zone).entry).toContain('state "destroying"');
    await expect(unwind(on.link, operation)).rejects.toThrow(Diagnostic);
  });
});

describe('what people do meanwhile', () => {
  test('a line in the entry before it begins makes it stale', async () => {
    const path = join(on.host.root, entryOf('run2z'));
    const plan = await planDestroy(on, 'run2z');
    writeFileSync(path, `${readFileSync(path, 'utf8')}// keep!\n`);
    expect((await carryOut(on, plan)).end).toEqual(ended('stale'));
    expect(seen('run2z').state).toBe('running');
  });

  test('a line in the entry on the way keeps it, and all else is gone; resumed once it is away', async () => {
    const path = join(on.host.root, entryOf('run2z'));
    const plan = await planDestroy(on, 'run2z');
    const operation = freshOperation();
    // Time to be quicker than the rest of it.
    await on.host.fault({ delay: { tool: 'zoneadm', verb: 'uninstall', milliseconds: 1000 } });
    const { end, events } = await carryOut(on, plan, {
      operation,
      onEvent: ({ kind, ...event }) => {
        if (kind === 'started' && 'step' in event && event.step === 3)
          writeFileSync(path, `${readFileSync(path, 'utf8')}// mine\n`);
      },
    });
    expect(end).toEqual(ended('stuck'));
    expect(kindsOf(events, 'failed')).toEqual([plan.steps.length]);
    expect(seen('run2z')).toMatchObject({ ...nothing, entry: expect.stringContaining('// mine') });
    await expect(confirmed(plan)).rejects.toThrow(/its entry/);
    rmSync(path);
    expect(await resume(on.link, operation)).toEqual(ended('done'));
    expect(seen('run2z')).toEqual(nothing);
  });

  test('an uninstall that is refused before it does anything is unwound, and the zone runs again', async () => {
    const plan = await planDestroy(on, 'run3z');
    const before = seen('run3z');
    const stderr = 'These file systems are mounted on subdirectories of /zones/run3z/root.';
    await on.host.fault({ fail: { tool: 'zoneadm', verb: 'uninstall', stderr } });
    expect((await carryOut(on, plan)).end).toEqual(ended('unwound'));
    expect(seen('run3z')).toEqual(before);
  });

  test('a link that is in use keeps it stuck, and goes when it is free again', async () => {
    const plan = await planDestroy(on, 'run4z');
    const stderr = 'dladm: vnic deletion failed: link busy';
    await on.host.fault({ fail: { tool: 'dladm', verb: 'delete-vnic', stderr } });
    const { end, operation } = await carryOut(on, plan);
    expect(end).toEqual(ended('stuck'));
    expect(seen('run4z')).toMatchObject({ state: undefined, link: true });
    expect(seen('run4z').entry).toContain('destroying');
    // Asked for anew, it is the rest that is done; as it is when the first is resumed.
    const rest = await planDestroy(on, 'run4z');
    expect(rest.steps.map(({ kind }) => kind)).toEqual(['vnic.delete', 'entry.remove']);
    expect(await resume(on.link, operation)).toEqual(ended('done'));
    expect(seen('run4z')).toEqual(nothing);
  });
});
