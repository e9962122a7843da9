/** GET and POST /_control/host/<name>: the state of a simulated host, and trouble for it. */
import { Hono } from 'hono';
import type { ControlDependencies, HostControl } from '../dependencies.ts';
import { badRequest, jsonBody } from '../input.ts';

export function hostRoutes({ hosts }: ControlDependencies): Hono {
  const hostOf = (name: string): HostControl => {
    const host = hosts().find((known) => known.name === name);
    if (host !== undefined) return host;
    const names = hosts().map((known) => known.name);
    throw badRequest(`There is no simulated host "${name}"`, `Hosts: ${names.join(', ')}`);
  };
  const routes = new Hono();

  routes.get('/_control/host/:name', async (context) =>
    context.json(await hostOf(context.req.param('name')).state()),
  );

  routes.post('/_control/host/:name', async (context) => {
    const host = hostOf(context.req.param('name'));
    const { fault } = await jsonBody(context);
    if (fault === undefined) throw badRequest('fault: what is to go wrong');
    await host.fault(fault);
    return context.json({ ok: true });
  });

  return routes;
}
