/** Whether an answer may be posted in a channel, for all who are there. What is not known to be allowed is not. */

import type { Channel } from './directory.ts';
import type { Verdict } from './question.ts';
import type { Knowledge } from './remember.ts';

export function sharingIn(channel: Knowledge<Channel | undefined> | undefined): Verdict {
  if (channel === undefined || channel.kind !== 'known') {
    return {
      allowed: false,
      because: 'Slack could not be asked who is in this channel',
      code: 'zmgr::access::unverified',
      help: 'Try again in a minute.',
    };
  }
  const where = channel.value;
  if (where?.isShared === true) {
    return {
      allowed: false,
      because: 'answers are not posted in a channel that is shared with another organisation',
      code: 'zmgr::access::shared-channel',
      help: 'Share it in a channel of your own team.',
    };
  }
  if (where?.isMember !== true) {
    return {
      allowed: false,
      because: 'zonebot is no member here, so that it can post nothing for all to see',
      code: 'zmgr::access::not-here',
      help: 'Type /invite @zonebot in this channel first, or share it in a channel where zonebot is.',
    };
  }
  return { allowed: true, because: 'zonebot is a member of this channel' };
}
