/** The view that a call brings, and the view or trigger that it means: read, held against the linter, refused in Slack's words. */
import type { SlackCore } from '../core.ts';
import { type JsonObject, objectsIn, stringAt } from '../json.ts';
import { lintView } from '../lint/lint.ts';
import type { View } from '../views/view.ts';
import { withIds } from '../workspace/with-ids.ts';
import { ApiError, type Arguments, invalidArguments, nestedObject, required } from './call.ts';
import { refusalOf } from './content.ts';

/**
 * A view as an app may show it, its ids filled in.
 * @param replacing the view that it takes the place of, which may keep its external_id
 * @throws ApiError `invalid_arguments`, `view_too_large`, `duplicate_external_id`
 */
export function goodView(
  core: SlackCore,
  view: JsonObject,
  type: 'modal' | 'home',
  replacing?: View,
): JsonObject {
  const issues = lintView(view);
  if (issues.length > 0) throw refusalOf(issues, 'invalid_arguments');
  if (view.type !== type) {
    throw invalidArguments(`must be a view of type ${type} [json-pointer:/view/type]`);
  }
  const externalId = stringAt(view, 'external_id') ?? '';
  const other = externalId === '' ? undefined : core.views.findByExternalId(externalId);
  if (other !== undefined && other.id !== replacing?.id) {
    throw new ApiError('duplicate_external_id');
  }
  return { ...view, blocks: withIds(objectsIn(view.blocks), core.random) };
}

/** The `view` of a call. @throws ApiError `invalid_arguments` */
export function viewArgument(args: Arguments): JsonObject {
  required(args, 'view');
  return nestedObject(args, 'view', 'invalid_arguments') ?? {};
}

/**
 * Whose trigger a call spends.
 * @throws ApiError `expired_trigger_id` … or, where it was asked for, `invalid_arguments` with the words
 */
export function spendTrigger(core: SlackCore, args: Arguments): string {
  const spent = core.triggers.spend(required(args, 'trigger_id'));
  if (spent.kind === 'spent') return spent.user;
  if (core.triggers.spelling === 'code') throw new ApiError(spent.error);
  const what = spent.error.replace('_trigger_id', '');
  throw invalidArguments(`\`trigger_id\` ${what} [json-pointer:/trigger_id]`);
}
