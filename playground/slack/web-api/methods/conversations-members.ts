/** conversations.members: who is in a channel, a stretch at a time. */
import { required } from '../call.ts';
import type { Method } from '../method.ts';
import { stretch, stretchArguments } from '../page.ts';
import { channelOf } from '../places.ts';
import { tiers } from '../rate-limits.ts';

export const conversationsMembers: Method = {
  name: 'conversations.members',
  token: 'bot',
  scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  limit: tiers.four,
  accepts: ['channel', ...stretchArguments],
  answer: (args, core) => {
    const { members } = channelOf(core, required(args, 'channel'));
    const { part, nextCursor } = stretch(members, args);
    return { members: part, response_metadata: { next_cursor: nextCursor } };
  },
};
