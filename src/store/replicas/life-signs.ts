/**
 * Who of the others is dead, by looks: a heartbeat that has not gone on for so many looks in a row. Looks are counted, not
 * time: who slept itself, or could not reach the database for a while, has not looked, and so judges nobody for it.
 */

/** What is seen of another replica. */
export interface Sign {
  readonly number: number;
  /** Rises with each heartbeat. */
  readonly beats: number;
  /** Its session lock is held: its connection lives, though it may be stopped. */
  readonly holdsLock: boolean;
}

export interface Patience {
  /** Looks, where its connection has gone: the process ended, or is connecting anew. */
  readonly gone: number;
  /** Looks, where its connection stands: it is stopped, or its machine or network is dead. */
  readonly silent: number;
}

export class LifeSigns {
  readonly #patience: Patience;
  readonly #seen = new Map<number, { readonly beats: number; readonly looks: number }>();

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** One look at all others. @returns those that are dead */
  look(signs: readonly Sign[]): readonly number[] {
    const present = new Set(signs.map(({ number }) => number));
    for (const number of this.#seen.keys()) if (!present.has(number)) this.#seen.delete(number);
    return signs.flatMap(({ number, beats, holdsLock }) => {
      const before = this.#seen.get(number);
      // The first look sees only where it stands.
      const looks = before?.beats === beats ? before.looks + 1 : 0;
      this.#seen.set(number, { beats, looks });
      return looks >= (holdsLock ? this.#patience.silent : this.#patience.gone) ? [number] : [];
    });
  }
}
