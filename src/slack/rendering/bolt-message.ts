/**
 * Our messages and options as Bolt's types have them: they were made by render.ts and render-form.ts, whose tests hold
 * them to Slack's rules.
 */
import type { KnownBlock, PlainTextOption } from '@slack/types';
import type { MessageContent } from '../../outbox/writer.ts';
import type { JsonObject } from './spans.ts';

export const boltMessage = ({
  text,
  blocks,
}: MessageContent): { text: string; blocks: KnownBlock[] } => ({
  text,
  blocks: blocks as unknown as KnownBlock[],
});

export const boltOptions = (options: readonly JsonObject[]): PlainTextOption[] =>
  options as unknown as PlainTextOption[];
