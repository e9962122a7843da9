/** What entries say about pools, about each other and about links; see checks.ts. */
import { Diagnostic } from '../diagnostic.ts';
import {
  type Cidr,
  contains,
  formatAddress,
  type IpAddress,
  parseAddress,
  parseCidr,
  sameAddress,
  specialAddresses,
} from '../ipam/address.ts';
import { linkNameFault } from '../names/link-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { nearest } from '../nearest.ts';
import { type Checked, missing, warningAt } from './checked.ts';
import type { EntryNet, RegistryFault, ZoneEntry } from './model.ts';
import type { Sought } from './place-in.ts';

const pathOf = ({ name }: Pick<ZoneEntry, 'name'>): string => `zones/${name}.kdl`;

export function* entryChecks(entry: ZoneEntry, registry: Checked): Iterable<RegistryFault> {
  const path = pathOf(entry);
  if (entry.brand === 'bhyve') {
    const fault = warningAt(
      registry,
      path,
      { node: 'brand' },
      {
        code: 'zmgr::zone::bhyve',
        message: `${entry.name} is a virtual machine`,
        help: 'vm-manager looks after zones of the brand bhyve.',
      },
    );
    yield { ...fault, blocks: true };
  }
  if (entry.template !== undefined) {
    const who = `The zone "${entry.name}"`;
    const reference = { path, node: 'template', who, kind: 'template' } as const;
    yield* missing(registry, { ...reference, name: entry.template });
  }
  for (const net of entry.nets) {
    yield* addressChecks(net, path, registry);
    yield* linkChecks(net, path, registry);
  }
  yield* sameNetworks(entry, registry);
}

function* addressChecks(net: EntryNet, path: string, registry: Checked): Iterable<RegistryFault> {
  const stray = net.addresses.find(
    ({ address }) => !registry.families.some(({ network }) => contains(network, address)),
  );
  if (stray !== undefined && registry.allPoolsRead) {
    yield warningAt(registry, path, addressNode(stray.address), {
      code: 'zmgr::zone::outside-pools',
      message: `${formatAddress(stray.address)} of the net "${net.name}" is in the network of no pool`,
      help: 'It is kept, and never given out while the entry names it.',
    });
  }
  for (const address of net.addresses) {
    const what = specialIn(address, registry);
    if (what === undefined) continue;
    yield warningAt(registry, path, addressNode(address.address), {
      code: 'zmgr::zone::special-address',
      message: `${formatAddress(address.address)} of the net "${net.name}" is ${what}, which no zone can have`,
      help: 'Ask the host which address the zone has, and correct the entry.',
    });
  }
}

/** What an address stands for in its network, if it is no address for a zone. */
function specialIn({ address }: Cidr, { pools }: Checked): string | undefined {
  for (const { name, v4, v6 } of pools.values()) {
    for (const family of [v4, v6]) {
      if (family === undefined || !contains(family.network, address)) continue;
      const { subnet, broadcast } = specialAddresses(family.network);
      if (sameAddress(family.gateway, address)) return `the gateway of the pool "${name}"`;
      if (subnet !== undefined && sameAddress(subnet, address))
        return `the network address of the pool "${name}"`;
      if (broadcast !== undefined && sameAddress(broadcast, address))
        return `the broadcast address of the pool "${name}"`;
    }
  }
  return undefined;
}

function* linkChecks(
  { name, vnic, stub }: EntryNet,
  path: string,
  registry: Checked,
): Iterable<RegistryFault> {
  const named = [
    ['vnic', 'VNIC', vnic, 'dladm show-vnic'],
    ['stub', 'link', stub, 'dladm show-link'],
  ] as const;
  for (const [node, noun, link, tool] of named) {
    const fault = link === undefined ? undefined : linkNameFault(link);
    if (fault === undefined) continue;
    yield warningAt(
      registry,
      path,
      { node, isMeant: (value) => value === link },
      {
        code: 'zmgr::link::bad-name',
        message: `The ${noun} "${link}" of the net "${name}" ${fault}`,
        help: `Write the name that \`${tool}\` prints.`,
      },
    );
  }
}

