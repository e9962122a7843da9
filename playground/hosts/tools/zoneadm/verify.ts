/** What zoneadm(8) looks at before it installs, readies or boots a zone (verify_details of illumos-gate usr/src/cmd/zoneadm/zoneadm.c). */
import type { ToolCall } from '../../calls/call.ts';
import { findDataset, findLink, type Machine } from '../../model/machine.ts';
import { isExclusive, physicalLinks, property, resourcesOf, type Zone } from '../../model/zone.ts';
import { isOnDemand } from './brand-network.ts';

/** False when the zone may not go on; a missing link only warns here, and fails at boot. */
export function verifyZone(call: ToolCall, machine: Machine, zone: Zone, verb: string): boolean {
  const { configuration, name } = zone;
  const zonepath = property(configuration, 'zonepath');
  let sound = true;
  const parent = parentOf(zonepath);
  if (!machine.files.exists(parent) && findMounted(machine, parent) === undefined) {
    call.complain(`could not verify zonepath ${zonepath} because of the above errors.`);
    sound = false;
  }
  const nested = machine.zones.find(
    (other) =>
      other !== zone &&
      other.state !== 'configured' &&
      overlaps(zonepath, property(other.configuration, 'zonepath')),
  );
  if (nested !== undefined) {
    call.complain(
      `${name} zonepath (${zonepath}) and ${nested.name} zonepath (${property(nested.configuration, 'zonepath')}) overlap.`,
    );
    sound = false;
  }
  for (const dataset of resourcesOf(configuration, 'dataset')) {
    const wanted = dataset.properties.name ?? '';
    if (findDataset(machine, wanted) === undefined) {
      call.complain(`could not verify zfs dataset ${wanted}: dataset does not exist`);
      sound = false;
    } else if (findDataset(machine, wanted)?.properties.mountpoint === undefined) {
      call.complain(`could not verify zfs dataset ${wanted}: mountpoint cannot be inherited`);
      sound = false;
    }
  }
  for (const { properties } of resourcesOf(configuration, 'fs')) {
    const { special = '', type } = properties;
    if (type !== 'lofs' || machine.files.exists(special)) continue;
    call.complain(
      `could not verify fs ${properties.dir}: could not access ${special}: No such file or directory`,
    );
    sound = false;
  }
  if (isExclusive(configuration)) {
    for (const link of physicalLinks(configuration)) {
      if (findLink(machine, link) === undefined && !isOnDemand(configuration, link))
        call.complain(`WARNING: skipping network interface '${link}': object not found`);
    }
  }
  if (!sound) {
    if (verb === 'verify') call.complain(`zoneadm: zone ${name} failed to verify`);
    else call.complain(`zoneadm: zone ${name} failed to verify`);
  }
  return sound;
}

const overlaps = (a: string, b: string) =>
  a === b || `${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`);

export const parentOf = (path: string): string => path.replace(/\/[^/]*\/?$/, '') || '/';

/** The dataset that is mounted at a path. */
export const findMounted = (machine: Machine, path: string) =>
  machine.datasets.find(({ properties }) => properties.mountpoint === path);
