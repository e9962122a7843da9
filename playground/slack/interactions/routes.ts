/** Response URLs over HTTP: JSON in, `ok` or Slack's word out; and the faults that were asked for. */
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { SlackCore } from '../core.ts';
import { responseUrl } from '../faults.ts';
import { isObject, parseJson } from '../json.ts';
import { type Answer, faultyAnswer, isLost, toResponse, waited } from '../web-api/answer.ts';
import { ApiError } from '../web-api/call.ts';
import { respond } from './respond.ts';

export function responseUrlRoutes(core: SlackCore) {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.on(
    'POST',
    ['/commands/:team/:id/:secret', '/actions/:team/:id/:secret'],
    async (context) => {
      const fault = core.faults.take(responseUrl);
      const text = await context.req.text();
      if (fault?.kind === 'latency') await waited(core, fault.milliseconds);
      const answer = (fault && faultyAnswer(fault)) ?? answerTo(core, context.req.path, text);
      core.recorder.record({
        kind: 'response',
        status: answer.status,
        body: parseJson(text) ?? text,
        answer: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body),
      });
      if (isLost(fault)) {
        context.env.incoming.socket.destroy();
        return RESPONSE_ALREADY_SENT;
      }
      return toResponse(answer);
    },
  );
  return routes;
}

function answerTo(core: SlackCore, path: string, text: string): Answer {
  const used = core.responseUrls.use(path);
  if (used.kind === 'refused') return { status: 404, body: used.why };
  const body = parseJson(text);
  if (!isObject(body)) return { status: 400, body: 'invalid_payload' };
  try {
    const shown = respond(core, used.gesture, body);
    used.spend(shown?.ts);
    return { status: 200, body: 'ok' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: 400, body: error.error };
  }
}
