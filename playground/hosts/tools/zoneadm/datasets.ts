/** Datasets of zones, as zoneadm and the brands' scripts make and destroy them. */
import { findDataset, type Machine, newUuid } from '../../model/machine.ts';

export function addDataset(
  machine: Machine,
  name: string,
  properties: Readonly<Record<string, string>>,
): void {
  if (findDataset(machine, name) !== undefined) return;
  const guid = newUuid(machine).replaceAll('-', '').slice(0, 15);
  machine.datasets.push({ name, guid: String(Number.parseInt(guid, 16)), properties });
}

/** With all that lies beneath. */
export function removeDatasets(machine: Machine, base: string | undefined): void {
  if (base === undefined) return;
  machine.datasets = machine.datasets.filter(
    ({ name }) => name !== base && !name.startsWith(`${base}/`),
  );
}

/** A boot environment of a zone below its ROOT. */
export function addBootEnvironment(machine: Machine, base: string, name: string): void {
  addDataset(machine, `${base}/ROOT`, { mountpoint: 'legacy', zoned: 'on' });
  addDataset(machine, `${base}/ROOT/${name}`, {
    mountpoint: 'legacy',
    canmount: 'noauto',
    zoned: 'on',
    'org.opensolaris.libbe:active': 'on',
    'org.opensolaris.libbe:parentbe': '4ae62ed0-a06b-46aa-8a90-8bd2d1a4bb6d',
  });
}
