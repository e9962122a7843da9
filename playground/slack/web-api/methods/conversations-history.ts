/** conversations.history: what was said to all in a channel, newest first. Replies are in their threads. */
import { required } from '../call.ts';
import type { Method } from '../method.ts';
import { page, pageArguments } from '../page.ts';
import { demandScope, ownChannel } from '../places.ts';
import { tiers } from '../rate-limits.ts';

export const conversationsHistory: Method = {
  name: 'conversations.history',
  token: 'bot',
  scopes: ['channels:history', 'groups:history', 'im:history'],
  limit: tiers.three,
  accepts: ['channel', ...pageArguments],
  answer: (args, core) => {
    const channel = ownChannel(core, required(args, 'channel'));
    demandScope(core, channel, 'history');
    const messages = core.workspace
      .messages(channel.id)
      .filter(({ onlyFor, threadTs }) => onlyFor === undefined && threadTs === undefined)
      .toReversed();
    return page(messages, args, core);
  },
};
