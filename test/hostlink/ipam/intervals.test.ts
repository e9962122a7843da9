import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countWithin,
  firstMissing,
  includes,
  intervalsOf,
} from '../../../hostlink/ipam/intervals.ts';

/** Small numbers, and numbers around the border where the upper 64 bits begin. */
const anyNumber = fc.oneof(
  fc.bigInt(0n, 40n),
  fc.bigInt((1n << 64n) - 20n, (1n << 64n) + 20n),
  fc.bigInt((1n << 127n) - 5n, (1n << 127n) + 5n),
);
const anyInterval = fc
  .tuple(anyNumber, fc.oneof(fc.constant(0n), fc.bigInt(0n, 12n)))
  .map(([first, more]) => ({ first, last: first + more }));

describe('intervals', () => {
  it('answer as a set of numbers does', () => {
    fc.assert(
      fc.property(fc.array(anyInterval, { maxLength: 30 }), anyInterval, (spans, asked) => {
        const naive = new Set<bigint>();
        for (const { first, last } of spans)
          for (let value = first; value <= last; value += 1n) naive.add(value);
        const set = intervalsOf(spans);
        let missing: bigint | undefined;
        let count = 0n;
        for (let value = asked.first; value <= asked.last; value += 1n) {
          expect(includes(set, value)).toBe(naive.has(value));
          if (naive.has(value)) count += 1n;
          else missing ??= value;
        }
        expect(firstMissing(set, asked)).toBe(missing);
        expect(countWithin(set, asked)).toBe(count);
      }),
      { numRuns: 1000 },
    );
  });

  it('are sorted, and neither touch nor overlap', () => {
    fc.assert(
      fc.property(fc.array(anyInterval, { maxLength: 30 }), (spans) => {
        const { firsts, lasts } = intervalsOf(spans);
        for (const [at, first] of firsts.entries()) {
          expect(lasts[at]).toBeGreaterThanOrEqual(first);
          if (at > 0) expect(first).toBeGreaterThan((lasts[at - 1] ?? 0n) + 1n);
        }
      }),
    );
  });
});
