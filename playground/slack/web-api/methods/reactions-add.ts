/** reactions.add: an emoji on a message. */
import { ApiError, required } from '../call.ts';
import type { Method } from '../method.ts';
import { ownChannel } from '../places.ts';
import { tiers } from '../rate-limits.ts';

const mostEmoji = 23;

export const reactionsAdd: Method = {
  name: 'reactions.add',
  token: 'bot',
  scopes: ['reactions:write'],
  limit: tiers.three,
  accepts: ['channel', 'name', 'timestamp'],
  answer: (args, core) => {
    const channel = ownChannel(core, required(args, 'channel'));
    const name = required(args, 'name');
    if (!/^[a-z0-9_+'-]{1,100}(?:::skin-tone-[2-6])?$/.test(name)) {
      throw new ApiError('invalid_name');
    }
    const message = core.workspace.message(channel.id, required(args, 'timestamp'));
    if (message === undefined) throw new ApiError('message_not_found');
    if (message.onlyFor !== undefined) throw new ApiError('not_reactable');
    const { userId } = core.workspace.app;
    const before = message.reactions ?? [];
    const same = before.find((reaction) => reaction.name === name);
    if (same?.users.includes(userId) === true) throw new ApiError('already_reacted');
    if (same === undefined && before.length >= mostEmoji) throw new ApiError('too_many_emoji');
    core.workspace.react(
      message,
      same === undefined
        ? [...before, { name, users: [userId] }]
        : before.map((each) =>
            each === same ? { ...each, users: [...each.users, userId] } : each,
          ),
    );
    return {};
  },
};
