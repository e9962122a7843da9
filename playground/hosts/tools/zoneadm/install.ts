/**
 * `zoneadm install` and `uninstall`: the zone is `incomplete` from the first dataset to the end of its brand's script,
 * and stays so when that fails. What the scripts do is in install-packages.ts and install-image.ts.
 */
import type { ToolCall } from '../../calls/call.ts';
import { findDataset, type Machine } from '../../model/machine.ts';
import { property, type Zone } from '../../model/zone.ts';
import { writeIndex } from '../../model/zone-files.ts';
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
  const job: InstallJob = { call, machine, zonepath, base, argv, failure };
  const installed = () => setState('installed');
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

/** Takes the zone's datasets and its path; data datasets beneath keep the zonepath's dataset alive. */
export async function uninstallZone(call: ToolCall, machine: Machine, zone: Zone): Promise<number> {
  const zonepath = property(zone.configuration, 'zonepath');
  zone.state = 'incomplete';
  writeIndex(machine);
  await machine.sleep(machine.delays.uninstall);
  if (call.gone()) return 1;
  const base = findMounted(machine, zonepath)?.name;
  if (base !== undefined) {
    removeDatasets(machine, `${base}/ROOT`);
    const children = machine.datasets.some(({ name }) => name.startsWith(`${base}/`));
    if (!children) removeDatasets(machine, base);
  }
  machine.files.remove(zonepath);
  zone.state = 'configured';
  writeIndex(machine);
  return 0;
}
