/** POST /_control/slash and /_control/click: what a person does. Both answer once the app has acked. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Outcome } from '../../slack/interactions/gesture.ts';
import { press } from '../../slack/interactions/press.ts';
import { typeCommand } from '../../slack/interactions/slash.ts';
import type { ControlDependencies } from '../dependencies.ts';
import { jsonBody, place, read } from '../input.ts';

const slashInput = place.extend({ text: z.string() });

const clickInput = place.extend({
  ts: z.string().min(1),
  action_id: z.string().min(1),
  block_id: z.string().optional(),
  value: z.string().optional(),
});

export function gestureRoutes({ slack }: ControlDependencies): Hono {
  const routes = new Hono();

  routes.post('/_control/slash', async (context) => {
    const typed = read(slashInput, await jsonBody(context));
    return answer(context, await typeCommand(slack, typed));
  });

  routes.post('/_control/click', async (context) => {
    const { action_id, block_id, ...rest } = read(clickInput, await jsonBody(context));
    const pressed = { ...rest, actionId: action_id, blockId: block_id };
    return answer(context, await press(slack, pressed));
  });

  return routes;
}

/** An app that did not ack is a gateway that did not answer. */
function answer(context: Context, outcome: Outcome): Response {
  return outcome.kind === 'acked'
    ? context.json({ ack: outcome.ack })
    : context.json({ error: outcome.error }, outcome.error === 'operation_timeout' ? 504 : 502);
}
