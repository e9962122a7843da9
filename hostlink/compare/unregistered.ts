/**
 * Zones of a host that have no entry, and what an import makes of each: the entry where all is clear, what is to be chosen
 * where it is not, and otherwise why it is left alone. Pure; whatever a zone is like, it is an answer and no exception.
 */
import { isVmBrand } from '../illumos/brands.ts';
import type { Link, Vnic } from '../illumos/dladm.ts';
import type { AddressObject } from '../illumos/ipadm.ts';
import type { ZoneConfiguration } from '../illumos/zone-configuration.ts';
import type { ZoneListing } from '../illumos/zoneadm.ts';
import type { ConfiguredZone } from '../illumos/zones-directory.ts';
import type { ZoneInside } from '../illumos/zones-inside.ts';
import { contains, formatAddress, sameAddress } from '../ipam/address.ts';
import { describeTaker, type TakenAddresses, takersOf } from '../ipam/taken.ts';
import { linkNameFault } from '../names/link-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { EntryNet, Registry } from '../registry/model.ts';
import type { NewZoneEntry } from '../registry/zone-entry-text.ts';
import { placedNet } from './match-pools.ts';
import { type MatchWish, matchTemplate, type NamedNet, type ZoneKind } from './match-template.ts';
import { addressSources, foundNets, type SeenLease } from './zone-addresses.ts';

export interface ImportFacts {
  readonly zones: readonly ZoneListing[];
  readonly configurations: ReadonlyMap<ZoneName, ConfiguredZone>;
  readonly links: readonly Link[];
  readonly vnics: readonly Vnic[];
  readonly addresses: readonly AddressObject[];
  readonly inside: ReadonlyMap<string, ZoneInside>;
  readonly leases: readonly SeenLease[];
  readonly registry: Registry;
}

export type Finding = { readonly zone: ZoneName } & (
  | {
      readonly kind: 'sure';
      readonly uuid?: string;
      readonly entry: NewZoneEntry;
      /** Why this template. */
      readonly because: string;
      /** Where the addresses come from. */
      readonly sources: readonly string[];
      /** What is worth knowing all the same. */
      readonly remarks: readonly string[];
    }
  | {
      readonly kind: 'unsure';
      readonly fit: 'several' | 'none';
      readonly candidates: readonly string[];
      readonly addresses: readonly string[];
      /** What its nets are in, for who chooses. */
      readonly because: string;
    }
  /** A person has to put something right first. */
  | { readonly kind: 'left'; readonly because: string }
  /** Nobody has to do anything. */
  | { readonly kind: 'skipped'; readonly because: string }
);

/** Those without an entry, by name; all of one that is asked for. */
export function unregisteredZones({
  zones,
  configurations,
  registry,
}: ImportFacts): readonly ZoneName[] {
  const listed = zones.flatMap((zone) => (zone.kind === 'zone' ? [zone.name] : []));
  return [...new Set([...listed, ...configurations.keys()])]
    .filter((name) => !registry.texts.has(`zones/${name}.kdl`))
    .toSorted(byName);
}

/** web2 before web10. */
const byName = new Intl.Collator('en', { numeric: true }).compare;

/**
 * @param taken all that uses an address on the host
 * @throws Diagnostic of a wish that can't be met
 */
export function findingOf(
  zone: ZoneName,
  facts: ImportFacts,
  taken: TakenAddresses,
  wish: MatchWish,
): Finding {
  const { registry } = facts;
  const listing = facts.zones.find((one) => one.kind === 'zone' && one.name === zone);
  const configured = facts.configurations.get(zone);
  const left = (because: string): Finding => ({ zone, kind: 'left', because });
  const configuration = configured?.kind === 'read' ? configured.configuration : undefined;
  const brand = listing?.brand ?? configuration?.brand;
  if (brand !== undefined && isVmBrand(brand)) {
    const because = `of the brand ${brand}: virtual machines are vm-manager's`;
    return { zone, kind: 'skipped', because };
  }
  if (configured?.kind === 'fault') return left(configured.diagnostic.message);
  if (configuration === undefined || brand === undefined)
    return left('zoneadm lists it, and /etc/zones does not have it; it may just be made or gone');
  const inside = facts.inside.get(zone);
  const found = foundNets(zone, configuration, {
    vnics: facts.vnics,
    pools: [...registry.pools.values()],
    inside,
    leases: facts.leases,
  });
  const nets = found.map((net) => placedNet(net, [...registry.pools.values()]));
  const unasked = nets.find(({ addresses }) => addresses.length === 0);
  if (inside?.kind === 'unread' && unasked !== undefined && !wish.isForOne)
    return left(`only the zone itself knows its addresses, and can't be asked: ${inside.because}`);
  const clash = clashOf(zone, nets, taken, facts);
  if (clash !== undefined) return left(clash);
  const kind: ZoneKind = { brand, ipType: configuration.ipType, nets };
  const match = matchTemplate(kind, registry, wish);
  if (match.kind === 'unsure') {
    const addresses = nets.flatMap((net) =>
      net.addresses.map(({ address }) => formatAddress(address)),
    );
    return { zone, ...match, addresses };
  }
  const uuid = listing?.uuid ?? configured?.uuid;
  return {
    zone,
    kind: 'sure',
    ...(uuid !== undefined && { uuid }),
    entry: {
      name: zone,
      ...(match.template === undefined ? { brand } : { template: match.template }),
      imported: true,
      state: 'ready',
      nets: match.nets.map((net) => entryNet(net, configuration, facts)),
    },
    because: match.because,
    sources: sourcesOf(match.nets),
    remarks: [
      ...match.nets.flatMap((net) => net.remarks),
      ...match.nets.flatMap((net) => missingAddress(net, listing, inside)),
      ...match.nets.flatMap(outsidePools),
    ],
  };
}

