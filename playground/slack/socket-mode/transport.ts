/** Socket Mode as a transport: envelopes out, acks back. https://docs.slack.dev/apis/events-api/using-socket-mode */
import type { Clock } from '../clock.ts';
import {
  ackTimeout,
  type Delivered,
  type Envelope,
  type Retry,
  type Transport,
} from '../delivery/transport.ts';
import { isObject, type JsonObject, stringAt } from '../json.ts';
import { type Random, randomHex } from '../random.ts';
import type { Connections } from './connections.ts';

export function socketModeTransport(
  connections: Connections,
  clock: Clock,
  random: Random,
): Transport {
  /** By envelope id, who waits for its ack. */
  const pending = new Map<string, (payload: JsonObject) => void>();
  connections.onFrame((frame) => {
    const id = stringAt(frame, 'envelope_id');
    if (id === undefined) return;
    pending.get(id)?.(isObject(frame.payload) ? frame.payload : {});
  });
  return {
    connected: () => connections.connected(),
    send: (envelope, { retry, copies }) =>
      new Promise((resolve) => {
        const id = envelopeId(random);
        const settle = (delivered: Delivered): void => {
          pending.delete(id);
          giveUpTimer();
          resolve(delivered);
        };
        const giveUpTimer = clock.after(ackTimeout, () => settle({ kind: 'timeout' }));
        pending.set(id, (payload) => settle({ kind: 'acked', payload }));
        const frame = frameOf(id, envelope, retry);
        const sent = Array.from({ length: copies }, () => connections.send(frame));
        if (!sent.includes(true)) settle({ kind: 'undeliverable' });
      }),
  };
}

/** The frame as it goes over the wire. Over a socket a delivery fails in one way only. */
const frameOf = (id: string, envelope: Envelope, retry: Retry | undefined): JsonObject => ({
  envelope_id: id,
  type: envelope.type,
  accepts_response_payload: envelope.acceptsResponse,
  payload: envelope.payload,
  ...(retry === undefined ? {} : { retry_attempt: retry.attempt, retry_reason: 'timeout' }),
});

function envelopeId(random: Random): string {
  const hex = randomHex(random, 32);
  return [0, 8, 12, 16, 20].map((at, i) => hex.slice(at, [8, 12, 16, 20, 32][i])).join('-');
}
