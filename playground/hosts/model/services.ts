/** smf(7): how an instance starts and stops. Only the DHCP server has something to start with, that it may refuse. */
import { dhcpdStarts } from '../tools/dhcpd.ts';
import type { Machine, Service } from './machine.ts';

/** A run of its own, or maintenance where its method fails. */
export function startService(machine: Machine, service: Service): void {
  const read = service.fmri === machine.dialect.dhcp.fmri ? dhcpdStarts(machine, service) : '';
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

/** The host comes up: what was only for then is over. */
export function bootService(machine: Machine, service: Service): void {
  if (service.enabled) startService(machine, service);
  else disableService(service, false);
}
