/** What was seen already, for a while and for so many: what Slack, or somebody else, sends a second time is known again. */
import type { Clock } from '../../clock.ts';

export interface SeenOptions {
  /** Milliseconds. */
  readonly keepFor: number;
  /** Beyond that many nothing is remembered until the oldest are forgotten. */
  readonly most: number;
  readonly clock: Pick<Clock, 'now'>;
}

export class Seen {
  /** When each may be forgotten; the oldest first, since all are kept equally long. */
  readonly #until = new Map<string, number>();
  readonly #options: SeenOptions;

  constructor(options: SeenOptions) {
    this.#options = options;
  }

  /** Looks, and remembers. `full`: it is not known, and could not be remembered. */
  look(key: string): 'new' | 'seen' | 'full' {
    const { keepFor, most, clock } = this.#options;
    const now = clock.now().getTime();
    for (const [old, until] of this.#until) {
      if (until > now) break;
      this.#until.delete(old);
    }
    if (this.#until.has(key)) return 'seen';
    if (this.#until.size >= most) return 'full';
    this.#until.set(key, now + keepFor);
    return 'new';
  }
}
