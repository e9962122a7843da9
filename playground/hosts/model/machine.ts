/**
 * A simulated machine: all that its tools know and change, as plain data in memory, with the clock, the chance and the
 * files that they are given. One a host; it lives as long as the host, over reboots.
 */
import type { Dialect } from '../dialect/dialect.ts';
import type { Isolation } from '../isolation/isolation.ts';
import type { Properties, Zone } from './zone.ts';

/** dladm(8). */
export interface Link {
  readonly name: string;
  readonly class: 'phys' | 'aggr' | 'etherstub' | 'vnic' | 'vlan';
  /** Lower links; empty for phys and etherstub. */
  readonly over: readonly string[];
  readonly state: 'up' | 'down' | 'unknown';
  /** Without leading zeros, as dladm prints it; empty for what has none. */
  readonly mac: string;
  readonly macType: 'random' | 'fixed' | 'factory, slot 1';
  readonly mtu: number;
  readonly vid: number;
  /** False for `-t`: lost at a reboot. */
  readonly persistent: boolean;
  /** The running zone that has the link, or the empty string. */
  zone: string;
  /** Link properties that were set, `protection` and `allowed-ips` among them. */
  properties: Properties;
}

/** ipadm(8), an address object. */
export interface AddressObject {
  readonly object: string;
  readonly type: 'static' | 'dhcp' | 'addrconf' | 'from-gz';
  readonly state: 'ok' | 'down' | 'disabled' | 'tentative';
  /** As show-addr prints it: `10.0.0.1/24`, `?` without a lease. */
  readonly address: string;
  readonly persistent: boolean;
}

/** zfs(8), a file system. */
export interface Dataset {
  readonly name: string;
  readonly guid: string;
  readonly properties: Properties;
  /** The oldest first. */
  readonly snapshots?: readonly Snapshot[];
}

export interface Snapshot {
  /** Behind the `@`. */
  readonly name: string;
  readonly createdAt: Date;
  /** Tags of those who hold it (zfs hold). */
  readonly holds?: readonly string[];
}

/** smf(7), an instance. */
export interface Service {
  readonly fmri: string;
  state: 'online' | 'disabled' | 'offline' | 'maintenance';
  /** general/enabled: what counts again after a boot. */
  enabled: boolean;
  /** The process contract of its run; 0 while it has none. */
  contract: number;
  /** In the repository, by `group/property`, and in the running snapshot, which a refresh makes of it. */
  properties: Readonly<Record<string, readonly string[]>>;
  running: Readonly<Record<string, readonly string[]>>;
  /** The configuration file as its program has read it when it started. */
  read?: string;
}

/** routeadm(8), in its order. */
export const routingNames = [
  'ipv4-routing',
  'ipv6-routing',
  'ipv4-forwarding',
  'ipv6-forwarding',
] as const;

export interface RoutingSetting {
  readonly name: (typeof routingNames)[number];
  persistent: boolean;
  current: boolean;
}

/** ipadm(8), the property `forwarding` of an interface. */
export interface InterfaceForwarding {
  readonly link: string;
  readonly family: 4 | 6;
  current: boolean;
  /** Undefined where none is kept. */
  persistent: boolean | undefined;
}

/** The service that has the kernel translate addresses. */
export const ipfilter = 'svc:/network/ipfilter:default';

/** Reads and writes below the host's /, on the machine that simulates. */
export interface HostFiles {
  /** Writes beside and renames, so that a reader sees the old text or the new. */
  write(path: string, text: string, mode?: number): void;
  read(path: string): string | undefined;
  /** To where nothing is; directories on the way there are made. */
  move(from: string, to: string): void;
  /** With all that is below. */
  copy(from: string, to: string): void;
  remove(path: string): void;
  makeDirectory(path: string, mode: number): void;
  exists(path: string): boolean;
}

/** How long what takes time takes, in milliseconds. */
export interface Delays {
  readonly install: number;
  readonly uninstall: number;
  readonly boot: number;
  /** Until a zone's services have stopped; then it is halted. */
  readonly shutdown: number;
  readonly halt: number;
}

/** What the hardware has. */
export interface MachineSize {
  /** Bytes. */
  readonly memory: number;
  readonly cpus: number;
}

export interface Machine {
  readonly name: string;
  readonly dialect: Dialect;
  readonly delays: Delays;
  readonly size: MachineSize;
  readonly now: () => Date;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Waits, or rejects when the host goes down meanwhile. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly files: HostFiles;
  /** Runs one of the host's own programs (cp, mv …) as root. */
  readonly asRoot: Isolation['asRoot'];
  /** Where its processes see a path of the host. */
  readonly seen: Isolation['seen'];
  /** In the order of /etc/zones/index; without the global zone. */
  zones: Zone[];
  links: Link[];
  /** Interfaces that are plumbed in the global zone. */
  interfaces: string[];
  addresses: AddressObject[];
  datasets: Dataset[];
  services: Service[];
  routing: RoutingSetting[];
  /** Of interfaces whose forwarding was ever set; all others are as the whole host. */
  forwarding: InterfaceForwarding[];
  /** NAT rules in the order of the kernel's list, as `ipnat -l` prints them. */
  natRules: string[];
  bootTime: Date;
  nextZoneId: number;
  nextContract: number;
}

/** Only a running ipfilter has its rules in the kernel. */
export const isNatLoaded = ({ services }: Pick<Machine, 'services'>): boolean =>
  services.some(({ fmri, state }) => fmri === ipfilter && state === 'online');

export const findZone = (machine: Machine, name: string): Zone | undefined =>
  machine.zones.find((zone) => zone.name === name);

export const findLink = (machine: Machine, name: string): Link | undefined =>
  machine.links.find((link) => link.name === name);

export const findDataset = (machine: Machine, name: string): Dataset | undefined =>
  machine.datasets.find((dataset) => dataset.name === name);

/** A random UUID (version 4) from the machine's own chance. */
export function newUuid(machine: Machine): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(machine.random() * 16).toString(16));
  digits[12] = '4';
  digits[16] = '89ab'[Math.floor(machine.random() * 4)] ?? '8';
  const text = digits.join('');
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    text.slice(12, 16),
    text.slice(16, 20),
    text.slice(20),
  ].join('-');
}

/** A MAC address below a prefix, printed by %x as illumos does. */
export function newMac(machine: Machine): string {
  const byte = () => Math.floor(machine.random() * 256).toString(16);
  return ['2', '8', '20', byte(), byte(), byte()].join(':');
}

/** A MAC address as dladm prints it, or undefined when the text is none: `02:08:20:0A:1:2` → `2:8:20:a:1:2`. */
export function unpaddedMac(text: string): string | undefined {
  const bytes = text.split(':');
  if (bytes.length !== 6 || !bytes.every((byte) => /^[0-9A-Fa-f]{1,2}$/.test(byte)))
    return undefined;
  return bytes.map((byte) => Number.parseInt(byte, 16).toString(16)).join(':');
}
