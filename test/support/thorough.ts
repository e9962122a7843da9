/**
 * `npm run test:thorough` tries everything that `npm test` tries a part of, so that it is over in some minutes: each plan
 * in both dialects and not in one, each crash on both databases.
 */
export const isThorough = process.env.THOROUGH === '1';

/** Cases of which most are the same thing once more. */
export const thoroughly = <T>(...cases: readonly T[]): readonly T[] => (isThorough ? cases : []);