function* sameNetworks(entry: ZoneEntry, registry: Checked): Iterable<RegistryFault> {
  for (const [place, net] of entry.nets.entries()) {
    const before = entry.nets.slice(0, place);
    for (const address of net.addresses) {
      const other = before.find(({ addresses }) =>
        addresses.some((one) => contains(one, address.address)),
      );
      if (other === undefined) continue;
      yield warningAt(registry, pathOf(entry), addressNode(address.address), {
        code: 'zmgr::zone::same-network',
        message: `The nets "${other.name}" and "${net.name}" of ${entry.name} are on one network`,
        help: 'Which way packets leave is not defined then. Keep one of the nets, where it is not meant.',
      });
    }
  }
}

/** One address, or one VNIC, in two places of the ledger. */
export function* doubleAllocations(registry: Checked): Iterable<RegistryFault> {
  const owners = new Map<string, ZoneName>();
  for (const entry of registry.zones.values()) {
    const { name, nets } = entry;
    for (const { addresses, vnic } of nets) {
      const claims: readonly (readonly [string, Sought])[] = [
        ...addresses.map((one) => [formatAddress(one.address), addressNode(one.address)] as const),
        ...(vnic === undefined
          ? []
          : [
              [
                `VNIC ${vnic}`,
                { node: 'vnic', isMeant: (value: string) => value === vnic },
              ] as const,
            ]),
      ];
      for (const [claim, sought] of claims) {
        const owner = owners.get(claim);
        owners.set(claim, owner ?? name);
        if (owner === undefined) continue;
        yield warningAt(registry, pathOf(entry), sought, {
          code: 'zmgr::zone::double-allocation',
          message: `${claim} stands in the entry of ${owner} ${owner === name ? 'twice' : `and of ${name}`}`,
          help: `Ask the host which zone has it, and correct zones/${name}.kdl.`,
        });
      }
    }
  }
}

/** Zones that wait for one that is nowhere in the registry, or for each other. */
export function* dependencyChecks(registry: Checked): Iterable<RegistryFault> {
  const { zones, texts } = registry;
  for (const entry of zones.values()) {
    for (const other of entry.dependsOn) {
      const sought = { node: 'depends-on', isMeant: (value: string) => value === other };
      if (!texts.has(`zones/${other}.kdl`)) {
        const suggestions = nearest(other, zones.keys());
        yield warningAt(registry, pathOf(entry), sought, {
          code: 'zmgr::zone::depends-on-unknown',
          message: `${entry.name} depends on ${other}, which has no entry`,
          help:
            suggestions[0] === undefined
              ? 'It is booted only while that zone runs. Take the name out where the zone is gone.'
              : `Write "${suggestions[0]}", if that is meant.`,
          suggestions,
        });
      } else if (leadsTo(other, entry.name, registry)) {
        yield warningAt(registry, pathOf(entry), sought, {
          code: 'zmgr::zone::depends-on-itself',
          message: `${entry.name} depends on ${other}, which waits for ${other === entry.name ? 'itself' : `${entry.name} in its turn`}`,
          help: `Take one of the two dependencies away: \`/zone set ${entry.name} depends-on=none\`.`,
        });
      }
    }
  }
}

function leadsTo(from: ZoneName, to: ZoneName, { zones }: Checked): boolean {
  const entries: ReadonlyMap<string, ZoneEntry> = zones;
  const seen = new Set<ZoneName>();
  const left: ZoneName[] = [from];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (name === to) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    left.push(...(entries.get(name)?.dependsOn ?? []));
  }
  return false;
}

export const addressNode = (address: IpAddress): Sought => ({
  node: 'address',
  isMeant: (value) => isSpelling(value, formatAddress(address)),
});

function isSpelling(text: string, canonical: string): boolean {
  try {
    const { address } = text.includes('/') ? parseCidr(text) : { address: parseAddress(text) };
    return formatAddress(address) === canonical;
  } catch (error) {
    if (error instanceof Diagnostic) return false;
    throw error;
  }
}
