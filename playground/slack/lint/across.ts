/** Rules that no single object shows: ids that must be unique, and how much all blocks hold together. */
import { isList, isObject, type Json, type JsonObject, stringAt } from '../json.ts';
import { below, type Issue, issue } from './issue.ts';

/** Slack's own limit is not documented; `msg_blocks_too_long` was seen from here on (bolt-js issue 2509). */
export const mostCharactersInBlocks = 13_200;
/** Of all `markdown` blocks of a message together. */
const mostMarkdown = 12_000;

/** Ids must differ: block_id in the whole, action_id within its block. */
export function uniqueIds(blocks: Json | undefined, pointer: string): readonly Issue[] {
  if (!isList(blocks)) return [];
  const blockIds = new Set<string>();
  return blocks.flatMap((block, index) => {
    if (!isObject(block)) return [];
    const at = below(pointer, index);
    return [...repeated(blockIds, block, 'block_id', at), ...uniqueActions(block, at)];
  });
}

function uniqueActions(block: JsonObject, pointer: string): readonly Issue[] {
  if (!isList(block.elements)) return [];
  const seen = new Set<string>();
  return block.elements.flatMap((element, index) =>
    isObject(element)
      ? repeated(seen, element, 'action_id', below(below(pointer, 'elements'), index))
      : [],
  );
}

function repeated(
  seen: Set<string>,
  object: JsonObject,
  key: 'block_id' | 'action_id',
  pointer: string,
): readonly Issue[] {
  const id = stringAt(object, key);
  if (id === undefined) return [];
  if (!seen.has(id)) {
    seen.add(id);
    return [];
  }
  return [issue(below(pointer, key), 'duplicate', `\`${key}\` "${id}" already exists`)];
}

/** How much the blocks of a message say together. */
export function totalLength(blocks: Json | undefined, pointer: string): readonly Issue[] {
  const issues: Issue[] = [];
  if (characters(blocks) > mostCharactersInBlocks) {
    issues.push(issue(pointer, 'msg_blocks_too_long', 'msg_blocks_too_long'));
  }
  const markdown = (isList(blocks) ? blocks : [])
    .filter(isObject)
    .filter((block) => block.type === 'markdown')
    .reduce((sum, block) => sum + (stringAt(block, 'text')?.length ?? 0), 0);
  if (markdown > mostMarkdown) {
    issues.push(
      issue(
        pointer,
        'too_long',
        `all markdown blocks must be less than ${mostMarkdown + 1} characters`,
      ),
    );
  }
  return issues;
}

/** The characters of every text in it, however deep. */
function characters(value: Json | undefined): number {
  if (isList(value)) return value.reduce<number>((sum, member) => sum + characters(member), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, member]) =>
      sum + (key === 'text' && typeof member === 'string' ? member.length : characters(member)),
    0,
  );
}
