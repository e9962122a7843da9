/** A view: a modal that someone has open, or their App Home, as the app wrote it and as far as they have filled it in. */
import { held } from '../interactions/element-values.ts';
import { pressable } from '../interactions/find-element.ts';
import { type JsonObject, objectsIn, stringAt } from '../json.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** By block_id, then action_id. */
export type Values = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

export interface View {
  readonly id: string;
  /** Who sees it. */
  readonly user: string;
  /** What the app said: `type`, `title`, `blocks`, `private_metadata` …; ids are filled in. */
  readonly given: JsonObject;
  /** Another one with each change by the app. */
  readonly hash: string;
  readonly rootId: string;
  readonly previousId: string | null;
  /** What the person has entered; what they have not touched is not in it. */
  readonly entered: Values;
  /** What stands at the fields, by block_id: the app's words, or the client's own. */
  readonly errors: Readonly<Record<string, string>>;
  /** What the client says when the app failed it. */
  readonly trouble?: string | undefined;
}

export const blocksOf = ({ given }: View): readonly JsonObject[] => objectsIn(given.blocks);

/** `state.values`: everything that holds a value, untouched ones too. */
export function valuesOf(view: View): Values {
  return valuesIn(blocksOf(view), view.entered);
}

/** What the elements of some blocks hold, `entered` before what they start from. */
export function valuesIn(blocks: readonly JsonObject[], entered: Values): Values {
  const values: Record<string, Record<string, JsonObject>> = {};
  for (const { block, element } of pressable(blocks)) {
    const blockId = stringAt(block, 'block_id');
    const actionId = stringAt(element, 'action_id');
    if (blockId === undefined || actionId === undefined) continue;
    const holds = held(element, entered[blockId]?.[actionId]);
    if (holds !== undefined) values[blockId] = { ...values[blockId], [actionId]: holds };
  }
  return values;
}

/** As Slack prints it to the app. What it holds is told with what people do in it, not in answers to the app's calls. */
export function printView(view: View, workspace: Workspace, values: Values = {}): JsonObject {
  const { given } = view;
  const isModal = given.type === 'modal';
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: given.type,
    blocks: given.blocks,
    private_metadata: given.private_metadata ?? '',
    callback_id: given.callback_id ?? '',
    state: { values },
    hash: view.hash,
    title: given.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: isModal && given.clear_on_close === true,
    notify_on_close: isModal && given.notify_on_close === true,
    close: given.close ?? null,
    submit: given.submit ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: workspace.app.id,
    external_id: given.external_id ?? '',
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.app.botId,
  };
}
