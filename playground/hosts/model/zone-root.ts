/**
 * What lies in the root of a zone of illumos, as far as somebody outside has to do with it. While its boot environment is
 * not mounted there, the root is an empty directory, and what is written there is not in the zone.
 */
import type { Machine } from './machine.ts';
import { writeMounts } from './mounts.ts';
import { property, type Zone } from './zone.ts';

/** After an install: directories, and the root mounted. */
export function makeRoot(machine: Machine, zone: Zone): void {
  for (const directory of ['', '/etc', '/etc/rc2.d', '/root'])
    machine.files.makeDirectory(`${rootOf(zone)}${directory}`, 0o755);
  zone.rootMounted = true;
  writeMounts(machine);
}

/** After a clone: what the other zone has in its root, wherever that is. */
export function copyRoot(machine: Machine, from: Zone, to: Zone): void {
  machine.files.copy(from.rootMounted === true ? rootOf(from) : asideOf(from), rootOf(to));
  to.rootMounted = true;
  writeMounts(machine);
}

/** After an uninstall. */
export function forgetRoot(machine: Machine, zone: Zone): void {
  zone.rootMounted = false;
  zone.publishers = undefined;
  machine.files.remove(asideOf(zone));
  writeMounts(machine);
}

/** Of a zone that is installed at least; others have no boot environment. */
export function setMounted(machine: Machine, zone: Zone, mounted: boolean): void {
  const { files } = machine;
  const [root, aside] = [rootOf(zone), asideOf(zone)];
  if (mounted && files.exists(aside)) {
    files.remove(root);
    files.move(aside, root);
  } else if (!mounted && zone.rootMounted === true) {
    files.move(root, aside);
    files.makeDirectory(root, 0o755);
  }
  zone.rootMounted = mounted;
  writeMounts(machine);
}

const rootOf = ({ configuration }: Zone): string => `${property(configuration, 'zonepath')}/root`;

/** Where the boot environment is while it is not mounted: in its dataset, and nowhere on the host. */
const asideOf = (zone: Zone): string => `/.unmounted${rootOf(zone)}`;
