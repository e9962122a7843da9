/** POST /_control/slack: trouble with Slack itself. `{fault: {kind, …}}`, or `{fault: "kind"}` where the rest has defaults. */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import type { SlackCore } from '../../slack/core.ts';
import { disconnectReasons } from '../../slack/socket-mode/connections.ts';
import type { ControlDependencies } from '../dependencies.ts';
import { jsonBody, read } from '../input.ts';

/** Which calls it meets: the next one of any method, when nothing is said. */
const target = { method: z.string().optional(), times: z.int().min(1).max(1_000).default(1) };

const fault = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rate-limited'),
    ...target,
    retryAfter: z.int().min(0).nullable().default(1),
  }),
  z.object({
    kind: z.literal('status'),
    ...target,
    status: z.int().min(400).max(599).default(500),
  }),
  z.object({
    kind: z.literal('error'),
    ...target,
    error: z.string().min(1),
    messages: z.array(z.string()).optional(),
  }),
  z.object({ kind: z.literal('lost-answer'), ...target }),
  z.object({ kind: z.literal('lost-call'), ...target }),
  z.object({ kind: z.literal('latency'), ...target, milliseconds: z.int().min(1).max(600_000) }),
  /** Slack says goodbye on every socket. */
  z.object({
    kind: z.literal('disconnect'),
    reason: z.enum(disconnectReasons).default('refresh_requested'),
  }),
  /** Every socket is cut without a word. */
  z.object({ kind: z.literal('cut-sockets') }),
  /** The next command or press reaches the app twice. */
  z.object({ kind: z.literal('repeat-next') }),
  /** Nothing listens at Slack's address for so long: neither its API nor this one. */
  z.object({
    kind: z.literal('refuse-connections'),
    milliseconds: z.int().min(1).max(600_000).default(2_000),
  }),
  /** From now on a bad trigger is refused by its own code, or by `invalid_arguments` and a message: Slack does both. */
  z.object({ kind: z.literal('trigger-spelling'), spelling: z.enum(['code', 'message']) }),
  /** Takes back what was asked for and has not happened. */
  z.object({ kind: z.literal('clear') }),
]);
type Fault = z.infer<typeof fault>;

/** Other words for them. */
const aliases: Readonly<Record<string, string>> = {
  '429': 'rate-limited',
  '500': 'status',
  'close-sockets': 'cut-sockets',
};

const input = z.object({
  fault: z.preprocess(
    (value) => (typeof value === 'string' ? { kind: aliases[value] ?? value } : value),
    fault,
  ),
});

export function slackFaultRoutes({ slack }: ControlDependencies) {
  const routes = new Hono<{ Bindings: HttpBindings }>();

  routes.get('/_control/slack', (context) => context.json({ pending: slack.faults.pending }));

  routes.post('/_control/slack', async (context) => {
    const wanted = read(input, await jsonBody(context)).fault;
    if (wanted.kind === 'refuse-connections') {
      // This call gets its answer first.
      context.env.outgoing.once('close', () => slack.refuseConnections(wanted.milliseconds));
    } else {
      apply(slack, wanted);
    }
    return context.json({ ok: true, pending: slack.faults.pending });
  });

  return routes;
}

function apply(
  { connections, delivery, faults, triggers }: SlackCore,
  wanted: Exclude<Fault, { kind: 'refuse-connections' }>,
): void {
  switch (wanted.kind) {
    case 'disconnect':
      connections.disconnect(wanted.reason);
      break;
    case 'cut-sockets':
      connections.cut();
      break;
    case 'repeat-next':
      delivery.repeatNext();
      break;
    case 'trigger-spelling':
      triggers.spelling = wanted.spelling;
      break;
    case 'clear':
      faults.clear();
      break;
    case 'rate-limited':
    case 'status':
    case 'error':
    case 'lost-answer':
    case 'lost-call':
    case 'latency': {
      const { method, times, ...rest } = wanted;
      faults.plan(rest, { method, times });
      break;
    }
    default:
      wanted satisfies never;
  }
}
