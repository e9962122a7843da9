/** Our messages as Bolt's types have them: the blocks were made by render.ts, whose tests hold them to Slack's rules. */
import type { KnownBlock } from '@slack/types';
import type { MessageContent } from '../outbox/writer.ts';

export const boltMessage = ({
  text,
  blocks,
}: MessageContent): { text: string; blocks: KnownBlock[] } => ({
  text,
  blocks: blocks as unknown as KnownBlock[],
});
