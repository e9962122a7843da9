/** GET /_control/state: who, where and what there is, once everything is up. */
import { Hono } from 'hono';
import type { ControlDependencies } from '../dependencies.ts';

export function stateRoutes({ slack, hosts, ready }: ControlDependencies): Hono {
  return new Hono().get('/_control/state', async (context) => {
    await slack.delivery.connected();
    await ready();
    return context.json({
      users: slack.workspace.people.map(({ id, realName, roles }) => ({
        id,
        name: realName,
        roles,
      })),
      channels: slack.workspace.channels.map(({ id, name, members }) => ({ id, name, members })),
      hosts: hosts().map(({ name, address, port }) => ({ name, address, port })),
    });
  });
}
