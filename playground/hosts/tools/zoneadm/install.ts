/**
 * `zoneadm install` and `uninstall`: the zone is `incomplete` from the first dataset to the end of its brand's script,
 * and stays so when that fails. What the scripts do is in install-packages.ts and install-image.ts.
 */
import type { ToolCall } from '../../calls/call.ts';
import { type Dataset, findDataset, type Machine } from '../../model/machine.ts';
import { property, type Zone } from '../../model/zone.ts';
import { writeIndex } from '../../model/zone-files.ts';
import { forgetRoot, makeRoot } from '../../model/zone-root.ts';
import { clonesOf } from '../storage.ts';
import { dropCloneSnapshots } from './clone.ts';
import { addDataset, removeDatasets } from './datasets.ts';
import { installFromImage } from './install-image.ts';
import type { InstallFailure, InstallJob } from './install-job.ts';
import { installPackages } from './install-packages.ts';
import { findMounted, parentOf } from './verify.ts';

export async function installZone(
  call: ToolCall,
  machine: Machine,
  zone: Zone,
  argv: readonly string[],
  failure: InstallFailure | undefined,
): Promise<number> {
  const zonepath = property(zone.configuration, 'zonepath');
  const parent = findMounted(machine, parentOf(zonepath));
  const setState = (state: Zone['state']) => {
    zone.state = state;
    writeIndex(machine);
  };
  machine.files.makeDirectory(zonepath, 0o700);
  const base = parent === undefined ? undefined : `${parent.name}/${zonepath.split('/').at(-1)}`;
  if (base !== undefined && findDataset(machine, base) === undefined) {
    addDataset(machine, base, { mountpoint: zonepath, sharenfs: 'off', sharesmb: 'off' });
    call.print('A ZFS file system has been created for this zone.');
  }
  setState('incomplete');

  const { brands } = machine.dialect;
  const script = brands.find(({ name }) => name === property(zone.configuration, 'brand'))?.install;
  if (script === undefined) throw new Error('zonecfg has let an unknown brand pass');
  const job: InstallJob = { call, machine, zone, zonepath, base, argv, failure };
  const installed = () => {
    makeRoot(machine, zone);
    setState('installed');
  };
  const end =
    script.kind === 'packages'
      ? await installPackages(job, script, installed)
      : await installFromImage(job, script, installed);
  if (end !== 'not-understood') return end === 'installed' ? 0 : 1;
  removeDatasets(machine, base);
  machine.files.remove(zonepath);
  setState('configured');
  return 1;
}

/**
 * Takes the zone's datasets with all their snapshots, and its path; data datasets beneath keep the zonepath's dataset
 * alive. Where the brand's script can't destroy something the zone stays incomplete, and has lost nothing yet: a zone's
 * snapshots go at once or not at all (uninstall of OpenIndiana/pkg5 src/brand/common.ksh, and lzc_destroy_snaps()).
 */
export async function uninstallZone(call: ToolCall, machine: Machine, zone: Zone): Promise<number> {
  const zonepath = property(zone.configuration, 'zonepath');
  zone.state = 'incomplete';
  writeIndex(machine);
  await machine.sleep(machine.delays.uninstall);
  if (call.gone()) return 1;
  const base = findMounted(machine, zonepath)?.name;
  if (base !== undefined) {
    const children = below(machine, base).filter(
      ({ name }) => name !== `${base}/ROOT` && !name.startsWith(`${base}/ROOT/`),
    );
    const going = below(machine, base).filter((dataset) => !children.includes(dataset));
    const own = findDataset(machine, base);
    if (children.length === 0 && own !== undefined) going.push(own);
    const refusal = whyNotDestroyed(machine, base, going);
    if (refusal.length > 0) {
      for (const line of refusal) call.complain(line);
      return 1;
    }
    machine.datasets = machine.datasets.filter((dataset) => !going.includes(dataset));
    dropCloneSnapshots(machine, going);
  }
  machine.files.remove(zonepath);
  forgetRoot(machine, zone);
  zone.state = 'configured';
  writeIndex(machine);
  return 0;
}

const below = (machine: Machine, base: string): Dataset[] =>
  machine.datasets.filter(({ name }) => name.startsWith(`${base}/`));

/** In the script's words; the spelling is its own. */
function whyNotDestroyed(
  machine: Machine,
  base: string,
  going: readonly Dataset[],
): readonly string[] {
  const snapshots = going.flatMap(({ name, snapshots = [] }) =>
    snapshots.map((snapshot) => ({ ...snapshot, path: `${name}@${snapshot.name}` })),
  );
  const outside = snapshots
    .flatMap(({ path }) => clonesOf(machine, path))
    .filter((clone) => !clone.startsWith(`${base}/`));
  if (outside.length > 0)
    return [
      'Error: cloned zone datasets found outsize of zone.',
      ...outside,
      'Error: please delete clone(s) and retry uninstall.',
    ];
  const held = snapshots.find(({ holds = [] }) => holds.length > 0);
  return held === undefined
    ? []
    : [`cannot destroy '${held.path}': dataset is busy`, 'Error: destroying ZFS dataset.'];
}
