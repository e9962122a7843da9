/** Bodies of Slack's requests over HTTP: read up to a limit, and understood as what Bolt calls a body. */
import type { IncomingMessage } from 'node:http';

/**
 * Bytes. A view may have 250 kB (docs.slack.dev, "views.open"), and comes back form-encoded, which makes up to three of
 * one.
 */
export const bodyLimit = 1_048_576;

/** Undefined when it is longer than the limit; the rest is left unread. Rejects when the sender goes away. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > bodyLimit) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > bodyLimit) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

export type Body = Readonly<Record<string, unknown>>;

export type Understood =
  | { readonly kind: 'body'; readonly body: Body }
  | { readonly kind: 'wrong-type' }
  | { readonly kind: 'malformed' };

/**
 * Events are JSON; commands are a form; interactions are a form with one field, `payload`, that is JSON.
 * @param contentType with or without parameters such as `; charset=utf-8`
 */
export function understand(contentType: string | undefined, text: string): Understood {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return object(text);
  if (type !== 'application/x-www-form-urlencoded') return { kind: 'wrong-type' };
  const form = Object.fromEntries(new URLSearchParams(text));
  return form.payload === undefined ? { kind: 'body', body: form } : object(form.payload);
}

function object(text: string): Understood {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { kind: 'body', body: { ...value } }
      : { kind: 'malformed' };
  } catch {
    return { kind: 'malformed' };
  }
}
