/** GET /_control/commands: what the composer offers to a person. */
import { Hono } from 'hono';
import type { ControlDependencies } from '../dependencies.ts';
import { read, who } from '../input.ts';

export function commandRoutes({ commands }: ControlDependencies): Hono {
  return new Hono().get('/_control/commands', async (context) =>
    context.json(await commands(read(who, context.req.query()).user)),
  );
}
