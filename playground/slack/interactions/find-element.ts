/** Finds the button, menu or other element that a person presses in a message or a view. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { isObject, type JsonObject, objectsIn, stringAt } from '../json.ts';

export interface Found {
  readonly block: JsonObject;
  readonly element: JsonObject;
}

export interface Wanted {
  readonly actionId: string;
  readonly blockId?: string | undefined;
}

/** Everything that can be pressed in some blocks, also in cards and containers. */
export function pressable(blocks: readonly JsonObject[]): readonly Found[] {
  return blocks.flatMap((block) => {
    const own = [
      ...objectsIn(block.elements),
      ...objectsIn(block.actions),
      ...[block.accessory, block.element].filter(isObject),
    ].filter((element) => stringAt(element, 'action_id') !== undefined);
    const inside = [...objectsIn(block.child_blocks), ...cardsIn(block)];
    return [...own.map((element) => ({ block, element })), ...pressable(inside)];
  });
}

const cardsIn = (block: JsonObject): readonly JsonObject[] =>
  block.type === 'carousel' ? objectsIn(block.elements) : [];

/**
 * @param where what holds the blocks, for the refusals: "The message 1.2"
 * @throws Diagnostic `zmgr::playground::no-such-button` with what there is, `zmgr::playground::ambiguous-button`
 */
export function findElement(
  blocks: readonly JsonObject[],
  where: string,
  { actionId, blockId }: Wanted,
): Found {
  const all = pressable(blocks);
  const matching = all.filter(
    ({ block, element }) =>
      element.action_id === actionId && (blockId === undefined || block.block_id === blockId),
  );
  const [found, ...others] = matching;
  if (found === undefined) {
    const names = all.map(({ element }) => String(element.action_id));
    throw new Diagnostic({
      code: 'zmgr::playground::no-such-button',
      message: `${where} has no element with the action_id "${actionId}"`,
      help: names.length === 0 ? 'It has nothing to press.' : `It has: ${names.join(', ')}`,
    });
  }
  if (others.length > 0) {
    throw new Diagnostic({
      code: 'zmgr::playground::ambiguous-button',
      message: `${where} has "${actionId}" in ${matching.length} blocks`,
      help: `Say block_id: ${matching.map(({ block }) => String(block.block_id)).join(', ')}`,
    });
  }
  return found;
}
