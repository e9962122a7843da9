/**
 * Answers and cards as Slack messages, within Slack's limits (facts: types 3.2; a message's blocks hold about 13,200
 * characters, msg_blocks_too_long, bolt-js issue 2509). Untrusted text goes into rich_text and plain_text where the
 * block allows it, escaped into mrkdwn where not. What does not fit is counted, never dropped silently.
 */
import { createHash } from 'node:crypto';
import type { Answer, Line, Part } from '../../commands/answer.ts';
import type { Button, Card } from '../cards/card.ts';
import type { MessageContent } from '../outbox/writer.ts';
import { cut, shown } from './plain.ts';
import { type Json, type JsonObject, mrkdwn, plainLine, richElements } from './spans.ts';

const mostBlocks = 50;
const mostCharacters = 12_000;
const mostInBlock = 2_900;
const mostFields = 10;
const mostInField = 1_900;
const mostListed = 100;
const mostFallback = 3_000;

/** @param key names the thing shown, such as an operation's id; block ids are made from it and from the content */
export function renderMessage(shownThing: Answer | Card, key: string): MessageContent {
  const buttons = 'buttons' in shownThing ? shownThing.buttons : [];
  const closing = buttons.length === 0 ? [] : [actions(buttons)];
  const blocks = within(kept(shownThing.parts.flatMap(blocksOf)), mostBlocks - closing.length);
  return {
    text: cut(shown(shownThing.summary).trim(), mostFallback) || 'zonebot',
    blocks: numbered([...blocks, ...closing], key),
  };
}

/** Slack wants a new block_id where a block's content is new. */
function numbered(blocks: readonly JsonObject[], key: string): readonly JsonObject[] {
  const version = createHash('sha256').update(JSON.stringify(blocks)).digest('hex').slice(0, 8);
  return blocks.map((block, index) => ({ ...block, block_id: `${key}:${version}:${index}` }));
}

/** A paragraph and the list or the output after it are one block: what belongs together stands together. */
function kept(blocks: readonly JsonObject[]): readonly JsonObject[] {
  const together: JsonObject[] = [];
  for (const block of blocks) {
    const last = together.at(-1);
    const elements = last === undefined ? undefined : joinedElements(last, block);
    if (elements === undefined) together.push(block);
    else together.splice(-1, 1, rich(...elements));
  }
  return together;
}

function joinedElements(first: JsonObject, second: JsonObject): readonly JsonObject[] | undefined {
  if (first.type !== 'rich_text' || second.type !== 'rich_text') return undefined;
  const [lead, ...others] = elementsOf(first);
  const [next] = elementsOf(second);
  const belongs =
    lead?.type === 'rich_text_section' &&
    others.length === 0 &&
    (next?.type === 'rich_text_list' || next?.type === 'rich_text_preformatted');
  return belongs && textLength(first) + textLength(second) <= mostInBlock
    ? [lead, ...elementsOf(second)]
    : undefined;
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const elementsOf = ({ elements }: JsonObject): readonly JsonObject[] =>
  Array.isArray(elements) ? elements.filter(isObject) : [];

function within(blocks: readonly JsonObject[], most: number): readonly JsonObject[] {
  let characters = 0;
  const fitting = blocks.findIndex((block, index) => {
    characters += textLength(block);
    return characters > mostCharacters || index >= most;
  });
  if (fitting === -1) return blocks;
  // One place is for saying how much is missing.
  const kept = blocks.slice(0, Math.min(fitting, most - 1));
  const left = blocks.length - kept.length;
  return [...kept, smallPrint(`… ${left} more ${left === 1 ? 'part' : 'parts'} left out`)];
}

/** What a reader sees of a block, in characters. */
const textLength = (value: Json | undefined): number => {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [name, inner]) =>
      sum + (name === 'text' && typeof inner === 'string' ? inner.length : textLength(inner)),
    0,
  );
};

