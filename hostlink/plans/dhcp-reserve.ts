/**
 * What reserving an address in DHCP takes: a host in dhcpd.conf. dhcpd itself accepts an address that it gives out already,
 * one outside of every subnet, and a MAC or an address given twice; so all of that is looked at here.
 */
import { z } from 'zod';
import type { DhcpConfiguration, DhcpHost } from '../dhcp/configuration.ts';
import { addHost } from '../dhcp/edit.ts';
import { Diagnostic, type DiagnosticCode } from '../diagnostic.ts';
import { addressFree } from '../guards/address-free.ts';
import type { HostSpec } from '../host.ts';
import {
  contains,
  formatAddress,
  formatCidr,
  type IpAddress,
  sameAddress,
  specialAddresses,
} from '../ipam/address.ts';
import { describeTaker, type Taker, takersOf } from '../ipam/taken.ts';
import { type MacAddress, macAddress, unpaddedMac } from '../names/mac-address.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { Plan } from '../plan/plan.ts';
import { usableConfig, zoneEntriesIn } from '../registry/lookup.ts';
import { addressesInUse } from './addresses-in-use.ts';
import { changePlan } from './dhcp-change.ts';
import { configurationOn, type DhcpFileFacts, programOn, serverOn } from './dhcp-on-host.ts';

export interface ReserveWish {
  /** The zone's, or of a machine that is none. */
  readonly name: string;
  /** Of the zone of that name, where it is left out and has one. */
  readonly mac?: MacAddress | undefined;
  readonly address: IpAddress;
}

export interface ReservePlanning {
  readonly wish: ReserveWish;
  readonly host: HostSpec;
  readonly facts: DhcpFileFacts;
  readonly holds: readonly string[];
}

/** Told to people. */
export const reservedSchema = z.object({ name: z.string(), mac: macAddress, address: z.string() });

/**
 * Pure. @throws Diagnostic `zmgr::dhcp::none`, `no-config`, `no-program`, `which-mac`, `other-family`, `outside`, `special`,
 *   `is-router`, `in-range`, `has-name`, `has-mac`, `has-address`, `zmgr::address::taken`
 */
export function planDhcpReserve({ wish, host, facts, holds }: ReservePlanning): Plan {
  const { name, address } = wish;
  const server = serverOn(host, facts);
  const configuration = configurationOn(host, server, facts);
  const program = programOn(host, facts);
  const zone = zoneNamed(name, facts);
  const mac = wish.mac ?? macOf(name, zone, host, facts);
  refusePlace(address, configuration, host);
  refuseDuplicate({ name, mac, address }, configuration);
  refuseTaken(address, zone, facts, holds);
  const text = formatAddress(address);
  const isOwn = takersOf(addressesInUse(facts, []), address).some(
    (taker) => taker.kind === 'entry',
  );
  return changePlan({
    verb: 'dhcp reserve',
    subject: name,
    what: `Reserve ${text} in DHCP for ${name} (${unpaddedMac(mac)})`,
    ...{ host, server, program, configuration, restarts: true },
    edits: [
      addHost(configuration, { name, mac, address, ...(zone === undefined ? {} : { zone }) }),
    ],
    // The zone's own entry may well name the address that it is to get.
    more: isOwn
      ? []
      : [addressFree.guard({ address: text, directory: zoneEntriesIn(facts.registry) })],
    lockTimeout: usableConfig(facts.registry).lockTimeout,
    holds: isOwn ? [] : [text],
    chosen: { reserved: { name, mac, address: text } },
  });
}

function zoneNamed(
  name: string,
  { configurations, registry }: Pick<DhcpFileFacts, 'configurations' | 'registry'>,
): ZoneName | undefined {
  const entries = [...registry.zones.values()].map((entry) => entry.name);
  return [...configurations.keys(), ...entries].find((zone) => zone === name);
}

/** The MAC addresses of a zone's VNICs. */
export function macsOf(
  zone: ZoneName,
  { configurations, registry, vnics }: Pick<DhcpFileFacts, 'configurations' | 'registry' | 'vnics'>,
): readonly MacAddress[] {
  const configured = configurations.get(zone);
  const entry = [...registry.zones.values()].find((one) => one.name === zone);
  const names = new Set([
    ...(configured?.kind === 'read'
      ? configured.configuration.nets.map(({ physical }) => physical)
      : []),
    ...(entry?.nets.flatMap(({ vnic }) => vnic ?? []) ?? []),
  ]);
  return vnics.flatMap(({ name, mac }) =>
    names.has(name.startsWith(`${zone}/`) ? name.slice(zone.length + 1) : name) ? [mac] : [],
  );
}

