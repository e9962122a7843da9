/** Each part of an answer as Block Kit. What does not fit is counted, never dropped silently. */
import type { Line, Part } from '../../../commands/answer.ts';
import { plainLine } from '../../../commands/answers/plain-line.ts';
import { mostInBlock, plain, rich, section, smallPrint } from './blocks.ts';
import { offerBlocks, type Pressable, rowBlocks } from './offers.ts';
import { cut, shown } from './plain.ts';
import { type JsonObject, mrkdwn } from './spans.ts';

const mostFields = 10;
const mostInField = 1_900;
const mostListed = 100;
/** Of one output: a message holds little more. */
const mostPreformatted = 6_000;
/** Rows with a control each take a block each. */
const mostRows = 30;

export function blocksOf(part: Part, pressable: Pressable): readonly JsonObject[] {
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
      return offerBlocks(part.commands, pressable);
    case 'rows':
      // A block each: more of them are a list like any other.
      return part.rows.length > mostRows
        ? listed(part.rows.map(({ line }) => line))
        : rowBlocks(part.rows, pressable);
    case 'divider':
      return [{ type: 'divider' }];
    default:
      return part satisfies never;
  }
}

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
    if (characters > mostPreformatted) break;
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
