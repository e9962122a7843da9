/** Who is taken for dead: by looks, and by the time between them as far as that can be believed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LifeSigns, type Sign } from '../../../../src/store/replicas/life-signs.ts';

const patience = { gone: 4, silent: 12 };
const at = (beats: number, holdsLock = true): Sign => ({ number: 2, beats, holdsLock });

/** After how many looks at the same sign it is dead. */
function looksUntilDead(signs: LifeSigns, sign: Sign): number {
  for (let looks = 1; looks < 100; looks += 1) if (signs.look([sign]).length > 0) return looks;
  throw new Error('never');
}

describe('a silent replica is dead', () => {
  it.each([
    ['while its connection stands: it is stopped', true, 13],
    ['once its connection has gone: it has ended', false, 5],
  ])('%s', (_title, holdsLock, looks) => {
    expect(looksUntilDead(new LifeSigns(patience), at(7, holdsLock))).toBe(looks);
  });

  it('later, where it beat once more in between', () => {
    const signs = new LifeSigns(patience);
    for (let look = 0; look < 12; look += 1) expect(signs.look([at(7)])).toEqual([]);
    expect(signs.look([at(8)])).toEqual([]);
    expect(looksUntilDead(signs, at(8))).toBe(12);
  });

  it('never by a time that passed without a look, as when the looker slept', () => {
    for (const holdsLock of [true, false]) {
      const signs = new LifeSigns(patience);
      signs.look([at(7, holdsLock)], 10_000);
      expect(signs.look([at(7, holdsLock)], 10_000)).toEqual([]);
      expect(signs.look([at(7, holdsLock)], 10_000)).toEqual([]);
      expect(signs.look([at(8, holdsLock)], 10_000)).toEqual([]);
    }
  });

  it('after fewer looks where these are slow', () => {
    const looks = (holdsLock: boolean, since: number): number => {
      const signs = new LifeSigns(patience);
      for (let look = 1; ; look += 1)
        if (signs.look([at(7, holdsLock)], since).length > 0) return look;
    };
    expect([looks(true, 1.25), looks(true, 4), looks(false, 1.25), looks(false, 4)]).toEqual([
      11, 9, 5, 4,
    ]);
  });

  it('anew for each that comes back into sight', () => {
    const signs = new LifeSigns(patience);
    for (let look = 0; look < 12; look += 1) signs.look([at(7)]);
    signs.look([]);
    expect(signs.look([at(7)])).toEqual([]);
  });

  it('and nobody else: who beats between any two looks in four lives', () => {
    const beats = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(beats, fc.boolean(), (pauses, holdsLock) => {
        const signs = new LifeSigns(patience);
        for (const [beat, pause] of pauses.entries())
          for (let look = 0; look < pause; look += 1)
            expect(signs.look([at(beat, holdsLock)])).toEqual([]);
      }),
    );
  });
});
