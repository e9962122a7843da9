import { test } from 'vitest';

/**
 * `npm run test:thorough` tries everything that `npm test` tries a part of, so that it is over in some minutes: each plan
 * in both dialects and not in one, each crash on both databases.
 */
export const isThorough = process.env.THOROUGH === '1';

/** Cases of which most are the same thing once more. */
export const thoroughly = <T>(...cases: readonly T[]): readonly T[] => (isThorough ? cases : []);

/** A test that is left out where there are only minutes. */
export const testThoroughly = (name: string, run: () => Promise<void>, timeout: number): void => {
  if (isThorough) test(name, run, timeout);
};

/** Every second of many cases that are much alike, the first among them. */
export const someOf = <T>(cases: readonly T[]): readonly T[] =>
  isThorough ? cases : cases.filter((_, at) => at % 2 === 0);