function entryNet(
  net: NamedNet,
  { ipType, nets }: ZoneConfiguration,
  { links }: ImportFacts,
): EntryNet {
  const { name, link, vnic, pool, addresses, routers } = net;
  const listed = links.find((one) => one.name === link);
  const isVnic =
    ipType === 'exclusive' && (listed === undefined || listed.class === 'vnic') && isLegal(link);
  const globalNic = nets.find((one) => one.physical === link)?.properties.get('global-nic');
  const stub =
    vnic?.over ?? (isVnic ? (globalNic === 'auto' ? undefined : globalNic) : link) ?? pool?.stub;
  const gateways = routers.length > 0 ? routers : gatewaysOf(net);
  return {
    name,
    addresses,
    gateways,
    ...(isVnic && { vnic: link }),
    ...(stub !== undefined && isLegal(stub) && { stub }),
  };
}

const isLegal = (link: string): boolean => linkNameFault(link) === undefined;

/** The pool's, as create writes them. */
const gatewaysOf = ({ pool, addresses }: NamedNet) =>
  [pool?.v4, pool?.v6].flatMap((family) =>
    family !== undefined && addresses.some(({ address }) => contains(family.network, address))
      ? [family.gateway]
      : [],
  );

/** `10.1.0.12 by its allowed-address` */
const sourcesOf = (nets: readonly NamedNet[]): readonly string[] =>
  nets.flatMap(({ addresses, from }) =>
    from === undefined
      ? []
      : [
          `${addresses.map(({ address }) => formatAddress(address)).join(', ')} by ${addressSources[from]}`,
        ],
  );

function missingAddress(
  { link, addresses }: NamedNet,
  listing: ZoneListing | undefined,
  inside: ZoneInside | undefined,
): readonly string[] {
  if (addresses.length > 0) return [];
  const why =
    inside?.kind === 'unread'
      ? `the zone can't be asked (${inside.because})`
      : listing?.state === 'running'
        ? 'nothing on the host or in the zone tells it'
        : 'it does not run, and nothing else tells it';
  return [
    `no address of ${link} is known, since ${why}: until it stands in the entry it may be given to another zone`,
  ];
}

const outsidePools = ({ pools, addresses }: NamedNet): readonly string[] =>
  pools.length === 0 && addresses.length > 0
    ? [`${addresses.map(({ address }) => formatAddress(address)).join(', ')} in no pool, and kept`]
    : [];

/** What somebody else has, or nobody can: an entry of it would give it to two. */
function clashOf(
  zone: ZoneName,
  nets: readonly { readonly link: string; readonly addresses: NamedNet['addresses'] }[],
  taken: TakenAddresses,
  { registry, addresses: hostAddresses, configurations }: ImportFacts,
): string | undefined {
  const configured = configurations.get(zone);
  const isShared = configured?.kind === 'read' && configured.configuration.ipType === 'shared';
  for (const { link, addresses } of nets) {
    const owner = isShared
      ? undefined
      : [...registry.zones.values()].find((entry) =>
          entry.nets.some(({ vnic }) => vnic === link && link !== ''),
        );
    if (owner !== undefined) return `its VNIC ${link} stands in the entry of ${owner.name}`;
    for (const { address } of addresses) {
      const taker = takersOf(taken, address).find(
        (by) =>
          !(by.kind === 'zone' && by.zone === zone) &&
          by.kind !== 'reserved' &&
          by.kind !== 'dhcp-range' &&
          by.kind !== 'dhcp-reservation' &&
          // The host's own list has the addresses of zones that share its stack.
          !(by.kind === 'host' && isShared && isListed(hostAddresses, address)),
      );
      if (taker !== undefined) return `${formatAddress(address)} is ${describeTaker(taker)}`;
    }
  }
  return undefined;
}

const isListed = (
  objects: readonly AddressObject[],
  address: NamedNet['addresses'][number]['address'],
): boolean => objects.some((one) => one.address !== undefined && sameAddress(one.address, address));
