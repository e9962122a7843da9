/** The Web API over HTTP: `POST /api/<method>`, and the faults that were asked for. */
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { SlackCore } from '../core.ts';
import { type Answer, faultyAnswer, isLost, toResponse, waited } from './answer.ts';
import { ApiError, type Arguments } from './call.ts';
import { methods } from './methods.ts';
import { perform } from './perform.ts';
import { readArguments } from './read-arguments.ts';

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

    const lost = isLost(fault);
    record(core, method, args, answer, lost);
    if (typeof answer.body !== 'string' && answer.body.error === 'unknown_method') {
      warn(`The bot called ${method}, which the local Slack does not have`);
    }
    if (lost) {
      context.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    return toResponse(answer, scopeHeaders(core, method));
  });

  return routes;
}

const bearer = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : /^Bearer (.+)$/i.exec(header)?.[1];

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

/** `x-oauth-scopes` says what was granted, `x-accepted-oauth-scopes` what the method would take. */
function scopeHeaders(core: SlackCore, method: string): Readonly<Record<string, string>> {
  const accepted = methods.get(method)?.scopes ?? [];
  return {
    'x-oauth-scopes': core.workspace.app.scopes.join(','),
    ...(accepted.length === 0 ? {} : { 'x-accepted-oauth-scopes': accepted.join(',') }),
  };
}
