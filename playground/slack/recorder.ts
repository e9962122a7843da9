/** Everything that went between the app and the local Slack, in order: what tests assert on and people debug with. */
import type { Clock } from './clock.ts';
import type { Delivered, Envelope } from './delivery/transport.ts';
import type { Json, JsonObject } from './json.ts';

export type Traffic =
  /** A Web API call and what it was answered; the token is not kept. */
  | {
      readonly kind: 'call';
      readonly method: string;
      readonly arguments: Readonly<Record<string, string | undefined>>;
      readonly status: number;
      readonly answer: JsonObject;
      /** A fault took the answer away: the app never saw it. */
      readonly lost: boolean;
    }
  /** A frame to the app, or one from it. */
  | { readonly kind: 'sent' | 'received'; readonly connection: number; readonly frame: Json }
  /** A request to the app in HTTP mode, and how it was taken. */
  | {
      readonly kind: 'posted';
      readonly type: Envelope['type'];
      readonly payload: JsonObject;
      readonly delivered: Delivered;
    }
  /** A use of a response URL. */
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly body: Json;
      readonly answer: string;
    }
  /** Bytes of a file that the app sent. */
  | { readonly kind: 'upload'; readonly bytes: number; readonly answer: string }
  | { readonly kind: 'connected' | 'disconnected'; readonly connection: number };

export type Recorded = Traffic & { readonly at: number };

/** Older traffic is let go: the playground may run for days. */
const kept = 20_000;

export class Recorder {
  readonly #traffic: Recorded[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  record(traffic: Traffic): void {
    this.#traffic.push({ ...traffic, at: this.#clock.now() });
    if (this.#traffic.length > kept) this.#traffic.splice(0, kept / 10);
  }

  /** Oldest first. */
  get traffic(): readonly Recorded[] {
    return this.#traffic;
  }

  /** The calls of one Web API method, oldest first. */
  calls(method: string): readonly Extract<Recorded, { kind: 'call' }>[] {
    return this.#traffic
      .filter((traffic) => traffic.kind === 'call')
      .filter((call) => call.method === method);
  }

  /** Methods that were asked for and do not exist here, once each. */
  get unknownMethods(): readonly string[] {
    const unknown = this.#traffic
      .filter((traffic) => traffic.kind === 'call')
      .filter(({ answer }) => answer.error === 'unknown_method');
    return [...new Set(unknown.map(({ method }) => method))];
  }
}
