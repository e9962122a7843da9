/** chat.getPermalink: an address that leads to a message. Here it leads to the playground's page. */
import { ApiError, required } from '../call.ts';
import type { Method } from '../method.ts';
import { channelOf } from '../places.ts';

export const chatGetPermalink: Method = {
  name: 'chat.getPermalink',
  token: 'bot',
  scopes: [],
  accepts: ['channel', 'message_ts'],
  answer: (args, core) => {
    const channel = channelOf(core, required(args, 'channel'));
    const ts = required(args, 'message_ts');
    const message = core.workspace.message(channel.id, ts);
    if (message === undefined || message.onlyFor !== undefined) {
      throw new ApiError('message_not_found');
    }
    const thread = message.threadTs;
    const query =
      thread === undefined ? '' : `?${new URLSearchParams({ thread_ts: thread, cid: channel.id })}`;
    const permalink = `${core.origin()}/archives/${channel.id}/p${ts.replace('.', '')}${query}`;
    return { channel: channel.id, permalink };
  },
};
