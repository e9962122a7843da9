/** A form filled in by the names of its fields, for tests that read well. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { SlackCore } from '../core.ts';
import type { JsonObject } from '../json.ts';
import { blocksOf, type View } from '../views/view.ts';
import { chosen, type Picked } from './element-values.ts';
import { pressable } from './find-element.ts';

/**
 * `state.values` from what is put into each field.
 * @param fields by action_id or block_id
 * @throws Diagnostic `zmgr::playground::no-such-field`
 */
export function fillIn(
  core: SlackCore,
  view: View,
  fields: Readonly<Record<string, Picked>>,
): JsonObject {
  const all = pressable(blocksOf(view));
  const values: Record<string, JsonObject> = {};
  for (const [name, picked] of Object.entries(fields)) {
    const found = all.find(
      ({ block, element }) => element.action_id === name || block.block_id === name,
    );
    if (found === undefined) {
      const names = all.map(({ element }) => String(element.action_id));
      throw new Diagnostic({
        code: 'zmgr::playground::no-such-field',
        message: `The view ${view.id} has no field "${name}"`,
        help: `It has: ${names.join(', ')}`,
      });
    }
    const blockId = String(found.block.block_id);
    const actionId = String(found.element.action_id);
    values[blockId] = {
      ...values[blockId],
      [actionId]: chosen(found.element, picked, core.suggestions),
    };
  }
  return values;
}
