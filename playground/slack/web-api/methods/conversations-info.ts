/** conversations.info: what a channel is, and whether the bot is in it. */
import { printChannel } from '../../workspace/as-slack.ts';
import { flag, required } from '../call.ts';
import type { Method } from '../method.ts';
import { channelOf, demandScope } from '../places.ts';
import { tiers } from '../rate-limits.ts';

export const conversationsInfo: Method = {
  name: 'conversations.info',
  token: 'bot',
  scopes: ['channels:read', 'groups:read', 'im:read'],
  limit: tiers.three,
  accepts: ['channel', 'include_locale', 'include_num_members'],
  answer: (args, core) => {
    const channel = channelOf(core, required(args, 'channel'));
    demandScope(core, channel, 'read');
    const { length } = channel.members;
    return {
      channel: {
        ...printChannel(channel, core.workspace),
        ...(flag(args, 'include_num_members') ? { num_members: length } : {}),
        ...(flag(args, 'include_locale') ? { locale: 'en-US' } : {}),
      },
    };
  },
};
