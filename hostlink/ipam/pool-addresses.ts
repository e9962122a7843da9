/** What a pool can still give: the next free address, a verdict on a chosen one, and how full it is. */
import { Diagnostic } from '../diagnostic.ts';
import type { Pool, PoolFamily } from '../registry/model.ts';
import { contains, type Family, formatAddress, formatCidr, type IpAddress } from './address.ts';
import {
  countWithin,
  firstMissing,
  type Interval,
  type Intervals,
  intervalsOf,
} from './intervals.ts';
import { describeTaker, type Taken, type TakenAddresses, takersOf } from './taken.ts';

export const familiesOf = (pool: Pool): readonly Family[] => [
  ...(pool.v4 === undefined ? [] : [4 as const]),
  ...(pool.v6 === undefined ? [] : [6 as const]),
];

/**
 * The lowest free address of the pool's ranges, in the order of the file.
 * @throws Diagnostic `zmgr::pool::exhausted`, `zmgr::pool::no-family`
 */
export function nextFree(pool: Pool, family: Family, taken: TakenAddresses): IpAddress {
  const { ranges } = familyOf(pool, family);
  for (const { first, last } of ranges) {
    const value = firstMissing(intervals(taken, family), { first: first.value, last: last.value });
    if (value !== undefined) return { family, value };
  }
  const { total, used } = usage(pool, family, taken);
  throw new Diagnostic({
    code: 'zmgr::pool::exhausted',
    message: `The pool "${pool.name}" has no free IPv${family} address: ${used} of ${total} are taken`,
    help: `Take another pool with pool=<pool>, widen the range in pools/${pool.name}.kdl, or destroy a zone that is no longer needed.`,
    suggestions: ['/zone list'],
  });
}

/**
 * Whether an address that somebody chose may be given.
 * @throws Diagnostic `zmgr::address::outside-pool`, `zmgr::address::reserved` (gateway, network, broadcast, kept back),
 * `zmgr::address::taken`, each with what to do
 */
export function checkChosen(pool: Pool, address: IpAddress, taken: TakenAddresses): void {
  const { network, ranges } = familyOf(pool, address.family);
  const help = `Leave address= out for the next free one of the pool "${pool.name}".`;
  const takers = takersOf(taken, address);
  const keeper = takers.find(({ kind }) => keeps.has(kind));
  if (contains(network, address) && keeper !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::address::reserved',
      message: `${formatAddress(address)} is ${describeTaker(keeper)}`,
      help,
    });
  }
  if (
    !ranges.some(({ first, last }) => first.value <= address.value && address.value <= last.value)
  ) {
    const where = contains(network, address)
      ? 'is in its network but in none of its ranges'
      : `is not in its network ${formatCidr(network)}`;
    throw new Diagnostic({
      code: 'zmgr::address::outside-pool',
      message: `${formatAddress(address)} is no address of the pool "${pool.name}": it ${where}`,
      help: `The pool gives ${ranges.slice(0, 3).map(rangeText).join(', ')}${ranges.length > 3 ? ', …' : ''}. ${help}`,
    });
  }
  const [taker] = takers;
  if (taker !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::address::taken',
      message: `${formatAddress(address)} is ${describeTaker(taker)}`,
      help,
    });
  }
}

export interface Usage {
  /** What the pool could give if nothing had been given: its ranges without gateway, network, broadcast and reserved. */
  readonly total: bigint;
  readonly used: bigint;
  readonly free: bigint;
}

/** @throws Diagnostic `zmgr::pool::no-family` */
export function usage(pool: Pool, family: Family, taken: TakenAddresses): Usage {
  const spans = spansOf(familyOf(pool, family));
  const kept = intervalsOf(taken.list.filter((one) => one.family === family && isKept(one)));
  const count = (of: (span: Interval) => bigint) => spans.reduce((sum, span) => sum + of(span), 0n);
  const total = count((span) => span.last - span.first + 1n - countWithin(kept, span));
  const free = count(
    (span) => span.last - span.first + 1n - countWithin(intervals(taken, family), span),
  );
  return { total, used: total - free, free };
}

/** Who keeps an address from ever being given. */
const keeps: ReadonlySet<string> = new Set(['gateway', 'network', 'broadcast', 'reserved']);
const isKept = ({ by }: Taken): boolean => keeps.has(by.kind);

const intervals = ({ v4, v6 }: TakenAddresses, family: Family): Intervals =>
  family === 4 ? v4 : v6;

/** The ranges, without what two of them share. */
function spansOf({ ranges }: PoolFamily): readonly Interval[] {
  const { firsts, lasts } = intervalsOf(
    ranges.map(({ first, last }) => ({ first: first.value, last: last.value })),
  );
  return firsts.map((first, at) => ({ first, last: lasts[at] ?? first }));
}

function familyOf(pool: Pool, family: Family): PoolFamily {
  const found = family === 4 ? pool.v4 : pool.v6;
  if (found === undefined) {
    throw new Diagnostic({
      code: 'zmgr::pool::no-family',
      message: `The pool "${pool.name}" has no IPv${family} addresses`,
      help: `It has IPv${family === 4 ? 6 : 4}; write a v6 block into pools/${pool.name}.kdl to have both.`,
    });
  }
  return found;
}

const rangeText = ({ first, last }: PoolFamily['ranges'][number]): string =>
  first.value === last.value
    ? formatAddress(first)
    : `${formatAddress(first)} to ${formatAddress(last)}`;
