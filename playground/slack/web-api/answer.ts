/** What a call is answered, over HTTP; and what a fault answers in its place. */
import type { SlackCore } from '../core.ts';
import type { CallFault } from '../faults.ts';
import type { JsonObject } from '../json.ts';

export interface Answer {
  readonly status: number;
  readonly body: JsonObject | string;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** What a fault answers instead of the method; nothing where the method is carried out all the same. */
export function faultyAnswer(fault: CallFault): Answer | undefined {
  switch (fault.kind) {
    case 'rate-limited':
      return {
        status: 429,
        body: { ok: false, error: 'ratelimited' },
        ...(fault.retryAfter === null ? {} : { retryAfter: fault.retryAfter }),
      };
    case 'status':
      return { status: fault.status, body: 'upstream connect error' };
    case 'error':
      return {
        status: 200,
        body: {
          ok: false,
          error: fault.error,
          ...(fault.messages && { response_metadata: { messages: fault.messages } }),
        },
      };
    case 'lost-call':
      return { status: 0, body: {} };
    case 'lost-answer':
    case 'latency':
      return undefined;
    default:
      return fault satisfies never;
  }
}

/** Whether the app is to see no answer at all. */
export const isLost = (fault: CallFault | undefined): boolean =>
  fault?.kind === 'lost-answer' || fault?.kind === 'lost-call';

export const waited = (core: SlackCore, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    core.clock.after(milliseconds, resolve);
  });

export function toResponse(
  { status, body, retryAfter }: Answer,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const isText = typeof body === 'string';
  return new Response(isText ? body : JSON.stringify(body), {
    status,
    headers: {
      'content-type': isText ? 'text/plain' : 'application/json; charset=utf-8',
      ...headers,
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
  });
}
