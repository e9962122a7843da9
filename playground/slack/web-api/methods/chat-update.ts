/**
 * chat.update: other content in the place of an own message. Blocks and metadata that are left out stay; an empty list
 * or an empty object takes them away.
 */
import { printMessage } from '../../workspace/as-slack.ts';
import { ApiError, required } from '../call.ts';
import { givenContent } from '../content.ts';
import type { Method } from '../method.ts';
import { ownChannel, ownMessage } from '../places.ts';
import { tiers } from '../rate-limits.ts';

/** chat.postMessage cuts longer text; chat.update refuses it. */
const mostText = 40_000;

export const chatUpdate: Method = {
  name: 'chat.update',
  token: 'bot',
  scopes: ['chat:write'],
  limit: tiers.three,
  accepts: ['channel', 'ts', 'text', 'blocks', 'metadata', 'link_names', 'parse'],
  answer: (args, core) => {
    const channel = ownChannel(core, required(args, 'channel'));
    if (channel.isArchived === true) throw new ApiError('is_inactive');
    const before = ownMessage(core, channel, required(args, 'ts'), 'cant_update_message');
    if ((args.text?.length ?? 0) > mostText) throw new ApiError('msg_too_long');
    const given = givenContent(args, core);
    const metadata = given.metadata ?? before.metadata;
    const hasMetadata = metadata !== undefined && Object.keys(metadata).length > 0;
    const message = core.workspace.edit(before, {
      text: given.text ?? '',
      blocks: given.blocks ?? before.blocks,
      ...(hasMetadata ? { metadata } : {}),
    });
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: printMessage(message, core.workspace),
    };
  },
};
