/** A pool as it is said in chat: the arguments of the verbs that make one, and how they are typed. */
import { type Cidr, formatAddress, formatCidr, type IpAddress } from '../ipam/address.ts';
import type { LinkName } from '../names/link-name.ts';
import type { AddressRange } from './model.ts';

export interface PoolWish {
  readonly network?: Cidr;
  readonly gateway?: IpAddress;
  readonly stub?: LinkName;
  readonly range?: AddressRange;
  readonly addresses: readonly IpAddress[];
}

/** What has to be said of a pool, as it is typed; what is not given stands there as an example. */
export function poolArguments(
  name: string,
  { network, gateway, stub, range, addresses }: PoolWish = { addresses: [] },
): string {
  const last =
    addresses.length > 0
      ? `addresses=${addresses.map(formatAddress).join(',')}`
      : `range=${range === undefined ? '10.1.0.10-10.1.0.99' : `${formatAddress(range.first)}-${formatAddress(range.last)}`}`;
  return [
    `pool=${name}`,
    `network=${network === undefined ? '10.1.0.0/24' : formatCidr(network)}`,
    `gateway=${gateway === undefined ? '10.1.0.1' : formatAddress(gateway)}`,
    `stub=${stub ?? 'stub0'}`,
    last,
  ].join(' ');
}
