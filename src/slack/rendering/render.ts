/**
 * Answers and cards as Slack messages, within Slack's limits (facts: types 3.2; a message's blocks hold about 13,200
 * characters, msg_blocks_too_long, bolt-js issue 2509). Untrusted text goes into rich_text and plain_text where the
 * block allows it, escaped into mrkdwn where not. What does not fit is counted, never dropped silently.
 */
import { createHash } from 'node:crypto';
import type { Answer, Part } from '../../../commands/answer.ts';
import type { Button, Card } from '../../cards/card.ts';
import type { MessageContent } from '../../outbox/writer.ts';
import { mostInBlock, plain, rich, smallPrint } from './blocks.ts';
import type { Pressable } from './offers.ts';
import { blocksOf } from './parts.ts';
import { cut, shown } from './plain.ts';
import type { Json, JsonObject } from './spans.ts';

const mostBlocks = 50;
const mostCharacters = 12_000;
const mostFallback = 3_000;

/**
 * @param key names the thing shown, such as an operation's id; block ids are made from it and from the content
 * @param pressable which offered commands become buttons; none where left out
 */
export function renderMessage(
  shownThing: Answer | Card,
  key: string,
  pressable: Pressable = () => undefined,
): MessageContent {
  const buttons = 'buttons' in shownThing ? shownThing.buttons : [];
  const closing = buttons.length === 0 ? [] : [actions(buttons)];
  const blocks = within(blocksOfParts(shownThing.parts, pressable), {
    blocks: mostBlocks - closing.length,
    characters: mostCharacters,
  });
  return {
    text: cut(shown(shownThing.summary).trim(), mostFallback) || 'zonebot',
    blocks: numbered(apart([...blocks, ...closing]), key),
  };
}

export interface Limits {
  readonly blocks: number;
  /** That a reader sees. */
  readonly characters: number;
}

/** Several things below each other, each with its buttons: for a view. */
export const layOut = (
  items: readonly Pick<Card, 'parts' | 'buttons'>[],
  key: string,
  pressable: Pressable,
  limits: Limits,
): readonly JsonObject[] =>
  numbered(
    apart(
      within(
        items.flatMap(({ parts, buttons }) => [
          ...blocksOfParts(parts, pressable),
          ...(buttons.length === 0 ? [] : [actions(buttons)]),
        ]),
        limits,
      ),
    ),
    key,
  );

const blocksOfParts = (parts: readonly Part[], pressable: Pressable): readonly JsonObject[] =>
  kept(parts.flatMap((part) => blocksOf(part, pressable)));

/** Slack wants a new block_id where a block's content is new. */
function numbered(blocks: readonly JsonObject[], key: string): readonly JsonObject[] {
  const version = createHash('sha256').update(JSON.stringify(blocks)).digest('hex').slice(0, 8);
  return blocks.map((block, index) => ({ ...block, block_id: `${key}:${version}:${index}` }));
}

/** An action_id names one control of a message: `run`, `run:2`, `run:3`. See actionOf() for the way back. */
function apart(blocks: readonly JsonObject[]): readonly JsonObject[] {
  const seen = new Map<string, number>();
  const named = (control: JsonObject): JsonObject => {
    const id = String(control.action_id);
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? control : { ...control, action_id: `${id}:${count}` };
  };
  return blocks.map((block) => {
    if (block.type === 'actions') return { ...block, elements: elementsOf(block).map(named) };
    const { accessory } = block;
    return accessory !== undefined && isObject(accessory)
      ? { ...block, accessory: named(accessory) }
      : block;
  });
}

/** Which action an action_id stands for. */
export const actionOf = (id: string): string => id.split(':')[0] ?? '';

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

function within(blocks: readonly JsonObject[], most: Limits): readonly JsonObject[] {
  let characters = 0;
  const fitting = blocks.findIndex((block, index) => {
    characters += textLength(block);
    return characters > most.characters || index >= most.blocks;
  });
  if (fitting === -1) return blocks;
  // One place is for saying how much is missing.
  const kept = blocks.slice(0, Math.min(fitting, most.blocks - 1));
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
