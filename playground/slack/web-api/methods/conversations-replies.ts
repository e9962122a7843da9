/** conversations.replies: a thread, oldest first, beginning with the message that opened it. */
import { ApiError, required } from '../call.ts';
import type { Method } from '../method.ts';
import { page, pageArguments } from '../page.ts';
import { demandScope, ownChannel } from '../places.ts';
import { tiers } from '../rate-limits.ts';

export const conversationsReplies: Method = {
  name: 'conversations.replies',
  token: 'bot',
  scopes: ['channels:history', 'groups:history', 'im:history'],
  limit: tiers.three,
  accepts: ['channel', 'ts', ...pageArguments],
  answer: (args, core) => {
    const channel = ownChannel(core, required(args, 'channel'));
    demandScope(core, channel, 'history');
    const parent = core.workspace.message(channel.id, required(args, 'ts'));
    if (parent === undefined || parent.onlyFor !== undefined) {
      throw new ApiError('thread_not_found');
    }
    return page([parent, ...core.workspace.replies(channel.id, parent.ts)], args, core);
  },
};
