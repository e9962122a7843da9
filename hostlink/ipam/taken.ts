/**
 * Which addresses of a host's networks are taken, and by what. Everything that is known to use an address counts, not
 * the registry alone: peers that looked at one list only gave addresses out twice.
 */
import type { AddressRange, Pool, PoolFamily, Registry } from '../registry/model.ts';
import {
  type Cidr,
  type Family,
  type IpAddress,
  parseAddress,
  specialAddresses,
} from './address.ts';
import { type Interval, type Intervals, intervalsOf } from './intervals.ts';

/** What has an address. */
export type Taker =
  | { readonly kind: 'entry'; readonly zone: string }
  /** An entry that can't be understood, and mentions the address. */
  | { readonly kind: 'broken-entry'; readonly path: string }
  /** A zone's own configuration, whether it has an entry or not. */
  | { readonly kind: 'zone'; readonly zone: string }
  | { readonly kind: 'host'; readonly object: string | undefined }
  | { readonly kind: 'dhcp-range' }
  | { readonly kind: 'dhcp-reservation'; readonly name: string | undefined }
  | { readonly kind: 'gateway'; readonly pool: string }
  | { readonly kind: 'network'; readonly pool: string }
  | { readonly kind: 'broadcast'; readonly pool: string }
  | { readonly kind: 'reserved'; readonly pool: string; readonly note: string | undefined }
  /** Set aside by an operation that has not ended. */
  | { readonly kind: 'hold' };

export interface Taken extends Interval {
  readonly family: Family;
  readonly by: Taker;
}

/** Made once for a planning; finding the next free address in it takes one binary search. */
export interface TakenAddresses {
  readonly list: readonly Taken[];
  readonly v4: Intervals;
  readonly v6: Intervals;
}

/** What was seen on a host, and what the bot remembers. */
export interface AddressSources {
  readonly registry: Pick<Registry, 'zones' | 'pools' | 'faults'>;
  /** Configured in zones; those with an entry may be among them. */
  readonly zoneNets: readonly { readonly zone: string; readonly addresses: readonly Cidr[] }[];
  /** The global zone's own; `object` as ipadm calls it. */
  readonly hostAddresses: readonly { readonly address: Cidr; readonly object?: string }[];
  readonly dhcp: {
    readonly ranges: readonly AddressRange[];
    readonly reservations: readonly { readonly address: IpAddress; readonly name?: string }[];
  };
  /** Addresses without prefix length. */
  readonly holds: readonly string[];
}

/** @throws Diagnostic `zmgr::address::bad` for a hold that is no address */
export const takenOn = (sources: AddressSources): TakenAddresses =>
  takenAddresses([
    ...fromRegistry(sources.registry),
    ...sources.zoneNets.flatMap(({ zone, addresses }) =>
      addresses.map(({ address }) => single(address, { kind: 'zone', zone })),
    ),
    ...sources.hostAddresses.map(({ address: { address }, object }) =>
      single(address, { kind: 'host', object }),
    ),
    ...sources.dhcp.ranges.map((range) => span(range, { kind: 'dhcp-range' })),
    ...sources.dhcp.reservations.map(({ address, name }) =>
      single(address, { kind: 'dhcp-reservation', name }),
    ),
    ...sources.holds.map((hold) => single(parseAddress(hold), { kind: 'hold' })),
  ]);

export const takenAddresses = (list: readonly Taken[]): TakenAddresses => ({
  list,
  v4: intervalsOf(list.filter(({ family }) => family === 4)),
  v6: intervalsOf(list.filter(({ family }) => family === 6)),
});

/** The same, with more: what a plan has chosen already for another of its nets. */
export const withTaken = (
  taken: TakenAddresses,
  addresses: readonly IpAddress[],
  by: Taker,
): TakenAddresses =>
  takenAddresses([...taken.list, ...addresses.map((address) => single(address, by))]);

/** Everything that has the address. */
export const takersOf = (
  { list }: TakenAddresses,
  { family, value }: IpAddress,
): readonly Taker[] =>
  list
    .filter((taken) => taken.family === family && taken.first <= value && value <= taken.last)
    .map(({ by }) => by);

/** What has an address, in words that go on from "is". */
export function describeTaker(by: Taker): string {
  switch (by.kind) {
    case 'entry':
      return `allocated to ${by.zone}`;
    case 'broken-entry':
      return `mentioned in ${by.path}, which can't be read`;
    case 'zone':
      return `configured in the zone ${by.zone}`;
    case 'host':
      return by.object === undefined ? "the host's own" : `the host's own (${by.object})`;
    case 'dhcp-range':
      return 'in a range that DHCP gives out';
    case 'dhcp-reservation':
      return by.name === undefined ? 'reserved in DHCP' : `reserved for ${by.name} in DHCP`;
    case 'gateway':
      return `the gateway of the pool ${by.pool}`;
    case 'network':
      return `the network address of the pool ${by.pool}`;
    case 'broadcast':
      return `the broadcast address of the pool ${by.pool}`;
    case 'reserved':
      return `reserved in the pool ${by.pool}${by.note === undefined ? '' : ` (${by.note})`}`;
    case 'hold':
      return 'held by an operation that has not ended';
    default:
      return by satisfies never;
  }
}

const span = ({ first, last }: AddressRange, by: Taker): Taken => ({
  family: first.family,
  first: first.value,
  last: last.value,
  by,
});

const single = (address: IpAddress, by: Taker): Taken =>
  span({ first: address, last: address }, by);

const fromRegistry = ({ zones, pools, faults }: AddressSources['registry']): readonly Taken[] => [
  ...[...zones.values()].flatMap(({ name, nets }) =>
    nets.flatMap(({ addresses }) =>
      addresses.map(({ address }) => single(address, { kind: 'entry', zone: name })),
    ),
  ),
  ...faults.flatMap(({ path, addresses = [] }) =>
    addresses.map((address) => single(address, { kind: 'broken-entry', path })),
  ),
  ...[...pools.values()].flatMap(neverGivenOut),
];

/** What a pool keeps for itself. */
function neverGivenOut(pool: Pool): readonly Taken[] {
  const families: readonly PoolFamily[] = [pool.v4, pool.v6].filter((one) => one !== undefined);
  return [
    ...families.flatMap(({ network, gateway }) => {
      const { subnet, broadcast } = specialAddresses(network);
      return [
        single(gateway, { kind: 'gateway', pool: pool.name }),
        ...(subnet ? [single(subnet, { kind: 'network', pool: pool.name })] : []),
        ...(broadcast ? [single(broadcast, { kind: 'broadcast', pool: pool.name })] : []),
      ];
    }),
    ...pool.reserved.map(({ address, note }) =>
      single(address, { kind: 'reserved', pool: pool.name, note }),
    ),
  ];
}
