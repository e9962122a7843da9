/** Where a pool's addresses and what DHCP gives to whoever asks are the same: no zone gets those, and IPAM counts them. */
import type { IpAddress } from '../ipam/address.ts';
import type { AddressRange, Pool } from '../registry/model.ts';
import type { DhcpConfiguration, DynamicRange } from './configuration.ts';

export interface CrossedRange extends AddressRange {
  readonly pool: string;
  readonly range: DynamicRange;
}

export const crossedRanges = (
  { subnets }: Pick<DhcpConfiguration, 'subnets'>,
  pools: Iterable<Pool>,
): readonly CrossedRange[] =>
  [...pools].flatMap(({ name, v4 }) =>
    (v4?.ranges ?? []).flatMap((own) =>
      subnets.flatMap(({ ranges }) =>
        ranges.flatMap((range) => {
          const first = greater(own.first, range.first);
          const last = lesser(own.last, range.last);
          return first.value <= last.value ? [{ pool: name, first, last, range }] : [];
        }),
      ),
    ),
  );

const greater = (one: IpAddress, other: IpAddress): IpAddress =>
  one.value > other.value ? one : other;
const lesser = (one: IpAddress, other: IpAddress): IpAddress =>
  one.value < other.value ? one : other;
