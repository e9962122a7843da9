/** The zones of a campaign and how they stand, so that one goes through many tries. */
import type { ZoneState } from './verbs.ts';

export class Zones {
  readonly #prefix: string;
  readonly #states = new Map<string, ZoneState>();
  #named = 0;

  /** @param prefix what the names of all zones begin with */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** A name that no zone had yet, three digits long so that none is a part of another. */
  named(): string {
    this.#named += 1;
    return `${this.#prefix}${String(this.#named).padStart(3, '0')}`;
  }

  /** The one that has been in that state longest: the same words twice in ten seconds count as one wish. */
  take(state: ZoneState): string | undefined {
    const zone = [...this.#states].find(([, stands]) => stands === state)?.[0];
    if (zone !== undefined) this.#states.delete(zone);
    return zone;
  }

  /** `new` is forgotten: no name is used twice. */
  stands(zone: string, state: ZoneState): void {
    this.#states.delete(zone);
    if (state !== 'new') this.#states.set(zone, state);
  }
}
