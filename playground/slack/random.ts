/** Chance, passed in: ids that nobody guesses in the playground, the same ids every time in a test. */
import { randomBytes, randomInt } from 'node:crypto';

export interface Random {
  /** A whole number from 0 to below - 1. */
  below(limit: number): number;
}

export const systemRandom: Random = { below: (limit) => randomInt(limit) };

/** Mulberry32: small, well spread, and no secret at all. For tests only. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    below(limit) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
    },
  };
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Capital letters and digits, as Slack's ids have. */
export const randomId = (random: Random, length: number): string =>
  Array.from({ length }, () => letters.charAt(random.below(letters.length))).join('');

export const randomHex = (random: Random, length: number): string =>
  Array.from({ length }, () => random.below(16).toString(16)).join('');

/** A secret for one run of the process. */
export const freshSecret = (bytes: number): string => randomBytes(bytes).toString('hex');
