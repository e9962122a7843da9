/**
 * How often messages may be edited: one card at most every two seconds, all of them together at most forty times in any
 * minute. Ten at once, and one every two seconds after that: a burst never leaves the cards frozen for the rest of the
 * minute.
 */
export const cardInterval = 2_000;
const burst = 10;
/** Milliseconds for one more edit: 10 + 60,000 / 2,000 = 40. */
const refill = 2_000;

export class EditBudget {
  /** When the bucket will be full again. */
  #fullAt = 0;
  /** By message: when it may be edited again. */
  readonly #cards = new Map<string, number>();

  /** Milliseconds since the epoch from which on this message may be edited. */
  allowedAt(key: string): number {
    const bucket = this.#fullAt - (burst - 1) * refill;
    return Math.max(bucket, this.#cards.get(key) ?? 0);
  }

  edited(key: string, now: number): void {
    this.#fullAt = Math.max(this.#fullAt, now) + refill;
    this.posted(key, now);
  }

  /** A first post costs nothing of the edits, but what was just posted is fresh. */
  posted(key: string, now: number): void {
    for (const [card, until] of this.#cards) if (until <= now) this.#cards.delete(card);
    this.#cards.set(key, now + cardInterval);
  }
}
