/** Slack's rate limits: a bucket for each method, refilled all the time. https://docs.slack.dev/apis/web-api/rate-limits */
import type { Clock } from '../clock.ts';
import type { Arguments } from './call.ts';

export interface Limit {
  readonly perMinute: number;
  /** How many may come at once. */
  readonly burst: number;
  /** One bucket for each value of this argument. */
  readonly by?: string;
}

const tier = (perMinute: number): Limit => ({ perMinute, burst: perMinute });

/** A method's tier: so many calls a minute, at least. */
export const tiers = { two: tier(20), three: tier(50), four: tier(100) } as const;

/** chat.postMessage: about one a second in a channel; short bursts pass. How short is not documented. */
export const onePerSecondPerChannel: Limit = { perMinute: 60, burst: 20, by: 'channel' };

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

export class RateLimits {
  readonly #buckets = new Map<string, Bucket>();
  readonly #clock: Clock;
  readonly #enforced: boolean;

  /** @param enforced false lets everything through, as for load tests of other parts */
  constructor(clock: Clock, enforced: boolean) {
    this.#clock = clock;
    this.#enforced = enforced;
  }

  /** Takes one call from the bucket; seconds to wait where there is none. */
  take(method: string, limit: Limit, args: Arguments): number | undefined {
    if (!this.#enforced) return undefined;
    const key = limit.by === undefined ? method : `${method} ${args[limit.by] ?? ''}`;
    const now = this.#clock.now();
    const perMillisecond = limit.perMinute / 60_000;
    const before = this.#buckets.get(key) ?? { tokens: limit.burst, at: now };
    const tokens = Math.min(limit.burst, before.tokens + (now - before.at) * perMillisecond);
    if (tokens < 1) {
      this.#buckets.set(key, { tokens, at: now });
      return Math.max(1, Math.ceil((1 - tokens) / perMillisecond / 1000));
    }
    this.#buckets.set(key, { tokens: tokens - 1, at: now });
    return undefined;
  }
}
