/**
 * Sets of numbers as sorted intervals that neither touch nor overlap. To find the first number that is missing takes
 * one binary search, however many there are.
 */

/** Both ends belong to it. */
export interface Interval {
  readonly first: bigint;
  readonly last: bigint;
}

export interface Intervals {
  readonly firsts: readonly bigint[];
  readonly lasts: readonly bigint[];
}

/** From intervals in any order, overlapping or not. */
export function intervalsOf(spans: Iterable<Interval>): Intervals {
  const single: bigint[] = [];
  const wide: Interval[] = [];
  for (const span of spans) {
    if (span.first === span.last) single.push(span.first);
    else wide.push(span);
  }
  const numbers = intervalsOfNumbers(single);
  if (wide.length === 0) return numbers;
  const { firsts, lasts } = numbers;
  const all = [...wide, ...firsts.map((first, at) => ({ first, last: lasts[at] ?? first }))];
  const result = growing();
  for (const { first, last } of all.sort(byFirst)) result.add(first, last);
  return result.intervals;
}

/** The first number of the interval that is in no interval of the set. */
export function firstMissing(
  { firsts, lasts }: Intervals,
  { first, last }: Interval,
): bigint | undefined {
  const at = indexBefore(firsts, first);
  const end = at === -1 ? -1n : (lasts[at] ?? -1n);
  // The number after an interval is in no other: they never touch.
  const candidate = end < first ? first : end + 1n;
  return candidate <= last ? candidate : undefined;
}

export const includes = (set: Intervals, value: bigint): boolean =>
  firstMissing(set, { first: value, last: value }) === undefined;

/** How many numbers of the interval are in the set. */
export function countWithin({ firsts, lasts }: Intervals, { first, last }: Interval): bigint {
  let count = 0n;
  for (let at = Math.max(indexBefore(firsts, first), 0); at < firsts.length; at += 1) {
    const from = firsts[at] ?? 0n;
    const to = lasts[at] ?? 0n;
    if (from > last) break;
    if (to >= first) count += (to < last ? to : last) - (from > first ? from : first) + 1n;
  }
  return count;
}

/** Place of the last interval that begins at or before the value; -1 where none does. */
function indexBefore(firsts: readonly bigint[], value: bigint): number {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((firsts[middle] ?? 0n) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const byFirst = (one: Interval, other: Interval): number => (one.first < other.first ? -1 : 1);

/**
 * Typed arrays are sorted six times as fast as BigInts with a comparison, but hold 64 bits: what lies in one /64 is
 * sorted at once.
 */
function intervalsOfNumbers(values: readonly bigint[]): Intervals {
  const byBase = new Map<bigint, bigint[]>();
  let base = 0n;
  let end = -1n;
  let group: bigint[] = [];
  for (const value of values) {
    if (value < base || value > end) {
      base = (value >> 64n) << 64n;
      end = base + 0xffff_ffff_ffff_ffffn;
      group = byBase.get(base) ?? [];
      byBase.set(base, group);
    }
    group.push(value);
  }
  const result = growing();
  for (const [base, group] of [...byBase].sort(([one], [other]) => (one < other ? -1 : 1)))
    addRuns(result, base, sortedLowerHalves(group));
  return result.intervals;
}

function sortedLowerHalves(values: readonly bigint[]): BigUint64Array<ArrayBuffer> {
  const halves = new BigUint64Array(values.length);
  // An unsigned 64-bit element keeps the lower bits of what it is given.
  values.forEach((value, at) => {
    halves[at] = value;
  });
  return halves.sort();
}

/** Neighbours are told by their words as numbers: a BigInt is made where a run begins or ends, and nowhere else. */
function addRuns({ add }: Growing, base: bigint, sorted: BigUint64Array<ArrayBuffer>): void {
  const words = new Uint32Array(sorted.buffer);
  const word = (at: number) => words[at] ?? 0;
  const distance = (at: number) =>
    (word(2 * at + 1) - word(2 * at - 1)) * 2 ** 32 + word(2 * at) - word(2 * at - 2);
  const whole = (at: number) => (base === 0n ? (sorted[at] ?? 0n) : base | (sorted[at] ?? 0n));
  let from = 0;
  for (let at = 1; at <= sorted.length; at += 1) {
    if (at < sorted.length && distance(at) <= 1) continue;
    const first = whole(from);
    add(first, from === at - 1 ? first : whole(at - 1));
    from = at;
  }
}

interface Growing {
  readonly intervals: Intervals;
  readonly add: (first: bigint, last: bigint) => void;
}

/** Takes intervals in the order of their beginnings, and joins those that touch. */
function growing(): Growing {
  const firsts: bigint[] = [];
  const lasts: bigint[] = [];
  /** The number after the last interval. */
  let next = -1n;
  return {
    intervals: { firsts, lasts },
    add: (first, last) => {
      if (first > next) {
        firsts.push(first);
        lasts.push(last);
      } else if (last >= next) {
        lasts[lasts.length - 1] = last;
      } else return;
      next = last + 1n;
    },
  };
}
