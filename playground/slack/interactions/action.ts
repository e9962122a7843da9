/** One pressed element, as `block_actions` tells it, and as it stands in `state.values` after the press. */
import type { SlackCore } from '../core.ts';
import { type JsonObject, stringAt } from '../json.ts';
import type { Values } from '../views/view.ts';
import type { Found } from './find-element.ts';
import { secondsNow } from './payload.ts';

export function actionOf(core: SlackCore, { block, element }: Found, told: JsonObject): JsonObject {
  const { action_id, type, confirm } = element;
  return {
    action_id,
    block_id: block.block_id,
    type,
    ...told,
    ...(confirm === undefined ? {} : { confirm }),
    action_ts: secondsNow(core),
  };
}

export const toldBy = ({ block, element }: Found, told: JsonObject): Values => ({
  [stringAt(block, 'block_id') ?? '']: {
    [stringAt(element, 'action_id') ?? '']: { type: element.type, ...told },
  },
});

/** What was entered before, and this on top. */
export const withEntered = (before: Values, more: Values): Values => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(more).map(([blockId, actions]) => [blockId, { ...before[blockId], ...actions }]),
  ),
});
