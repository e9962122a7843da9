/**
 * GET /_control/clock: what time it is for Slack. POST `{advance: <milliseconds>}`: lets time pass, where the local Slack
 * was started with a clock that can be told to.
 */
import { Hono } from 'hono';
import { z } from 'zod';
import { VirtualClock } from '../../slack/clock.ts';
import type { ControlDependencies } from '../dependencies.ts';
import { badRequest, jsonBody, read } from '../input.ts';

const input = z.object({ advance: z.int().min(0) });

export function clockRoutes({ slack: { clock } }: ControlDependencies): Hono {
  const routes = new Hono();

  routes.get('/_control/clock', (context) =>
    context.json({ now: clock.now(), virtual: clock instanceof VirtualClock }),
  );

  routes.post('/_control/clock', async (context) => {
    const { advance } = read(input, await jsonBody(context));
    if (!(clock instanceof VirtualClock)) {
      throw badRequest('This Slack runs on real time', 'Start it with a VirtualClock.');
    }
    clock.advance(advance);
    return context.json({ now: clock.now(), virtual: true });
  });

  return routes;
}
