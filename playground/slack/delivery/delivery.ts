/**
 * Delivers what Slack has to tell, by whichever transport there is. Commands and interactions are sent once; events are
 * sent again, at once, after a minute and after five more.
 */
import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { Delivered, Envelope, Retry, Transport } from './transport.ts';

/** Milliseconds before the second, third and fourth delivery of an event. */
const retryDelays = [0, 60_000, 300_000] as const;

export interface EventDelivery {
  /** What came of the first one. */
  readonly first: Promise<Delivered>;
  /** Whether one of the four was acked; false when Slack gave up, more than six minutes later. */
  readonly settled: Promise<boolean>;
}

export class Delivery {
  readonly #transport: Transport;
  readonly #clock: Clock;
  #copiesOfNext = 1;

  constructor(transport: Transport, clock: Clock) {
    this.#transport = transport;
    this.#clock = clock;
  }

  /** Resolves when the app can be reached. */
  connected(): Promise<void> {
    return this.#transport.connected();
  }

  /** The next envelope goes out twice, with the same id: an app must do its work once. */
  repeatNext(): void {
    this.#copiesOfNext = 2;
  }

  /** @param retry only for events */
  deliver(envelope: Envelope, retry?: Retry): Promise<Delivered> {
    const copies = this.#copiesOfNext;
    this.#copiesOfNext = 1;
    return this.#transport.send(envelope, { retry, copies });
  }

  /** An event, until it is acked or was sent four times. */
  deliverEvent(payload: JsonObject): EventDelivery {
    const envelope: Envelope = { type: 'events_api', payload, acceptsResponse: false };
    const first = this.deliver(envelope);
    return { first, settled: this.#insist(envelope, first) };
  }

  async #insist(envelope: Envelope, first: Promise<Delivered>): Promise<boolean> {
    let last = await first;
    for (const [index, delay] of retryDelays.entries()) {
      if (last.kind === 'acked' || (last.kind === 'refused' && last.isFinal)) break;
      await new Promise<void>((resolve) => {
        this.#clock.after(delay, resolve);
      });
      last = await this.deliver(envelope, { attempt: index + 1, after: last.kind });
    }
    return last.kind === 'acked';
  }
}
