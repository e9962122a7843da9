/** What callers send: read once, refused with one plain sentence that names the field. */
import type { Context } from 'hono';
import { z } from 'zod';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { isObject, type JsonObject, parseJson } from '../slack/json.ts';

export const badRequest = (message: string, help?: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::playground::bad-request',
    message,
    ...(help === undefined ? {} : { help }),
  });

/** @throws Diagnostic `zmgr::playground::bad-request` */
export async function jsonBody(context: Context): Promise<JsonObject> {
  const body = parseJson(await context.req.text());
  if (!isObject(body)) throw badRequest('The body must be a JSON object');
  return body;
}

/** @throws Diagnostic `zmgr::playground::bad-request` */
export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => {
    const where = path.join('.');
    return where === '' ? message : `${where}: ${message}`;
  });
  throw badRequest(faults.join('; '));
}

export const who = z.object({ user: z.string().min(1) });
export const place = who.extend({ channel: z.string().min(1) });

/** Any JSON object. */
export const json = z.custom<JsonObject>(isObject, 'must be an object');
