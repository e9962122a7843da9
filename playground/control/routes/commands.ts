/** GET /_control/commands: what the composer offers to a person. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { ControlDependencies } from '../dependencies.ts';
import { read } from '../input.ts';

const input = z.object({ user: z.string().min(1) });

export function commandRoutes({ commands }: ControlDependencies): Hono {
  return new Hono().get('/_control/commands', async (context) =>
    context.json(await commands(read(input, context.req.query()).user)),
  );
}
