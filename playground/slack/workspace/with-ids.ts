/** Slack gives an id to every block and every interactive element that came without one. */
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import { type Random, randomId } from '../random.ts';

/** Elements that cannot be pressed have no action_id. */
const still = new Set(['image', 'plain_text', 'mrkdwn']);

const holdsElements = new Set(['actions', 'context_actions']);

export const withIds = (blocks: readonly JsonObject[], random: Random): readonly JsonObject[] =>
  blocks.map((block) => {
    const elements =
      typeof block.type === 'string' && holdsElements.has(block.type) && isList(block.elements)
        ? { elements: block.elements.map((element) => withActionId(element, random)) }
        : {};
    const accessory =
      block.accessory === undefined ? {} : { accessory: withActionId(block.accessory, random) };
    const element =
      block.element === undefined ? {} : { element: withActionId(block.element, random) };
    return { block_id: randomId(random, 5), ...block, ...elements, ...accessory, ...element };
  });

function withActionId(element: Json, random: Random): Json {
  if (!isObject(element) || element.action_id !== undefined) return element;
  if (typeof element.type === 'string' && still.has(element.type)) return element;
  return { ...element, action_id: randomId(random, 5) };
}
