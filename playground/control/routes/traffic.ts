/**
 * GET /_control/traffic: everything that went between the app and Slack, oldest first, one JSON object a line.
 * `kind` and `method` leave the rest out; `after` the first so many.
 */
import { Hono } from 'hono';
import { z } from 'zod';
import type { ControlDependencies } from '../dependencies.ts';
import { read } from '../input.ts';

const input = z.object({
  kind: z.string().optional(),
  method: z.string().optional(),
  after: z.coerce.number().int().min(0).default(0),
});

export function trafficRoutes({ slack }: ControlDependencies): Hono {
  return new Hono().get('/_control/traffic', (context) => {
    const { kind, method, after } = read(input, context.req.query());
    const lines = slack.recorder.traffic
      .filter((each) => kind === undefined || each.kind === kind)
      .filter((each) => method === undefined || (each.kind === 'call' && each.method === method))
      .slice(after)
      .map((each) => `${JSON.stringify(each)}\n`);
    return new Response(lines.join(''), {
      headers: { 'content-type': 'application/x-ndjson; charset=utf-8' },
    });
  });
}
