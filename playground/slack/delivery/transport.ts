/**
 * The seam between what Slack has to tell an app and how it reaches it: Socket Mode and HTTP are two transports of one
 * shape. What is common to both, the retries of events, is delivery.ts's business.
 */
import type { JsonObject } from '../json.ts';

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/** What is handed to the app. */
export interface Envelope {
  readonly type: EnvelopeType;
  readonly payload: JsonObject;
  /** Whether the ack may carry an answer. */
  readonly acceptsResponse: boolean;
}

/** How long Slack waits for an ack, in milliseconds. */
export const ackTimeout = 3_000;

export type Delivered =
  /** `payload` is what the ack carried; `{}` when it was empty. */
  | { readonly kind: 'acked'; readonly payload: JsonObject }
  /** No ack in time: the app did not answer, threw, or lost its connection. */
  | { readonly kind: 'timeout' }
  /** Nobody is there: no open socket, or nothing listens at the address. */
  | { readonly kind: 'undeliverable' }
  /** Over HTTP: another status than 2xx. `isFinal` where the app asked for no retry (`X-Slack-No-Retry`). */
  | { readonly kind: 'refused'; readonly status: number; readonly isFinal: boolean };

/** Says that an event was sent before, and what came of that. Each transport has its own words for it. */
export interface Retry {
  /** 1 to 3. */
  readonly attempt: number;
  readonly after: Exclude<Delivered['kind'], 'acked'>;
}

export interface Sending {
  readonly retry?: Retry | undefined;
  /** The same delivery, id and all, goes out so many times: the first answer counts. */
  readonly copies: number;
}

export interface Transport {
  /** Hands it to the app and waits for its answer, `ackTimeout` at most. Never rejects. */
  send(envelope: Envelope, sending: Sending): Promise<Delivered>;
  /** Resolves when the app can be reached; at once when it can. */
  connected(): Promise<void>;
}
