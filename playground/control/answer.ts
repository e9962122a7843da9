/** How the app took a gesture, over HTTP: an app that did not ack is a gateway that did not answer. */
import type { Context } from 'hono';
import type { Outcome } from '../slack/interactions/gesture.ts';

export function answer(context: Context, outcome: Outcome): Response {
  if (outcome.kind === 'acked') return context.json({ ack: outcome.ack });
  const { error, why } = outcome;
  return context.json(
    { error, ...(why === undefined ? {} : { why }) },
    error === 'operation_timeout' ? 504 : 502,
  );
}
