/** What a simulated host begins with, as data, and the machine that comes of it. */
import type { Dialect } from '../dialect/dialect.ts';
import { readyZone } from '../tools/zoneadm/run.ts';
import {
  type AddressObject,
  type Dataset,
  type Delays,
  type HostFiles,
  ipfilter,
  type Link,
  type Machine,
  type MachineSize,
  newMac,
  newUuid,
  routingNames,
} from './machine.ts';
import { writeMounts } from './mounts.ts';
import { emptyOutputCall } from './power.ts';
import { enableService } from './services.ts';
import { property, type Zone, type ZoneConfiguration, type ZoneInside } from './zone.ts';
import { writeIndex, writeZone } from './zone-files.ts';
import { makeRoot } from './zone-root.ts';

export interface SeedLink {
  readonly name: string;
  readonly class: Link['class'];
  readonly over?: readonly string[];
  /** Chosen at random where left out (an etherstub has none). */
  readonly mac?: string;
  readonly mtu?: number;
}

export interface SeedZone {
  readonly name: string;
  readonly state: 'configured' | 'incomplete' | 'installed' | 'running';
  readonly configuration: ZoneConfiguration;
  readonly inside?: ZoneInside;
  /** Names of snapshots of all its datasets, one a day up to yesterday. */
  readonly snapshots?: readonly string[];
  /** Those of them that somebody holds (zfs hold). */
  readonly held?: readonly string[];
}

export interface HostSeed {
  /** Texts by their path on the host: the registry, and what else lies in /etc. */
  readonly files: Readonly<Record<string, string>>;
  readonly links: readonly SeedLink[];
  readonly interfaces: readonly string[];
  readonly addresses: readonly (Pick<AddressObject, 'object' | 'address'> & {
    readonly type?: AddressObject['type'];
  })[];
  /** File systems with their mount points. */
  readonly datasets: Readonly<Record<string, string>>;
  readonly zones: readonly SeedZone[];
  /** 32 GiB and 8 processors where left out. */
  readonly size?: MachineSize;
  /** The DHCP server, which has no files where this is left out. */
  readonly dhcp?: {
    readonly config: string;
    readonly leases?: string;
    readonly listen?: readonly string[];
    readonly state: 'online' | 'disabled';
  };
  /** ipnat.conf, and whether ipfilter runs with it; left out, there is none and it is disabled. */
  readonly nat?: { readonly config: string; readonly state: 'online' | 'disabled' };
}

export interface MachineParts {
  readonly name: string;
  readonly dialect: Dialect;
  readonly seed: HostSeed;
  readonly delays: Delays;
  readonly now: () => Date;
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly files: HostFiles;
  readonly asRoot: Machine['asRoot'];
  readonly seen: Machine['seen'];
}

/** What the packages' manifests say of its property group. */
const dhcpProperties = ({ dhcp }: Dialect, { dhcp: wish }: HostSeed) => ({
  'config/config_file': [dhcp.config],
  'config/debug': ['false'],
  'config/lease_file': [dhcp.leases],
  'config/listen_ifnames': wish?.listen ?? [''],
  'config/omapi_conn_limit': ['10'],
});

/** What the packages' manifests say of ipfilter. */
const ipfilterProperties = ({ seen }: Pick<MachineParts, 'seen'>) => ({
  'config/ipnat_config_file': [seen('/etc/ipf/ipnat.conf')],
  'config/ippool_config_file': [seen('/etc/ipf/ippool.conf')],
  'firewall_config_default/policy': ['none'],
});

const propertiesOf = (fmri: string, parts: Omit<MachineParts, 'seed'>, seed: HostSeed) => {
  if (fmri === parts.dialect.dhcp.fmri) return dhcpProperties(parts.dialect, seed);
  return fmri === ipfilter ? ipfilterProperties(parts) : {};
};

/** As the tools that make them say; of an etherstub, which has no address, nobody asks. */
const macTypeOf = (kind: Link['class']): Link['macType'] => {
  if (kind === 'phys' || kind === 'aggr') return 'factory, slot 1';
  return kind === 'etherstub' ? 'fixed' : 'random';
};

/** Milliseconds. */
const day = 24 * 60 * 60 * 1000;

