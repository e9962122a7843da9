/** The Web API over HTTP: `POST /api/<method>`, and the faults that were asked for. */
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { SlackCore } from '../core.ts';
import type { CallFault } from '../faults.ts';
import type { JsonObject } from '../json.ts';
import { ApiError, type Arguments } from './call.ts';
import { perform } from './perform.ts';
import { readArguments } from './read-arguments.ts';

interface Answer {
  readonly status: number;
  readonly body: JsonObject | string;
  readonly retryAfter?: number;
}

export function webApiRoutes(core: SlackCore, warn: (line: string) => void) {
  const routes = new Hono<{ Bindings: HttpBindings }>();

  routes.on(['GET', 'POST'], '/api/:method', async (context) => {
    const method = context.req.param('method');
    const fault = core.faults.take(method);
    let args: Arguments = {};
    const answer = await (async (): Promise<Answer> => {
      try {
        args = await readArguments(context.req.raw);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return { status: 200, body: { ok: false, error: error.error } };
      }
      const token = bearer(context.req.header('authorization')) ?? args.token;
      if (fault?.kind === 'latency') await waited(core, fault.milliseconds);
      return (fault && faultyAnswer(fault)) ?? performed(method, token, args, core);
    })();

    const isLost = fault?.kind === 'lost-answer' || fault?.kind === 'lost-call';
    record(core, method, args, answer, isLost);
    if (typeof answer.body !== 'string' && answer.body.error === 'unknown_method') {
      warn(`The bot called ${method}, which the local Slack does not have`);
    }
    if (isLost) {
      context.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    return toResponse(answer, core);
  });

  return routes;
}

const bearer = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : /^Bearer (.+)$/i.exec(header)?.[1];

const waited = (core: SlackCore, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    core.clock.after(milliseconds, resolve);
  });

/** What a fault answers instead of the method; nothing where the method is carried out all the same. */
function faultyAnswer(fault: CallFault): Answer | undefined {
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
      return { status: 200, body: { ok: false, error: fault.error } };
    case 'lost-call':
      return { status: 0, body: {} };
    case 'lost-answer':
    case 'latency':
      return undefined;
    default:
      return fault satisfies never;
  }
}

function performed(
  method: string,
  token: string | undefined,
  args: Arguments,
  core: SlackCore,
): Answer {
  const outcome = perform(method, token, args, core);
  if (outcome.kind === 'answered') return { status: 200, body: outcome.body };
  return {
    status: 429,
    body: { ok: false, error: 'ratelimited' },
    retryAfter: outcome.retryAfter,
  };
}

function record(
  core: SlackCore,
  method: string,
  args: Arguments,
  { status, body }: Answer,
  lost: boolean,
): void {
  const { token: _, ...kept } = args;
  const answer = typeof body === 'string' ? { text: body } : body;
  core.recorder.record({ kind: 'call', method, arguments: kept, status, answer, lost });
}

function toResponse({ status, body, retryAfter }: Answer, core: SlackCore): Response {
  const isText = typeof body === 'string';
  return new Response(isText ? body : JSON.stringify(body), {
    status,
    headers: {
      'content-type': isText ? 'text/plain' : 'application/json; charset=utf-8',
      'x-oauth-scopes': core.workspace.app.scopes.join(','),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
  });
}
