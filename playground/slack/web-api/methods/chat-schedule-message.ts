/** chat.scheduleMessage: says something later, up to 120 days. */
import { randomId } from '../../random.ts';
import { ApiError, count, required } from '../call.ts';
import { givenContent } from '../content.ts';
import type { Method } from '../method.ts';
import { threadRoot, writableChannel } from '../places.ts';
import { tiers } from '../rate-limits.ts';

const furthest = 120 * 24 * 60 * 60;

export const chatScheduleMessage: Method = {
  name: 'chat.scheduleMessage',
  token: 'bot',
  scopes: ['chat:write'],
  limit: tiers.three,
  accepts: ['channel', 'post_at', 'text', 'blocks', 'metadata', 'thread_ts'],
  answer: (args, core) => {
    const channel = writableChannel(core, required(args, 'channel'));
    required(args, 'post_at');
    const postAt = count(args, 'post_at', 0, Number.MAX_SAFE_INTEGER);
    const seconds = postAt - core.clock.now() / 1000;
    if (seconds <= 0) throw new ApiError('time_in_past');
    if (seconds > furthest) throw new ApiError('time_too_far');
    const { text = '', blocks = [], metadata } = givenContent(args, core);
    const threadTs = threadRoot(core, channel, args.thread_ts);
    const content = { text, blocks, ...(metadata === undefined ? {} : { metadata }) };
    core.clock.after(seconds * 1000, () => {
      const author = core.workspace.app.userId;
      core.workspace.add(channel.id, author, content, threadTs === undefined ? {} : { threadTs });
    });
    return {
      channel: channel.id,
      scheduled_message_id: `Q${randomId(core.random, 10)}`,
      post_at: postAt,
      message: { type: 'delayed_message', bot_id: core.workspace.app.botId, ...content },
    };
  },
};
