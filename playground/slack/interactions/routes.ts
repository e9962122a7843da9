/** Response URLs over HTTP: JSON in, `ok` or Slack's word out. */
import { Hono } from 'hono';
import type { SlackCore } from '../core.ts';
import { isObject, parseJson } from '../json.ts';
import { ApiError } from '../web-api/call.ts';
import { respond } from './respond.ts';

export function responseUrlRoutes(core: SlackCore): Hono {
  const routes = new Hono();
  routes.on(
    'POST',
    ['/commands/:team/:id/:secret', '/actions/:team/:id/:secret'],
    async (context) => {
      const text = await context.req.text();
      const { status, answer } = answerTo(core, context.req.path, text);
      core.recorder.record({ kind: 'response', status, body: parseJson(text) ?? text, answer });
      return context.text(answer, status);
    },
  );
  return routes;
}

interface Answer {
  readonly status: 200 | 400 | 404;
  readonly answer: string;
}

function answerTo(core: SlackCore, path: string, text: string): Answer {
  const used = core.responseUrls.use(path);
  if (used.kind === 'refused') return { status: 404, answer: used.why };
  const body = parseJson(text);
  if (!isObject(body)) return { status: 400, answer: 'invalid_payload' };
  try {
    const shown = respond(core, used.gesture, body);
    used.spend(shown?.ts);
    return { status: 200, answer: 'ok' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: 400, answer: error.error };
  }
}
