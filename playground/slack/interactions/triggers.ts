/** Trigger ids: the right to open one view, for three seconds, once. */
import type { Clock } from '../clock.ts';
import { type Random, randomHex } from '../random.ts';

export const triggerLifetime = 3_000;

export type Spent =
  | { readonly kind: 'spent'; readonly user: string }
  | {
      readonly kind: 'refused';
      readonly error: 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';
    };

interface Trigger {
  readonly user: string;
  readonly issued: number;
  readonly isSpent: boolean;
}

export class Triggers {
  /**
   * Slack was seen to refuse a trigger in two ways: by a code of its own, and as `invalid_arguments` with a message
   * (Netflix/dispatch issue 833). An app must understand both.
   */
  spelling: 'code' | 'message' = 'code';
  readonly #triggers = new Map<string, Trigger>();
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  issue(user: string): string {
    const issued = this.#clock.now();
    const id = `${issued}.${randomHex(this.#random, 12)}.${randomHex(this.#random, 32)}`;
    this.#triggers.set(id, { user, issued, isSpent: false });
    return id;
  }

  spend(id: string): Spent {
    const trigger = this.#triggers.get(id);
    if (trigger === undefined) return { kind: 'refused', error: 'invalid_trigger_id' };
    if (this.#clock.now() - trigger.issued > triggerLifetime) {
      return { kind: 'refused', error: 'expired_trigger_id' };
    }
    if (trigger.isSpent) return { kind: 'refused', error: 'exchanged_trigger_id' };
    this.#triggers.set(id, { ...trigger, isSpent: true });
    return { kind: 'spent', user: trigger.user };
  }
}
