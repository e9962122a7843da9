/** smf(7): how an instance starts and stops. Only some have something to start with, that they may refuse. */
import { dhcpdStarts } from '../tools/dhcpd.ts';
import { natStarts } from '../tools/ipnat.ts';
import { ipfilter, type Machine, type Service } from './machine.ts';

/** What its program has read, the empty string of most; undefined where its start method fails. */
function starts(machine: Machine, service: Service): string | undefined {
  if (service.fmri === machine.dialect.dhcp.fmri) return dhcpdStarts(machine, service);
  if (service.fmri === ipfilter) return natStarts(machine, service) ? '' : undefined;
  return '';
}

/** A run of its own, or maintenance where its method fails. */
export function startService(machine: Machine, service: Service): void {
  const read = starts(machine, service);
  if (read === undefined) {
    service.state = 'maintenance';
    service.contract = 0;
    delete service.read;
    return;
  }
  service.state = 'online';
  machine.nextContract += 1;
  service.contract = machine.nextContract;
  if (read !== '') service.read = read;
}

export function enableService(machine: Machine, service: Service, forGood: boolean): void {
  service.enabled = forGood;
  // One that is in maintenance stays there until it is cleared, or disabled first.
  if (service.state === 'disabled' || service.state === 'offline') startService(machine, service);
}

export function disableService(service: Service, forGood: boolean): void {
  service.enabled = forGood;
  service.state = 'disabled';
  service.contract = 0;
  delete service.read;
}

/**
 * The snapshot is made anew. The method of the DHCP server is `:true`; ipfilter flushes and loads its files again, which fails as its start does.
 */
export function refreshService(machine: Machine, service: Service): void {
  service.running = service.properties;
  if (service.state === 'online' && service.fmri === ipfilter && !natStarts(machine, service))
    service.state = 'maintenance';
}

/** The host comes up: what was only for then is over. */
export function bootService(machine: Machine, service: Service): void {
  if (service.enabled) startService(machine, service);
  else disableService(service, false);
}
