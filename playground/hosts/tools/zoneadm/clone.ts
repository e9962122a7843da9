/**
 * `zoneadm clone <source>` of a configured zone, as the brands' clone scripts do it: a snapshot of the source's boot
 * environment, named after the new zone, and a ZFS clone of that (clone_func() of illumos-gate
 * usr/src/cmd/zoneadm/zoneadm.c, and src/brand/ipkg/clone of OpenIndiana/pkg5 and omniosorg/pkg5).
 */
import type { ToolCall } from '../../calls/call.ts';
import { type Dataset, findDataset, findZone, type Machine } from '../../model/machine.ts';
import { property, type Zone } from '../../model/zone.ts';
import { writeIndex } from '../../model/zone-files.ts';
import { copyRoot } from '../../model/zone-root.ts';
import { parseOptions } from '../options.ts';
import { notModelled } from '../refusals.ts';
import { addDataset } from './datasets.ts';
import { findMounted, parentOf } from './verify.ts';

export async function cloneZone(
  call: ToolCall,
  machine: Machine,
  zone: Zone,
  argv: readonly string[],
): Promise<number> {
  const { options, operands, bad } = parseOptions(argv, 'm:s:');
  const [name, ...more] = operands;
  if (bad !== undefined || name === undefined || more.length > 0) {
    call.complain('usage:\tclone [-m method] [-s <ZFS snapshot>] [brand-specific args] zonename');
    return 2;
  }
  if (options.size > 0) return notModelled(call, 'zoneadm clone -m and -s');
  const source = findZone(machine, name);
  const refusal = whyNotCloned(zone, name, source);
  if (refusal !== undefined || source === undefined) {
    call.complain(`zoneadm: ${refusal}`);
    return 1;
  }
  const zonepath = property(zone.configuration, 'zonepath');
  const parent = findMounted(machine, parentOf(zonepath));
  const origin = bootEnvironmentOf(machine, source);
  if (parent === undefined || origin === undefined) {
    call.complain('ERROR: the zonepath must be a ZFS dataset.');
    return 1;
  }
  const setState = (state: Zone['state']) => {
    zone.state = state;
    writeIndex(machine);
  };
  const base = `${parent.name}/${zonepath.split('/').at(-1)}`;
  machine.files.makeDirectory(zonepath, 0o700);
  addDataset(machine, base, { mountpoint: zonepath, sharenfs: 'off', sharesmb: 'off' });
  setState('incomplete');
  const snapshot = freeSnapshot(origin, zone);
  machine.datasets = machine.datasets.map((one) =>
    one === origin
      ? {
          ...one,
          snapshots: [...(one.snapshots ?? []), { name: snapshot, createdAt: machine.now() }],
        }
      : one,
  );
  await machine.sleep(machine.delays.install / 4);
  // Killed: so is the script, wherever it was.
  if (call.gone()) return 1;
  addDataset(machine, `${base}/ROOT`, { mountpoint: 'legacy', zoned: 'on' });
  addDataset(machine, `${base}/ROOT/${origin.name.split('/').at(-1)}`, {
    ...origin.properties,
    origin: `${origin.name}@${snapshot}`,
  });
  copyRoot(machine, source, zone);
  zone.publishers = source.publishers;
  setState('installed');
  return 0;
}

function whyNotCloned(zone: Zone, name: string, source: Zone | undefined): string | undefined {
  if (source === undefined) return `${name}: No such zone configured`;
  if (source.state !== 'installed')
    return ['configured', 'incomplete'].includes(source.state)
      ? `zone ${name} is ${source.state}; installed is required.`
      : `zone '${zone.name}': clone operation is invalid for ${source.state} zones.`;
  if (property(source.configuration, 'brand') !== property(zone.configuration, 'brand'))
    return `Zones '${zone.name}' and '${name}' have different brand types.`;
  return undefined;
}

const bootEnvironmentOf = (machine: Machine, { configuration }: Zone): Dataset | undefined => {
  const base = findMounted(machine, property(configuration, 'zonepath'))?.name;
  return machine.datasets.find(({ name }) => name.startsWith(`${base}/ROOT/`));
};

/** `web02_snap`, and `web02_snap1` where there is one. */
function freeSnapshot({ snapshots = [] }: Dataset, zone: Zone): string {
  for (let count = 0; ; count += 1) {
    const name = `${zone.name}_snap${count === 0 ? '' : count}`;
    if (snapshots.every((one) => one.name !== name)) return name;
  }
}

/** Of an uninstalled clone: the snapshot that was taken for it, unless something else stands on it. */
export function dropCloneSnapshots(machine: Machine, gone: readonly Dataset[]): void {
  for (const { properties } of gone) {
    const [name = '', snapshot = ''] = properties.origin?.split('@') ?? [];
    const origin = findDataset(machine, name);
    const isNeeded = machine.datasets.some((one) => one.properties.origin === properties.origin);
    if (origin === undefined || isNeeded || !/_snap\d*$/.test(snapshot)) continue;
    const { snapshots: before = [], ...rest } = origin;
    const snapshots = before.filter((one) => one.name !== snapshot);
    machine.datasets = machine.datasets.map((one) =>
      one === origin ? { ...rest, ...(snapshots.length > 0 && { snapshots }) } : one,
    );
  }
}
