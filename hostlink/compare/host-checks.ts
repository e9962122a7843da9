/**
 * What a registry says that its host contradicts: pools over links that are not there, addresses of entries that
 * something else uses. And what entries of several hosts say about one network. Each with its place in a file.
 */
import type { DhcpConfiguration } from '../dhcp/configuration.ts';
import { crossedRanges } from '../dhcp/crossed-ranges.ts';
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import type { DhcpFile } from '../illumos/dhcpd.ts';
import type { Link } from '../illumos/dladm.ts';
import type { AddressObject } from '../illumos/ipadm.ts';
import type { ConfiguredZone } from '../illumos/zones-directory.ts';
import { contains, formatAddress, type IpAddress } from '../ipam/address.ts';
import type { HostName } from '../names/host-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { Attempt } from '../observe/attempt.ts';
import { configuredAddresses } from '../plans/addresses-in-use.ts';
import { linkUnder } from '../plans/pool-link.ts';
import { warningAt } from '../registry/checked.ts';
import { addressNode } from '../registry/entry-checks.ts';
import type { Registry, RegistryFault, ZoneEntry } from '../registry/model.ts';

export interface CheckedHost {
  readonly host: Pick<HostSpec, 'name'>;
  readonly registry: Registry;
  readonly links: readonly Link[];
  readonly addresses: readonly AddressObject[];
  readonly configurations: ReadonlyMap<ZoneName, ConfiguredZone>;
  /** What is not known of it is not held against anything. */
  readonly dhcp: Attempt<DhcpFile<DhcpConfiguration>>;
}

export const hostChecks = (host: CheckedHost): readonly RegistryFault[] => [
  ...linkChecks(host),
  ...addressChecks(host),
  ...dhcpChecks(host),
];

/** A zone of the host's own stack uses any link: whether VNICs can be made over it is of no matter to a pool for such. */
function* linkChecks({ registry, links, host }: CheckedHost): Iterable<RegistryFault> {
  for (const pool of registry.pools.values()) {
    const users = [...registry.templates.values()].filter(({ nets }) =>
      nets.some((net) => net.pool === pool.name),
    );
    const isShared = users.length > 0 && users.every(({ ipType }) => ipType === 'shared');
    const path = `pools/${pool.name}.kdl`;
    try {
      const correction = 'Correct the stub in the file';
      linkUnder(pool, isShared ? 'shared' : 'exclusive', links, host, correction);
    } catch (error) {
      if (!(error instanceof Diagnostic)) throw error;
      const { code, message, help = '', suggestions } = error;
      const sought = { node: 'stub', isMeant: (value: string) => value === pool.stub };
      yield warningAt(registry, path, sought, { code, message, help, suggestions });
    }
  }
}

function* addressChecks(checked: CheckedHost): Iterable<RegistryFault> {
  const { registry, configurations, addresses } = checked;
  const owners = new Map<string, { readonly zone?: ZoneName; readonly words: string }>();
  for (const { object, address } of addresses) {
    if (address !== undefined)
      owners.set(formatAddress(address), { words: `the host itself (${object})` });
  }
  for (const zone of configurations.values()) {
    if (zone.kind !== 'read') continue;
    // What a zone of the host's own stack has, the host's list shows as well.
    for (const { address } of configuredAddresses(zone.configuration))
      owners.set(formatAddress(address), { zone: zone.name, words: `the zone ${zone.name}` });
  }
  for (const entry of registry.zones.values()) {
    for (const { address } of entry.nets.flatMap((net) => net.addresses)) {
      const owner = owners.get(formatAddress(address));
      if (owner === undefined || owner.zone === entry.name) continue;
      yield doubly(registry, entry, address, owner.words);
    }
  }
}

/** No zone gets these addresses, so that a pool has fewer than its file says. */
function* dhcpChecks({ registry, dhcp, host }: CheckedHost): Iterable<RegistryFault> {
  if (dhcp.kind === 'unread' || dhcp.value.kind !== 'read') return;
  const { value: configuration } = dhcp.value;
  for (const crossed of crossedRanges(configuration, registry.pools.values())) {
    const { pool, first, last, range } = crossed;
    const span = `${formatAddress(first)} to ${formatAddress(last)}`;
    yield warningAt(
      registry,
      `pools/${pool}.kdl`,
      { node: 'range-start', isMeant: () => true },
      {
        code: 'zmgr::pool::meets-dhcp-range',
        message: `${span} of the pool ${pool} is given out by DHCP (line ${range.statement.line} of ${configuration.source}), so that no zone gets it`,
        help: `Make one of them smaller: \`/zone pool edit ${pool} host=${host.name} range=…\`, or \`/zone dhcp set <subnet> host=${host.name} range=…\`.`,
      },
    );
  }
}

const doubly = (
  registry: Registry,
  entry: ZoneEntry,
  address: IpAddress,
  owner: string,
): RegistryFault =>
  warningAt(registry, `zones/${entry.name}.kdl`, addressNode(address), {
    code: 'zmgr::zone::double-allocation',
    message: `${formatAddress(address)} stands in the entry of ${entry.name}, and ${owner} has it`,
    help: `Look on the host which of them it is, and correct zones/${entry.name}.kdl.`,
  });

/**
 * One address in entries of two hosts, where both have it from a pool over a link that leads out of the host. What lies
 * over an etherstub stays within its host.
 */
export function fleetChecks(
  hosts: readonly CheckedHost[],
): ReadonlyMap<HostName, readonly RegistryFault[]> {
  const owners = new Map<string, { readonly host: HostName; readonly zone: ZoneName }>();
  const faults = new Map<HostName, RegistryFault[]>();
  for (const checked of hosts) {
    const { host, registry } = checked;
    for (const entry of registry.zones.values()) {
      for (const { address } of entry.nets.flatMap((net) => net.addresses)) {
        if (!leadsOut(address, checked)) continue;
        const key = formatAddress(address);
        const owner = owners.get(key);
        owners.set(key, owner ?? { host: host.name, zone: entry.name });
        if (owner === undefined || owner.host === host.name) continue;
        const words = `${owner.host}/${owner.zone} by its entry`;
        faults.set(host.name, [
          ...(faults.get(host.name) ?? []),
          doubly(registry, entry, address, words),
        ]);
      }
    }
  }
  return faults;
}

const leadsOut = (address: IpAddress, { registry, links }: CheckedHost): boolean =>
  [...registry.pools.values()].some(
    ({ v4, v6, stub }) =>
      [v4, v6].some((family) => family !== undefined && contains(family.network, address)) &&
      links.some((link) => link.name === stub && link.class !== 'etherstub'),
  );