function macOf(
  name: string,
  zone: ZoneName | undefined,
  host: HostSpec,
  facts: DhcpFileFacts,
): MacAddress {
  const macs = zone === undefined ? [] : macsOf(zone, facts);
  const [mac, other] = macs;
  if (mac !== undefined && other === undefined) return mac;
  const why =
    zone === undefined
      ? `${name} is no zone of ${host.name}`
      : macs.length === 0
        ? `${name} has no VNIC at the moment`
        : `${name} has several VNICs: ${macs.map(unpaddedMac).join(', ')}`;
  throw new Diagnostic({
    code: 'zmgr::dhcp::which-mac',
    message: `It is not said for which MAC address, and ${why}`,
    help: `Say it: \`/zone dhcp reserve ${name} mac=2:8:20:1:2:3 address=…\`.`,
  });
}

function refusePlace(
  address: IpAddress,
  { subnets }: DhcpConfiguration,
  host: Pick<HostSpec, 'name'>,
): void {
  const text = formatAddress(address);
  if (address.family !== 4) {
    throw new Diagnostic({
      code: 'zmgr::dhcp::other-family',
      message: `${text} is no IPv4 address, and this DHCP server gives out no other`,
      help: 'Take one of its subnets, which `/zone dhcp show` lists.',
    });
  }
  const subnet = subnets.find(({ network }) => contains(network, address));
  if (subnet === undefined) {
    const served = subnets.map(({ network }) => formatCidr(network)).join(', ');
    throw new Diagnostic({
      code: 'zmgr::dhcp::outside',
      message: `${text} is in no subnet that the DHCP server of ${host.name} serves`,
      help:
        served === ''
          ? 'It serves none yet; `/zone dhcp set` adds one.'
          : `It serves ${served}. dhcpd would take the reservation and never give it.`,
    });
  }
  const special = specialAddresses(subnet.network);
  for (const [one, what] of [
    [special.subnet, 'network'],
    [special.broadcast, 'broadcast'],
  ] as const) {
    if (one === undefined || !sameAddress(one, address)) continue;
    throw new Diagnostic({
      code: 'zmgr::dhcp::special',
      message: `${text} is the ${what} address of ${formatCidr(subnet.network)}, which no machine may have`,
      help: 'Take another address of the subnet.',
    });
  }
  if (subnet.routers.includes(text)) {
    throw new Diagnostic({
      code: 'zmgr::dhcp::is-router',
      message: `${text} is the router of ${formatCidr(subnet.network)}`,
      help: 'Take another address of the subnet.',
    });
  }
  const range = subnet.ranges.find(
    ({ first, last }) => first.value <= address.value && address.value <= last.value,
  );
  if (range !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::dhcp::in-range',
      message: `${text} lies in the range ${formatAddress(range.first)} to ${formatAddress(range.last)} (line ${range.statement.line}), which DHCP gives to whoever asks`,
      help: `Take an address outside of it, or make the range smaller: \`/zone dhcp set ${formatCidr(subnet.network)} range=…\`.`,
    });
  }
}

function refuseDuplicate(
  { name, mac, address }: Omit<ReserveWish, 'mac'> & { readonly mac: MacAddress },
  { hosts, source }: DhcpConfiguration,
): void {
  const refuse = (code: DiagnosticCode, message: string, host: DhcpHost): Diagnostic =>
    new Diagnostic({
      code,
      message: `${message} (line ${host.statement.line})`,
      location: { source, line: host.statement.line },
      help: `Release that first: \`/zone dhcp release ${host.name}\`.`,
    });
  for (const host of hosts) {
    if (host.name === name) {
      const of = host.addresses.map(formatAddress).join(', ') || 'no address';
      throw refuse('zmgr::dhcp::has-name', `${name} has a reservation already, of ${of}`, host);
    }
    if (host.mac === mac) {
      const message = `${unpaddedMac(mac)} has a reservation already, as ${host.name}`;
      throw refuse('zmgr::dhcp::has-mac', message, host);
    }
    if (host.addresses.some((one) => sameAddress(one, address))) {
      const message = `${formatAddress(address)} is reserved already, for ${host.name}`;
      throw refuse('zmgr::dhcp::has-address', message, host);
    }
  }
}

/** Whoever else has it; the zone that it is for may. */
function refuseTaken(
  address: IpAddress,
  zone: ZoneName | undefined,
  facts: DhcpFileFacts,
  holds: readonly string[],
): void {
  const isOwn = (taker: Taker): boolean =>
    (taker.kind === 'entry' || taker.kind === 'zone') && taker.zone === zone;
  const taker = takersOf(addressesInUse(facts, holds), address).find((one) => !isOwn(one));
  if (taker === undefined) return;
  throw new Diagnostic({
    code: 'zmgr::address::taken',
    message: `${formatAddress(address)} is ${describeTaker(taker)}`,
    help: 'Take another address.',
  });
}
