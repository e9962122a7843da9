/** conversations.open: the direct messages with one person. With several people at once: not modelled. */

import type { SlackCore } from '../../core.ts';
import { printChannel } from '../../workspace/as-slack.ts';
import type { Channel } from '../../workspace/model.ts';
import { ApiError, type Arguments, flag, invalidArguments } from '../call.ts';
import type { Method } from '../method.ts';
import { channelOf, userOf } from '../places.ts';
import { tiers } from '../rate-limits.ts';

export const conversationsOpen: Method = {
  name: 'conversations.open',
  token: 'bot',
  scopes: ['im:write', 'mpim:write'],
  limit: tiers.three,
  accepts: ['users', 'channel', 'return_im'],
  answer: (args, core) => {
    const channel = meant(args, core);
    return {
      channel: flag(args, 'return_im') ? printChannel(channel, core.workspace) : { id: channel.id },
    };
  },
};

function meant(args: Arguments, core: SlackCore): Channel {
  if (args.users === undefined) {
    if (args.channel === undefined) throw new ApiError('users_list_not_supplied');
    const channel = channelOf(core, args.channel);
    if (channel.im === undefined) throw new ApiError('method_not_supported_for_channel_type');
    return channel;
  }
  const [id = '', ...others] = args.users.split(',');
  if (others.length > 0) {
    throw invalidArguments('the playground does not model direct messages with several people');
  }
  const user = userOf(core, id);
  if (user.isDeleted === true) throw new ApiError('user_disabled');
  if (user.isBot === true) throw new ApiError('cannot_dm_bot');
  return core.workspace.im(user.id);
}
