/** chat.postEphemeral: says something that one member of a channel sees. */
import { ApiError, required } from '../call.ts';
import { givenContent } from '../content.ts';
import type { Method } from '../method.ts';
import { writableChannel } from '../places.ts';
import { tiers } from '../rate-limits.ts';

export const chatPostEphemeral: Method = {
  name: 'chat.postEphemeral',
  token: 'bot',
  scopes: ['chat:write'],
  limit: tiers.four,
  accepts: ['channel', 'user', 'text', 'blocks', 'thread_ts', 'link_names', 'parse'],
  answer: (args, core) => {
    const channel = writableChannel(core, required(args, 'channel'));
    const user = required(args, 'user');
    if (!channel.members.includes(user)) throw new ApiError('user_not_in_channel');
    const { text = '', blocks = [] } = givenContent(args, core);
    const message = core.workspace.add(
      channel.id,
      core.workspace.app.userId,
      { text, blocks },
      {
        onlyFor: user,
        ...(args.thread_ts === undefined ? {} : { threadTs: args.thread_ts }),
      },
    );
    return { message_ts: message.ts };
  },
};
