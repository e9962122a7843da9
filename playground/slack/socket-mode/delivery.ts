/**
 * Delivers payloads to the app and waits for its acks: three seconds, no more. Commands and interactions are sent once;
 * events are sent again, at once, after a minute and after five.
 */
import type { Clock } from '../clock.ts';
import { isObject, type JsonObject, stringAt } from '../json.ts';
import { type Random, randomHex } from '../random.ts';
import type { Connections } from './connections.ts';
import { type Envelope, frameOf, type Retry } from './envelope.ts';

export const ackTimeout = 3_000;
/** Before the second, third and fourth delivery of an event. */
const retryDelays = [0, 60_000, 300_000] as const;

export type Delivered =
  | { readonly kind: 'acked'; readonly payload: JsonObject }
  /** No ack in time: the app did not answer, threw, or lost its connection. */
  | { readonly kind: 'timeout' }
  /** The app has no connection. */
  | { readonly kind: 'undeliverable' };

export class Delivery {
  readonly #connections: Connections;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #pending = new Map<string, (payload: JsonObject) => void>();
  #copiesOfNext = 1;

  constructor(connections: Connections, clock: Clock, random: Random) {
    this.#connections = connections;
    this.#clock = clock;
    this.#random = random;
    connections.onFrame((frame) => {
      const id = stringAt(frame, 'envelope_id');
      if (id === undefined) return;
      this.#pending.get(id)?.(isObject(frame.payload) ? frame.payload : {});
    });
  }

  /** The next envelope goes out twice, with the same id: an app must do its work once. */
  repeatNext(): void {
    this.#copiesOfNext = 2;
  }

  /** @param retry only for events */
  deliver(envelope: Envelope, retry?: Retry): Promise<Delivered> {
    const id = this.#envelopeId();
    const frame = frameOf(id, envelope, retry);
    const copies = this.#copiesOfNext;
    this.#copiesOfNext = 1;
    return new Promise((resolve) => {
      const settle = (delivered: Delivered): void => {
        this.#pending.delete(id);
        giveUpTimer();
        resolve(delivered);
      };
      const giveUpTimer = this.#clock.after(ackTimeout, () => settle({ kind: 'timeout' }));
      this.#pending.set(id, (payload) => settle({ kind: 'acked', payload }));
      const sent = Array.from({ length: copies }, () => this.#connections.send(frame));
      if (!sent.includes(true)) settle({ kind: 'undeliverable' });
    });
  }

  /** An event, until it is acked or was sent four times; false when Slack gave up. */
  async deliverEvent(payload: JsonObject): Promise<boolean> {
    const envelope: Envelope = { type: 'events_api', payload, acceptsResponse: false };
    if ((await this.deliver(envelope)).kind === 'acked') return true;
    for (const [index, delay] of retryDelays.entries()) {
      await new Promise<void>((resolve) => {
        this.#clock.after(delay, resolve);
      });
      const retry: Retry = { attempt: index + 1, reason: 'timeout' };
      if ((await this.deliver(envelope, retry)).kind === 'acked') return true;
    }
    return false;
  }

  #envelopeId(): string {
    const hex = randomHex(this.#random, 32);
    return [0, 8, 12, 16, 20].map((at, i) => hex.slice(at, [8, 12, 16, 20, 32][i])).join('-');
  }
}
