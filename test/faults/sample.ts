/** A part of a list, chosen by a seed: the same seed chooses the same, in the list's own order. */

/** @param size all of it where that is more than there is */
export function sample<T>(list: readonly T[], size: number, seed: number): readonly T[] {
  const random = mulberry32(seed);
  return list
    .map((value, index) => ({ value, index, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, size)
    .toSorted((a, b) => a.index - b.index)
    .map(({ value }) => value);
}

/** Tommy Ettinger's mulberry32: small, and good enough to choose with. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
