/** Envelopes: what Slack hands to an app over Socket Mode. https://docs.slack.dev/apis/events-api/using-socket-mode */
import type { JsonObject } from '../json.ts';

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

export interface Envelope {
  readonly type: EnvelopeType;
  readonly payload: JsonObject;
  /** Whether the ack may carry an answer. */
  readonly acceptsResponse: boolean;
}

/** Only events are sent again. */
export interface Retry {
  readonly attempt: number;
  readonly reason: 'timeout';
}

/** The frame as it goes over the wire. */
export const frameOf = (id: string, envelope: Envelope, retry?: Retry): JsonObject => ({
  envelope_id: id,
  type: envelope.type,
  accepts_response_payload: envelope.acceptsResponse,
  payload: envelope.payload,
  ...(retry === undefined ? {} : { retry_attempt: retry.attempt, retry_reason: retry.reason }),
});
