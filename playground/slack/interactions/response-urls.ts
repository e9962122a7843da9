/**
 * Response URLs: a secret address at which an app may answer one gesture, five times within thirty minutes.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
import type { Clock } from '../clock.ts';
import { type Random, randomHex } from '../random.ts';

const mostUses = 5;
const lifetime = 30 * 60_000;

/** The gesture that is answered. */
export interface Gesture {
  readonly kind: 'command' | 'action';
  readonly user: string;
  readonly channel: string;
  /** What `replace_original` and `delete_original` mean: the message that was pressed, or what the command showed last. */
  readonly original?: string | undefined;
}

export type Used =
  | { readonly kind: 'good'; readonly gesture: Gesture; readonly spend: (shown?: string) => void }
  /** The exact words of Slack's 404 are not documented. */
  | { readonly kind: 'refused'; readonly why: 'no_service' | 'expired_url' | 'used_url' };

interface Entry {
  readonly gesture: Gesture;
  readonly issued: number;
  readonly uses: number;
}

export class ResponseUrls {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The path of a new URL. */
  issue(gesture: Gesture, team: string): string {
    const path = `/${gesture.kind}s/${team}/${randomHex(this.#random, 13)}/${randomHex(this.#random, 24)}`;
    this.#entries.set(path, { gesture, issued: this.#clock.now(), uses: 0 });
    return path;
  }

  /** The command's ack showed this message: from now on it is the original. */
  showed(path: string, ts: string): void {
    const entry = this.#entries.get(path);
    if (entry !== undefined) {
      this.#entries.set(path, { ...entry, gesture: { ...entry.gesture, original: ts } });
    }
  }

  /** Looks at a URL; only `spend` counts as a use, since a refused body is none. */
  use(path: string): Used {
    const entry = this.#entries.get(path);
    if (entry === undefined) return { kind: 'refused', why: 'no_service' };
    if (this.#clock.now() - entry.issued > lifetime) return { kind: 'refused', why: 'expired_url' };
    if (entry.uses >= mostUses) return { kind: 'refused', why: 'used_url' };
    return {
      kind: 'good',
      gesture: entry.gesture,
      spend: (shown) => {
        this.#entries.set(path, { ...entry, uses: entry.uses + 1 });
        if (shown !== undefined && entry.gesture.kind === 'command') this.showed(path, shown);
      },
    };
  }
}
