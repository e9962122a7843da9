/** chat.postMessage: says something in a channel, or in one of its threads. */
import { printMessage } from '../../workspace/as-slack.ts';
import { required } from '../call.ts';
import { givenContent, warningsFor } from '../content.ts';
import type { Method } from '../method.ts';
import { threadRoot, writableChannel } from '../places.ts';
import { onePerSecondPerChannel } from '../rate-limits.ts';

export const chatPostMessage: Method = {
  name: 'chat.postMessage',
  token: 'bot',
  scopes: ['chat:write'],
  limit: onePerSecondPerChannel,
  accepts: [
    'channel',
    'text',
    'blocks',
    'metadata',
    'thread_ts',
    'link_names',
    'mrkdwn',
    'parse',
    'unfurl_links',
    'unfurl_media',
  ],
  answer: (args, core) => {
    const channel = writableChannel(core, required(args, 'channel'));
    const { text = '', blocks = [], metadata } = givenContent(args, core);
    const threadTs = threadRoot(core, channel, args.thread_ts);
    const message = core.workspace.add(
      channel.id,
      core.workspace.app.userId,
      { text, blocks, ...(metadata === undefined ? {} : { metadata }) },
      threadTs === undefined ? {} : { threadTs },
    );
    return {
      channel: channel.id,
      ts: message.ts,
      message: printMessage(message, core.workspace),
      ...warningsFor(args),
    };
  },
};
