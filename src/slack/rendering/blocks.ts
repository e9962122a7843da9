/** The smallest pieces of Block Kit that messages are made of, each within Slack's limits (types 3.2). */
import type { Line } from '../../../commands/answer.ts';
import { cut, shown } from './plain.ts';
import { type JsonObject, mrkdwn, richElements } from './spans.ts';

/** Characters of one block: Slack takes 3,000 in a section's text. */
export const mostInBlock = 2_900;

export const plain = (text: string, most: number): JsonObject => ({
  type: 'plain_text',
  text: cut(shown(text).replaceAll('\n', ' '), most) || ' ',
  emoji: true,
});

export const rich = (...elements: readonly JsonObject[]): JsonObject => ({
  type: 'rich_text',
  elements,
});

export const section = (line: Line, most = mostInBlock): JsonObject => ({
  type: 'rich_text_section',
  elements: richElements(line, most),
});

/** The only text that a control can stand beside: rich text takes none. */
export const textBeside = (line: Line, accessory: JsonObject): JsonObject => ({
  type: 'section',
  text: { type: 'mrkdwn', text: mrkdwn(line, mostInBlock), verbatim: true },
  accessory,
});

export const smallPrint = (line: Line): JsonObject => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: mrkdwn(line, mostInBlock), verbatim: true }],
});
