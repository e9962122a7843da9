/** chat.delete: takes an own message away. */
import { required } from '../call.ts';
import type { Method } from '../method.ts';
import { ownChannel, ownMessage } from '../places.ts';
import { tiers } from '../rate-limits.ts';

export const chatDelete: Method = {
  name: 'chat.delete',
  token: 'bot',
  scopes: ['chat:write'],
  limit: tiers.three,
  accepts: ['channel', 'ts'],
  answer: (args, core) => {
    const channel = ownChannel(core, required(args, 'channel'));
    const message = ownMessage(core, channel, required(args, 'ts'), 'cant_delete_message');
    core.workspace.remove(message);
    return { channel: channel.id, ts: message.ts };
  },
};
