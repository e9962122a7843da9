/** Who has what of a pool: each address or span that is taken, once, by what has it most firmly. */
import type { Pool, PoolFamily } from '../registry/model.ts';
import { contains, type Family, type IpAddress } from './address.ts';
import type { Taken, TakenAddresses, Taker } from './taken.ts';

export interface Holding {
  readonly family: Family;
  readonly first: IpAddress;
  readonly last: IpAddress;
  readonly by: Taker;
  /** Whether zones could get it, were it free. */
  readonly isInRange: boolean;
}

/** The first of these that has an address says it best: an entry is the ledger. */
const firmness: readonly Taker['kind'][] = [
  'gateway',
  'entry',
  'zone',
  'broken-entry',
  'host',
  'reserved',
  'hold',
  'dhcp-reservation',
  'dhcp-range',
  'network',
  'broadcast',
];

/**
 * In the order of addresses, v4 first. Network and broadcast addresses, which nobody has, are left out.
 * What others have of the network outside the pool's ranges is told, too.
 */
export function holdingsOf(pool: Pool, { list }: TakenAddresses): readonly Holding[] {
  const families = [pool.v4, pool.v6].filter((family) => family !== undefined);
  return families.flatMap((family) => holdingsIn(family, pool, list));
}

function holdingsIn(
  { network, ranges }: PoolFamily,
  pool: Pool,
  list: readonly Taken[],
): readonly Holding[] {
  const { family } = network.address;
  const found = new Map<string, Taken>();
  for (const taken of list) {
    const { by, first, last } = taken;
    if (taken.family !== family || by.kind === 'network' || by.kind === 'broadcast') continue;
    // Another pool's gateway or reservation is said by that pool.
    if ((by.kind === 'gateway' || by.kind === 'reserved') && by.pool !== pool.name) continue;
    if (!contains(network, { family, value: first })) continue;
    const key = `${first}-${last}`;
    const before = found.get(key);
    if (before === undefined || firmness.indexOf(by.kind) < firmness.indexOf(before.by.kind))
      found.set(key, taken);
  }
  return [...found.values()]
    .sort((one, other) => (one.first < other.first ? -1 : one.first > other.first ? 1 : 0))
    .map(({ first, last, by }) => ({
      family,
      first: { family, value: first },
      last: { family, value: last },
      by,
      isInRange: ranges.some((range) => range.first.value <= first && first <= range.last.value),
    }));
}
