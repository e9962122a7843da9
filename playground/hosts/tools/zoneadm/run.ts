/**
 * What zoneadmd(8) does when a zone comes up and goes down: an exclusive stack takes its links, gets link protection
 * from allowed-address, and lets go of both at the end (illumos-gate usr/src/cmd/zoneadmd/vplat.c).
 */
import type { ToolCall } from '../../calls/call.ts';
import { findLink, type Machine } from '../../model/machine.ts';
import { isExclusive, physicalLinks, resourcesOf, type Zone } from '../../model/zone.ts';
import { setMounted } from '../../model/zone-root.ts';
import { setUpNetwork, takeDownNetwork } from './brand-network.ts';

/** Why the links of a zone can't be taken, as zoneadmd says it; empty when they can. */
function linkTrouble(machine: Machine, zone: Zone): readonly string[] {
  const failed = `zone '${zone.name}': failed to add network device`;
  for (const name of physicalLinks(zone.configuration)) {
    const link = findLink(machine, name);
    const warn = `zone '${zone.name}': WARNING: skipping network interface '${name}'`;
    if (link === undefined) return [`${failed}: No such file or directory`];
    if (machine.interfaces.includes(name))
      return [`${warn} which is used in the global zone.: Not owner`, `${failed}: Not owner`];
    if (link.zone !== '')
      return [
        `${warn} which is used by the non-global zone '${link.zone}'.`,
        `: Not owner`,
        `${failed}: Not owner`,
      ];
    const protects = allowedAddresses(zone, name).length > 0;
    if (protects && (link.properties.protection ?? '') !== '')
      return [
        `zone '${zone.name}': Protection is already set`,
        `zone '${zone.name}': failed to add address`,
      ];
    if (protects && (link.properties['allowed-ips'] ?? '') !== '')
      return [
        `zone '${zone.name}': allowed-ips is already set`,
        `zone '${zone.name}': failed to add address`,
      ];
  }
  return [];
}

/** Without their prefix lengths, as the link property has them. */
const allowedAddresses = (zone: Zone, link: string): readonly string[] =>
  resourcesOf(zone.configuration, 'net').flatMap(({ properties }) => {
    const address = properties['allowed-address'];
    return properties.physical === link && address !== undefined
      ? [address.replace(/\/[0-9]+$/, '')]
      : [];
  });

/** Takes the links and an id. False, with zoneadmd's words, when the zone cannot come up. */
export function readyZone(call: ToolCall, machine: Machine, zone: Zone): boolean {
  if (!setUpNetwork(call, machine, zone)) {
    takeDownNetwork(machine, zone);
    return false;
  }
  if (isExclusive(zone.configuration)) {
    const trouble = linkTrouble(machine, zone);
    if (trouble.length > 0) {
      for (const line of trouble) call.complain(line);
      takeDownNetwork(machine, zone);
      return false;
    }
    for (const name of physicalLinks(zone.configuration)) {
      const link = findLink(machine, name);
      if (link === undefined) continue;
      link.zone = zone.name;
      const addresses = allowedAddresses(zone, name);
      if (addresses.length > 0)
        link.properties = {
          ...link.properties,
          protection: 'ip-nospoof',
          'allowed-ips': addresses.join(','),
        };
    }
  }
  const own = resourcesOf(zone.configuration, 'dataset').map(({ properties }) => properties.name);
  machine.datasets = machine.datasets.map((dataset) =>
    own.includes(dataset.name)
      ? { ...dataset, properties: { ...dataset.properties, zoned: 'on' } }
      : dataset,
  );
  zone.id = machine.nextZoneId;
  machine.nextZoneId += 1;
  zone.bootedAt = machine.now();
  setMounted(machine, zone, true);
  zone.state = 'ready';
  return true;
}

/** What a halt does, after which there is nothing of the zone but what an install makes. */
export function haltZone(machine: Machine, zone: Zone): void {
  releaseZone(machine, zone);
  takeDownNetwork(machine, zone);
}

/** Gives the links back; the protection that came with the zone goes with it. */
export function releaseZone(machine: Machine, zone: Zone): void {
  for (const link of machine.links) {
    if (link.zone !== zone.name) continue;
    link.zone = '';
    if (allowedAddresses(zone, link.name).length > 0) {
      const { protection: _protection, 'allowed-ips': _allowed, ...rest } = link.properties;
      link.properties = rest;
    }
  }
  zone.id = undefined;
  zone.bootedAt = undefined;
  zone.state = 'installed';
}
