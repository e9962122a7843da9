/** What a person does: types, presses, writes, starts a shortcut. Every call answers once the app has acked. */
import { Hono } from 'hono';
import { z } from 'zod';
import { post } from '../../slack/interactions/post.ts';
import { press } from '../../slack/interactions/press.ts';
import { pressInView } from '../../slack/interactions/press-in-view.ts';
import { useShortcut } from '../../slack/interactions/shortcut.ts';
import { typeCommand } from '../../slack/interactions/slash.ts';
import { suggest } from '../../slack/interactions/suggest.ts';
import { answer } from '../answer.ts';
import type { ControlDependencies } from '../dependencies.ts';
import { jsonBody, place, read, who } from '../input.ts';

const slashInput = place.extend({ text: z.string() });

/** In a view by its id, in a message by its channel and ts. */
const element = z.object({
  action_id: z.string().min(1),
  block_id: z.string().optional(),
  value: z.union([z.string(), z.array(z.string())]).optional(),
});
const clickInView = element.extend({ ...who.shape, view_id: z.string().min(1) });
const clickInMessage = element.extend({ ...place.shape, ts: z.string().min(1) });

const menu = who.extend({
  action_id: z.string().min(1),
  block_id: z.string().optional(),
  value: z.string(),
});
const typingInView = menu.extend({ view_id: z.string().min(1) });
const typingInMessage = menu.extend({ channel: z.string().min(1), ts: z.string().min(1) });

const shortcutInput = who.extend({
  callback_id: z.string().min(1),
  message: z.object({ channel: z.string(), ts: z.string() }).optional(),
});

const postInput = place.extend({ text: z.string().min(1), thread_ts: z.string().optional() });

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

  routes.post('/_control/suggest', async (context) => {
    const body = await jsonBody(context);
    const isInView = body.view_id !== undefined;
    const { action_id, block_id, value } = read(menu, body);
    const where = isInView ? inView(read(typingInView, body)) : read(typingInMessage, body);
    const typed = { where, actionId: action_id, blockId: block_id, value };
    const suggested = await suggest(slack, typed);
    switch (suggested.kind) {
      case 'suggested':
        return context.json(suggested.options);
      case 'too-short':
        return context.json({ options: [], min_query_length: suggested.minimum });
      case 'failed':
        return answer(context, suggested);
      default:
        return suggested satisfies never;
    }
  });

  routes.post('/_control/shortcut', async (context) => {
    const body = await jsonBody(context);
    // From the menu of a message where one is named, from anywhere otherwise.
    const { channel, ts } = body;
    const message = ts === undefined ? undefined : { channel, ts };
    const { callback_id, ...rest } = read(shortcutInput, { ...body, message });
    return answer(context, await useShortcut(slack, { ...rest, callbackId: callback_id }));
  });

  routes.post('/_control/post', async (context) => {
    const { thread_ts, ...rest } = read(postInput, await jsonBody(context));
    const { ts } = await post(slack, { ...rest, threadTs: thread_ts });
    return context.json({ ts });
  });

  return routes;
}

const inView = ({ user, view_id }: z.infer<typeof typingInView>) => ({ user, viewId: view_id });
