/** What a reboot does to a machine: what was temporary is gone, and zones with autoboot come up again. */
import type { ToolCall } from '../calls/call.ts';
import { readyZone, releaseZone } from '../tools/zoneadm/run.ts';
import type { Machine } from './machine.ts';
import { bootRouting } from './routing.ts';
import { bootService } from './services.ts';
import { isActive, property } from './zone.ts';
import { setMounted } from './zone-root.ts';

/** A call that nobody made and nobody hears: what the system does by itself at boot. */
export const emptyOutputCall: ToolCall = {
  tool: 'zoneadmd',
  argv: [],
  directory: '/',
  privileged: true,
  print: () => undefined,
  complain: () => undefined,
  write: () => undefined,
  read: () => Promise.resolve({ kind: 'missing' }),
  gone: () => false,
};

export function rebootMachine(machine: Machine): void {
  for (const zone of machine.zones) {
    if (isActive(zone.state)) releaseZone(machine, zone);
    zone.busy = false;
    setMounted(machine, zone, false);
  }
  machine.links = machine.links.filter(({ persistent }) => persistent);
  machine.addresses = machine.addresses.filter(({ persistent }) => persistent);
  const links = new Set(machine.links.map(({ name }) => name));
  machine.interfaces = machine.interfaces.filter(
    (name) => links.has(name) || name.startsWith('lo'),
  );
  machine.bootTime = laterBoot(machine);
  machine.nextZoneId = 1;
  machine.nextContract = 60;
  for (const service of machine.services) bootService(machine, service);
  bootRouting(machine);
  for (const zone of machine.zones) {
    if (zone.state !== 'installed' || property(zone.configuration, 'autoboot') !== 'true') continue;
    if (readyZone(emptyOutputCall, machine, zone)) zone.state = 'running';
  }
}

/** The kernel tells boots by the second, and no machine comes up twice within one. */
const laterBoot = ({ bootTime, now }: Machine): Date =>
  new Date(Math.max(now().getTime(), bootTime.getTime() + 1000));
