/** conversations.members: who is in a channel, a stretch at a time. */
import { required } from '../call.ts';
import type { Method } from '../method.ts';
import { stretch, stretchArguments } from '../page.ts';
import { channelOf, demandScope } from '../places.ts';
import { tiers } from '../rate-limits.ts';

export const conversationsMembers: Method = {
  name: 'conversations.members',
  token: 'bot',
  scopes: ['channels:read', 'groups:read', 'im:read'],
  limit: tiers.four,
  accepts: ['channel', ...stretchArguments],
  answer: (args, core) => {
    const channel = channelOf(core, required(args, 'channel'));
    demandScope(core, channel, 'read');
    const { members } = channel;
    const { part, nextCursor } = stretch(members, args);
    return { members: part, response_metadata: { next_cursor: nextCursor } };
  },
};
