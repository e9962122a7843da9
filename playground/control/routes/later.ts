/** Calls of the contract that come with forms and the App Home. */
import { Hono } from 'hono';

export function laterRoutes(): Hono {
  const routes = new Hono();
  for (const call of ['home']) {
    routes.all(`/_control/${call}`, (context) =>
      context.json(
        {
          error: `/_control/${call} is not in this release: there are no forms and no App Home yet`,
        },
        501,
      ),
    );
  }
  routes.all('/_control/*', (context) =>
    context.json({ error: `There is no ${context.req.method} ${context.req.path}` }, 404),
  );
  return routes;
}
