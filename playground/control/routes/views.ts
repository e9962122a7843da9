/**
 * GET /_control/views and /_control/home: what a person has open. POST /_control/submit and /_control/close: what they do
 * with a modal.
 */
import { Hono } from 'hono';
import { z } from 'zod';
import type { SlackCore } from '../../slack/core.ts';
import { closeView } from '../../slack/interactions/close-view.ts';
import { personOf } from '../../slack/interactions/gesture.ts';
import { openHome } from '../../slack/interactions/open-home.ts';
import { submit } from '../../slack/interactions/submit.ts';
import type { JsonObject } from '../../slack/json.ts';
import { printView, type View, valuesOf } from '../../slack/views/view.ts';
import { answer } from '../answer.ts';
import type { ControlDependencies } from '../dependencies.ts';
import { json, jsonBody, read, who } from '../input.ts';

const look = who.extend({ peek: z.enum(['true', 'false']).optional() });
const inView = who.extend({ view_id: z.string().min(1) });
const submission = inView.extend({ values: json.default({}) });
const closing = inView.extend({ all: z.boolean().optional() });

export function viewRoutes({ slack }: ControlDependencies): Hono {
  const routes = new Hono();

  routes.get('/_control/views', (context) => {
    const user = personOf(slack, read(who, context.req.query()).user);
    return context.json(slack.views.modals(user.id).map((view) => shown(view, slack)));
  });

  /** Looking is told to the app; `peek=true` only asks what is there, as a page that draws it again does. */
  routes.get('/_control/home', async (context) => {
    const { user: id, peek } = read(look, context.req.query());
    const { id: user } = personOf(slack, id);
    const view = peek === 'true' ? slack.views.home(user) : await openHome(slack, user);
    return context.json(view === undefined ? nothingYet : shown(view, slack));
  });

  routes.post('/_control/submit', async (context) => {
    const { user, view_id, values } = read(submission, await jsonBody(context));
    return answer(context, await submit(slack, { user, viewId: view_id, values }));
  });

  routes.post('/_control/close', async (context) => {
    const { user, view_id, all } = read(closing, await jsonBody(context));
    return answer(context, await closeView(slack, { user, viewId: view_id, all }));
  });

  return routes;
}

/** Before the app has published anything. */
const nothingYet = { type: 'home', blocks: [] };

/** Slack's view with what is entered so far; `errors` by block_id and `trouble` only where the person sees some. */
export const shown = (view: View, { workspace }: SlackCore): JsonObject => ({
  ...printView(view, workspace, valuesOf(view)),
  ...(Object.keys(view.errors).length === 0 ? {} : { errors: view.errors }),
  ...(view.trouble === undefined ? {} : { trouble: view.trouble }),
});