function blocksOf(part: Part): readonly JsonObject[] {
  switch (part.kind) {
    case 'heading':
      return [{ type: 'header', text: plain(part.text, 150) }];
    case 'paragraph':
      return [rich(section(part.line))];
    case 'fields':
      return chunks(part.fields, mostFields).map((fields) => ({
        type: 'section',
        fields: fields.map(({ name, value }) => ({
          type: 'mrkdwn',
          text: `*${mrkdwn(name, 100)}*\n${mrkdwn(value, mostInField - 110)}`,
          verbatim: true,
        })),
      }));
    case 'bullets':
      return listed(part.lines);
    case 'preformatted':
      return preformatted(part.text);
    case 'context':
      return [smallPrint(part.line)];
    case 'commands':
      return listed(
        part.commands.map(({ label, text }) => {
          const command = { code: `/zone ${text}` };
          return label === text ? command : [`${label}: `, command];
        }),
      );
    case 'divider':
      return [{ type: 'divider' }];
    default:
      return part satisfies never;
  }
}

const plain = (text: string, most: number): JsonObject => ({
  type: 'plain_text',
  text: cut(shown(text).replaceAll('\n', ' '), most) || ' ',
  emoji: true,
});

const rich = (...elements: readonly JsonObject[]): JsonObject => ({ type: 'rich_text', elements });

const section = (line: Line, most = mostInBlock): JsonObject => ({
  type: 'rich_text_section',
  elements: richElements(line, most),
});

const smallPrint = (line: Line): JsonObject => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: mrkdwn(line, mostInBlock), verbatim: true }],
});

function listed(lines: readonly Line[]): readonly JsonObject[] {
  if (lines.length === 0) return [];
  const list = (part: readonly Line[]) =>
    rich({
      type: 'rich_text_list',
      style: 'bullet',
      elements: part.map((line) => section(line, mostInBlock / 2)),
    });
  const left = lines.length - mostListed;
  return [
    ...bySize(lines.slice(0, mostListed), (line) => plainLine(line).length).map(list),
    ...(left > 0 ? [smallPrint(`… ${left} more`)] : []),
  ];
}

/** Whole lines, in as many blocks as it takes; the end, which says most, is kept of what is too long. */
function preformatted(text: string): readonly JsonObject[] {
  const lines = shown(text)
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => cut(line, mostInBlock));
  const kept: string[] = [];
  let characters = 0;
  for (const line of lines.toReversed()) {
    characters += line.length + 1;
    if (characters > mostCharacters / 2) break;
    kept.unshift(line);
  }
  const left = lines.length - kept.length;
  return [
    ...(left > 0
      ? [smallPrint(`… ${left} ${left === 1 ? 'line' : 'lines'} before this left out`)]
      : []),
    ...bySize(kept, (line) => line.length + 1).map((part) =>
      rich({
        type: 'rich_text_preformatted',
        elements: [{ type: 'text', text: part.join('\n') || ' ' }],
      }),
    ),
  ];
}

const actions = (buttons: readonly Button[]): JsonObject => ({
  type: 'actions',
  elements: buttons.map(({ action, label, operation, style, confirm }) => ({
    type: 'button',
    action_id: action,
    value: operation,
    text: plain(label, 75),
    ...(style && { style }),
    ...(confirm && {
      confirm: {
        title: plain(confirm.title, 100),
        text: plain(confirm.text, 300),
        confirm: plain(confirm.yes, 30),
        deny: plain(confirm.no, 30),
      },
    }),
  })),
});

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** Runs of items that stay within a block's size. */
function bySize<T>(items: readonly T[], sizeOf: (item: T) => number): readonly (readonly T[])[] {
  const runs: T[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const size = sizeOf(item);
    if (characters + size > mostInBlock) {
      runs.push([]);
      characters = 0;
    }
    runs.at(-1)?.push(item);
    characters += size;
  }
  return runs;
}
