/** Calls of the local Slack's Web API as any client would make them: a form, nested values as JSON. */
import { z } from 'zod';
import type { LocalSlack } from '../../../../playground/slack/server.ts';

const answerShape = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
export type Answer = z.infer<typeof answerShape>;

export function post(
  slack: LocalSlack,
  method: string,
  args: Readonly<Record<string, unknown>>,
  token?: string,
): Promise<Response> {
  const form = Object.entries(args).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    body: new URLSearchParams(form),
  });
}

export async function call(
  slack: LocalSlack,
  method: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const response = await post(slack, method, args, slack.credentials.botToken);
  return answerShape.parse(await response.json());
}