/** @throws Error when the seed contradicts itself: a running zone whose link is not there. */
export function machineFrom({ seed, ...parts }: MachineParts): Machine {
  const machine: Machine = {
    ...parts,
    size: seed.size ?? { memory: 32 * 1024 ** 3, cpus: 8 },
    zones: [],
    links: [],
    interfaces: [...seed.interfaces],
    addresses: seed.addresses.map(({ object, address, type }) => ({
      object,
      address,
      type: type ?? 'static',
      state: 'ok',
      persistent: true,
    })),
    datasets: [],
    services: Object.entries(parts.dialect.services).map(([fmri, state], index) => {
      const properties = propertiesOf(fmri, parts, seed);
      const isOnline = state === 'online';
      return {
        fmri,
        state,
        enabled: isOnline,
        contract: isOnline ? 20 + index : 0,
        properties,
        running: properties,
      };
    }),
    routing: routingNames.map((name) => ({ name, persistent: false, current: false })),
    forwarding: [...seed.interfaces].flatMap((link) =>
      ([4, 6] as const).map((family) => ({ link, family, current: false, persistent: undefined })),
    ),
    natRules: [],
    bootTime: parts.now(),
    nextZoneId: 1,
    nextContract: 60,
  };
  for (const { name, class: kind, over, mac, mtu } of seed.links)
    machine.links.push({
      name,
      class: kind,
      over: over ?? [],
      state: kind === 'etherstub' ? 'unknown' : 'up',
      mac: kind === 'etherstub' ? '' : (mac ?? newMac(machine)),
      macType: macTypeOf(kind),
      mtu: mtu ?? (kind === 'etherstub' ? 9000 : 1500),
      vid: 0,
      persistent: true,
      zone: '',
      properties: {},
    });
  const addDataset = (
    name: string,
    properties: Dataset['properties'],
    snapshots: readonly string[] = [],
    held: readonly string[] = [],
  ) =>
    machine.datasets.push({
      name,
      guid: String(Math.floor(machine.random() * 2 ** 53)),
      properties,
      snapshots: snapshots.map((snapshot, at) => ({
        name: snapshot,
        createdAt: new Date(machine.now().getTime() - (snapshots.length - at) * day),
        ...(held.includes(snapshot) && { holds: ['keep'] }),
      })),
    });
  for (const [name, mountpoint] of Object.entries(seed.datasets)) addDataset(name, { mountpoint });
  for (const [path, text] of Object.entries(seed.files)) machine.files.write(path, text);

  if (seed.dhcp !== undefined) {
    const { config, leases = '', state } = seed.dhcp;
    machine.files.write(parts.dialect.dhcp.config, config);
    machine.files.write(parts.dialect.dhcp.leases, leases);
    const service = machine.services.find(({ fmri }) => fmri === parts.dialect.dhcp.fmri);
    if (service !== undefined && state === 'online') enableService(machine, service, true);
  }
  // The package has the directory, and no file in it.
  machine.files.makeDirectory('/etc/ipf', 0o755);
  if (seed.nat !== undefined) {
    machine.files.write('/etc/ipf/ipnat.conf', seed.nat.config);
    const service = machine.services.find(({ fmri }) => fmri === ipfilter);
    if (service !== undefined && seed.nat.state === 'online') enableService(machine, service, true);
  }

  for (const { name, state, configuration, inside, snapshots, held } of seed.zones) {
    const zone: Zone = {
      name,
      uuid: newUuid(machine),
      state: state === 'running' ? 'installed' : state,
      id: undefined,
      configuration,
      busy: false,
      ...(inside === undefined ? {} : { inside }),
    };
    machine.zones.push(zone);
    writeZone(machine, zone);
    if (state === 'configured') continue;
    const zonepath = property(configuration, 'zonepath');
    const parent = Object.entries(seed.datasets).find(
      ([, at]) => zonepath.startsWith(`${at}/`) && at !== '/',
    );
    if (parent !== undefined) {
      const base = `${parent[0]}/${zonepath.split('/').at(-1)}`;
      addDataset(base, { mountpoint: zonepath }, snapshots, held);
      addDataset(`${base}/ROOT`, { mountpoint: 'legacy', zoned: 'on' }, snapshots, held);
      const zbe = { mountpoint: 'legacy', zoned: 'on', canmount: 'noauto' };
      addDataset(`${base}/ROOT/zbe`, zbe, snapshots, held);
    }
    makeRoot(machine, zone);
    machine.files.makeDirectory(zonepath, 0o700);
    if (state !== 'running') continue;
    if (!readyZone(emptyOutputCall, machine, zone))
      throw new Error(`the seed's zone ${name} cannot run`);
    zone.state = 'running';
  }
  writeIndex(machine);
  writeMounts(machine);
  return machine;
}
