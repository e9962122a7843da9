/**
 * HTTP mode as a transport: signed requests to the app's address, its answers back.
 * https://docs.slack.dev/apis/events-api/using-http-request-urls
 */
import { createHmac } from 'node:crypto';
import type { Clock } from '../clock.ts';
import {
  ackTimeout,
  type Delivered,
  type Envelope,
  type Retry,
  type Transport,
} from '../delivery/transport.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';
import type { Recorder } from '../recorder.ts';

export interface HttpModeParts {
  /** The app's, with the path. */
  readonly url: string;
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly recorder: Recorder;
}

/** Milliseconds between looks for an app that is not there yet. */
const lookAgain = 25;

export function httpModeTransport(parts: HttpModeParts): Transport {
  return {
    connected: async () => {
      while (!(await isThere(parts.url))) {
        await new Promise((resolve) => setTimeout(resolve, lookAgain));
      }
    },
    send: async (envelope, { retry, copies }) => {
      const request = signed(envelope, retry, parts);
      const sent = Array.from({ length: copies }, () => post(request, parts));
      const delivered = await Promise.race(sent);
      const { type, payload } = envelope;
      parts.recorder.record({ kind: 'posted', type, payload, delivered });
      return delivered;
    },
  };
}

/** The request that Slack makes to see whether an address answers; nothing in it is signed. */
async function isThere(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}?ssl_check=1`)).ok;
  } catch {
    return false;
  }
}

interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** For tests too, which send what Slack would never. */
export function signed(
  envelope: Pick<Envelope, 'type' | 'payload'>,
  retry: Retry | undefined,
  { signingSecret, clock }: Pick<HttpModeParts, 'signingSecret' | 'clock'>,
): SignedRequest {
  const body = bodyOf(envelope);
  const timestamp = String(Math.floor(clock.now() / 1000));
  const digest = createHmac('sha256', signingSecret)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  return {
    body,
    headers: {
      'content-type':
        envelope.type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
      ...(retry === undefined
        ? {}
        : {
            'x-slack-retry-num': String(retry.attempt),
            'x-slack-retry-reason': reasonOf(retry.after),
          }),
    },
  };
}

/** Events are JSON; a command is a form; an interaction is a form whose one field is JSON. */
function bodyOf({ type, payload }: Pick<Envelope, 'type' | 'payload'>): string {
  switch (type) {
    case 'events_api':
      return JSON.stringify(payload);
    case 'slash_commands':
      return new URLSearchParams(
        Object.entries(payload).map(([field, value]): [string, string] => [field, String(value)]),
      ).toString();
    case 'interactive':
      return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    default:
      return type satisfies never;
  }
}

function reasonOf(after: Retry['after']): string {
  switch (after) {
    case 'timeout':
      return 'http_timeout';
    case 'refused':
      return 'http_error';
    case 'undeliverable':
      return 'connection_failed';
    default:
      return after satisfies never;
  }
}

/** Never rejects. */
async function post(request: SignedRequest, { url, clock }: HttpModeParts): Promise<Delivered> {
  const over = new AbortController();
  const takeBack = clock.after(ackTimeout, () => over.abort());
  try {
    // A redirect counts as an error with Slack.
    const options = { method: 'POST', redirect: 'error', signal: over.signal } as const;
    const response = await fetch(url, { ...options, ...request });
    const text = await response.text();
    return response.ok
      ? { kind: 'acked', payload: ackOf(text) }
      : {
          kind: 'refused',
          status: response.status,
          isFinal: response.headers.get('x-slack-no-retry') === '1',
        };
  } catch {
    return over.signal.aborted ? { kind: 'timeout' } : { kind: 'undeliverable' };
  } finally {
    takeBack();
  }
}

/** An ack is nothing, plain text, or a document. */
function ackOf(text: string): JsonObject {
  if (text === '') return {};
  const document = parseJson(text);
  return isObject(document) ? document : { text };
}
