/** What was said of a pool, as its plans take it. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Cidr, IpAddress } from '../../hostlink/ipam/address.ts';
import type { LinkName } from '../../hostlink/names/link-name.ts';
import type { NewPoolWish } from '../../hostlink/plans/pool-files.ts';
import type { ListWish } from '../../hostlink/registry/list-wish.ts';
import type { AddressRange } from '../../hostlink/registry/model.ts';
import type { PoolEditWish } from '../../hostlink/registry/pool-edit.ts';
import type { Reservation } from '../../hostlink/registry/pool-words.ts';

interface SaidOfNew {
  readonly network: Cidr;
  readonly gateway: IpAddress;
  readonly stub: LinkName;
  readonly range: readonly AddressRange[];
  readonly addresses: readonly IpAddress[];
  readonly reserve?: ListWish<Reservation>;
  readonly 'v6-network'?: Cidr;
  readonly 'v6-gateway'?: IpAddress;
  readonly 'v6-range': readonly AddressRange[];
  readonly 'v6-addresses': readonly IpAddress[];
}

export const newPoolWish = (said: SaidOfNew): NewPoolWish => ({
  network: said.network,
  gateway: said.gateway,
  stub: said.stub,
  ranges: said.range,
  addresses: said.addresses,
  reserved: listed(said.reserve),
  v6: {
    network: said['v6-network'],
    gateway: said['v6-gateway'],
    ranges: said['v6-range'],
    addresses: said['v6-addresses'],
  },
});

/** Of something new, what comes is all there is. */
const listed = (wish: ListWish<Reservation> | undefined): readonly Reservation[] =>
  wish === undefined ? [] : wish.kind === 'whole' ? wish.values : wish.add;

interface SaidOfChange {
  readonly network?: Cidr;
  readonly gateway?: IpAddress;
  readonly stub?: LinkName;
  readonly range?: ListWish<AddressRange>;
  readonly addresses?: ListWish<IpAddress>;
  readonly reserve?: ListWish<Reservation>;
  readonly 'v6-network'?: Cidr | null;
  readonly 'v6-gateway'?: IpAddress | null;
  readonly 'v6-range'?: ListWish<AddressRange>;
  readonly 'v6-addresses'?: ListWish<IpAddress>;
}

/** `v6-network=none` takes the whole v6 block away. @throws Diagnostic `zmgr::pool::two-spellings` */
export function poolEditWish(said: SaidOfChange): PoolEditWish {
  const { network, gateway, stub, range, addresses, reserve } = said;
  refuseBoth(range, addresses, '');
  refuseBoth(said['v6-range'], said['v6-addresses'], 'v6-');
  return {
    network,
    gateway,
    stub,
    ranges: range,
    addresses,
    reserved: reserve,
    v6:
      said['v6-network'] === null
        ? null
        : {
            network: said['v6-network'],
            gateway: said['v6-gateway'] ?? undefined,
            ranges: said['v6-range'],
            addresses: said['v6-addresses'],
          },
  };
}

const isEmptied = (wish: ListWish<unknown>): boolean =>
  wish.kind === 'whole' && wish.values.length === 0;

function refuseBoth(
  range: ListWish<unknown> | undefined,
  addresses: ListWish<unknown> | undefined,
  prefix: string,
): void {
  if (range === undefined || addresses === undefined) return;
  if (isEmptied(range) || isEmptied(addresses)) return;
  throw new Diagnostic({
    code: 'zmgr::pool::two-spellings',
    message: 'A pool gives out ranges or a list of addresses, not both',
    help: `Keep ${prefix}range= or ${prefix}addresses=; the one takes the place of the other.`,
  });
}
