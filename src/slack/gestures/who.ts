/** Who did something, as each of Slack's interactions tells it. */
import { z } from 'zod';
import type { ActorId } from '../../authorise/actor-id.ts';

export const who = z.object({
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  team: z.object({ id: z.string() }).nullish(),
});

/** In the person's own workspace, which in a shared channel is not the message's. */
export const actorOf = ({ user, team }: z.infer<typeof who>): ActorId => ({
  team: user.team_id ?? team?.id ?? '',
  user: user.id,
});
