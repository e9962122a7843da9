/**
 * The pool that a net of a zone without an entry belongs to: of those whose network holds its addresses, the narrowest,
 * and of several such, those over its own link. A net without an address has the pools over its link.
 */
import { contains } from '../ipam/address.ts';
import type { Pool, PoolFamily } from '../registry/model.ts';
import type { FoundNet } from './zone-addresses.ts';

export interface PlacedNet extends FoundNet {
  /** Those that fit equally well; none where no network holds its addresses. */
  readonly pools: readonly Pool[];
}

export function placedNet(net: FoundNet, pools: readonly Pool[]): PlacedNet {
  const over = net.vnic?.over ?? net.link;
  const isOverIt = ({ stub }: Pool): boolean => stub === over;
  if (net.addresses.length === 0) return { ...net, pools: pools.filter(isOverIt) };
  const holding = pools
    .map((pool) => ({ pool, prefix: narrowest(pool, net) }))
    .filter(({ prefix }) => prefix !== undefined);
  const longest = Math.max(...holding.map(({ prefix = 0 }) => prefix));
  const best = holding.flatMap(({ pool, prefix }) => (prefix === longest ? [pool] : []));
  const onLink = best.filter(isOverIt);
  return { ...net, pools: onLink.length > 0 ? onLink : best };
}

/** Of a pool that holds all addresses of a net, the prefix length that the first of them lies in. */
function narrowest({ v4, v6 }: Pool, { addresses }: FoundNet): number | undefined {
  const families: readonly PoolFamily[] = [v4, v6].filter((family) => family !== undefined);
  const held = addresses.map(({ address }) =>
    families.find(({ network }) => contains(network, address)),
  );
  return held.every((family) => family !== undefined) ? held[0]?.network.prefix : undefined;
}
