/**
 * Who of the others is dead: one whose heartbeat has not gone on for long, as this one saw it. A look counts for the time
 * since the one before, but for little more than it should be: who slept itself, or could not reach the database for a
 * while, has not looked, and so judges nobody for it; where all are slow, the dead are missed in time all the same.
 */

/** What is seen of another replica. */
export interface Sign {
  readonly number: number;
  /** Rises with each heartbeat. */
  readonly beats: number;
  /** Its session lock is held: its connection lives, though it may be stopped. */
  readonly holdsLock: boolean;
}

/** In intervals between two looks. */
export interface Patience {
  /** Where its connection has gone: the process ended, or is connecting anew. */
  readonly gone: number;
  /** Where its connection stands: it is stopped, or its machine or network is dead. */
  readonly silent: number;
}

/**
 * Intervals that one look may count for. With more, bots on a machine that has far too much to do take each other for dead
 * again and again, since those that look and those that beat are slow alike; with 2.5 they were seen to.
 */
const mostOfOneLook = 1.5;
/** Looks at the same heartbeat that it takes in any case. */
const fewestLooks = 3;

interface Seen {
  readonly beats: number;
  /** Looks since it beat, and the intervals that they count for. */
  readonly looks: number;
  readonly silence: number;
}

export class LifeSigns {
  readonly #patience: Patience;
  readonly #seen = new Map<number, Seen>();

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /**
   * One look at all others.
   * @param since intervals since the look before
   * @returns those that are dead
   */
  look(signs: readonly Sign[], since = 1): readonly number[] {
    const present = new Set(signs.map(({ number }) => number));
    for (const number of this.#seen.keys()) if (!present.has(number)) this.#seen.delete(number);
    const counts = Math.min(since, mostOfOneLook);
    return signs.flatMap(({ number, beats, holdsLock }) => {
      const before = this.#seen.get(number);
      // The first look sees only where it stands.
      const isSame = before?.beats === beats;
      const looks = isSame ? before.looks + 1 : 0;
      const silence = isSame ? before.silence + counts : 0;
      this.#seen.set(number, { beats, looks, silence });
      const patience = holdsLock ? this.#patience.silent : this.#patience.gone;
      return looks >= fewestLooks && silence >= patience ? [number] : [];
    });
  }
}
