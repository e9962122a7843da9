/** What a pool says, in the words in which it is typed. */
import { formatAddress, formatCidr } from '../ipam/address.ts';
import type { AddressRange, Pool, PoolFamily } from './model.ts';

export const rangeWords = ({ first, last }: AddressRange): string =>
  `${formatAddress(first)}-${formatAddress(last)}`;

export type Reservation = Pool['reserved'][number];

/** `10.1.0.53 dns vip` */
export const reservationWords = ({ address, note }: Reservation): string =>
  note === undefined ? formatAddress(address) : `${formatAddress(address)} ${note}`;

export const rangesOf = (family: PoolFamily | undefined): readonly AddressRange[] =>
  family?.mode === 'range' ? family.ranges : [];

/** Those of a list, one by one. */
export const listedIn = (family: PoolFamily | undefined): readonly AddressRange['first'][] =>
  family?.mode === 'list' ? family.ranges.map(({ first }) => first) : [];

/** By what is typed for each; what the pool does not say has no key. The first family is the file's own. */
export function poolWords(pool: Pool): ReadonlyMap<string, readonly string[]> {
  const { v4, v6, stub, reserved } = pool;
  const own = v4 ?? v6;
  const second = v4 === undefined ? undefined : v6;
  const all: readonly (readonly [string, readonly string[]])[] = [
    ...familyWords('', own),
    ['stub', [stub]],
    ...familyWords('v6-', second),
    ['reserve', reserved.map(reservationWords)],
  ];
  return new Map(all.filter(([, words]) => words.length > 0));
}

export const familyWords = (
  prefix: string,
  family: PoolFamily | undefined,
): readonly (readonly [name: string, words: readonly string[]])[] => [
  [`${prefix}network`, family === undefined ? [] : [formatCidr(family.network)]],
  [`${prefix}gateway`, family === undefined ? [] : [formatAddress(family.gateway)]],
  [`${prefix}range`, rangesOf(family).map(rangeWords)],
  [`${prefix}addresses`, listedIn(family).map(formatAddress)],
];
