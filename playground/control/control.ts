/**
 * The control API (docs: the contract of the playground): what a person could do on the page, for tests and for the page
 * itself. Answers JSON; bad input gets 400 and one sentence.
 */
import { Hono } from 'hono';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { ControlDependencies } from './dependencies.ts';
import { clockRoutes } from './routes/clock.ts';
import { commandRoutes } from './routes/commands.ts';
import { fileRoutes } from './routes/files.ts';
import { gestureRoutes } from './routes/gestures.ts';
import { hostRoutes } from './routes/hosts.ts';
import { messageRoutes } from './routes/messages.ts';
import { pageRoutes } from './routes/page.ts';
import { slackFaultRoutes } from './routes/slack-faults.ts';
import { stateRoutes } from './routes/state.ts';
import { trafficRoutes } from './routes/traffic.ts';
import { viewRoutes } from './routes/views.ts';
import { workspaceRoutes } from './routes/workspace.ts';

const parts = [
  stateRoutes,
  gestureRoutes,
  viewRoutes,
  messageRoutes,
  hostRoutes,
  fileRoutes,
  workspaceRoutes,
  trafficRoutes,
  clockRoutes,
  commandRoutes,
];

/** For `routes` of `startSlack`. */
export function controlRoutes(dependencies: ControlDependencies): Hono {
  const routes = new Hono();
  routes.onError((error, context) => {
    if (!(error instanceof Diagnostic)) throw error;
    const { message, code, help } = error;
    return context.json({ error: message, code, ...(help === undefined ? {} : { help }) }, 400);
  });
  for (const part of parts) routes.route('/', part(dependencies));
  routes.route('/', slackFaultRoutes(dependencies));
  routes.all('/_control/*', (context) =>
    context.json({ error: `There is no ${context.req.method} ${context.req.path}` }, 404),
  );
  routes.route('/', pageRoutes(dependencies));
  return routes;
}
