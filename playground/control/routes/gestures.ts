/** POST /_control/slash and /_control/click: what a person does. Both answer once the app has acked. */
import { Hono } from 'hono';
import { z } from 'zod';
import { press } from '../../slack/interactions/press.ts';
import { pressInView } from '../../slack/interactions/press-in-view.ts';
import { typeCommand } from '../../slack/interactions/slash.ts';
import { answer } from '../answer.ts';
import type { ControlDependencies } from '../dependencies.ts';
import { jsonBody, place, read } from '../input.ts';

const slashInput = place.extend({ text: z.string() });

/** In a view by its id, in a message by its channel and ts. */
const element = z.object({
  action_id: z.string().min(1),
  block_id: z.string().optional(),
  value: z.union([z.string(), z.array(z.string())]).optional(),
});
const clickInView = element.extend({ user: z.string().min(1), view_id: z.string().min(1) });
const clickInMessage = element.extend({ ...place.shape, ts: z.string().min(1) });

export function gestureRoutes({ slack }: ControlDependencies): Hono {
  const routes = new Hono();

  routes.post('/_control/slash', async (context) => {
    const typed = read(slashInput, await jsonBody(context));
    return answer(context, await typeCommand(slack, typed));
  });

  routes.post('/_control/click', async (context) => {
    const body = await jsonBody(context);
    if (body.view_id !== undefined) {
      const { user, view_id, action_id, block_id, value } = read(clickInView, body);
      const pressed = { user, viewId: view_id, actionId: action_id, blockId: block_id, value };
      return answer(context, await pressInView(slack, pressed));
    }
    const { action_id, block_id, ...rest } = read(clickInMessage, body);
    const pressed = { ...rest, actionId: action_id, blockId: block_id };
    return answer(context, await press(slack, pressed));
  });

  return routes;
}
