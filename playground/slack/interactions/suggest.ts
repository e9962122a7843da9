/**
 * Typing into a menu whose options the app brings (`external_select`): `block_suggestion`.
 * https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
 */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { SlackCore } from '../core.ts';
import { isList, type JsonObject, objectsIn } from '../json.ts';
import { lintSuggestions } from '../lint/lint.ts';
import { blocksOf, printView, valuesOf } from '../views/view.ts';
import { ApiError } from '../web-api/call.ts';
import { refusalOf } from '../web-api/content.ts';
import { printMessage } from '../workspace/as-slack.ts';
import type { User } from '../workspace/model.ts';
import { isExternal } from './element-values.ts';
import { type Found, findElement } from './find-element.ts';
import { handOver, type Outcome } from './gesture.ts';
import { viewOf } from './open-view.ts';
import { channelName, interactionOf } from './payload.ts';
import { type InMessage, messageOf } from './seen-message.ts';

export interface Typing {
  readonly where: InMessage | { readonly user: string; readonly viewId: string };
  readonly actionId: string;
  readonly blockId?: string | undefined;
  /** What was typed so far. */
  readonly value: string;
}

/** Slack asks the app from so many characters on, where the menu says nothing. */
const usualMinimum = 3;

export type Suggested =
  | { readonly kind: 'suggested'; readonly options: JsonObject }
  /** Too little was typed: the app is not asked. */
  | { readonly kind: 'too-short'; readonly minimum: number }
  | Extract<Outcome, { kind: 'failed' }>;

/** @throws Diagnostic when there is no such person, place or menu */
export async function suggest(core: SlackCore, typing: Typing): Promise<Suggested> {
  const { user, found, place } = placeOf(core, typing);
  const { element, block } = found;
  if (!isExternal(element)) {
    throw new Diagnostic({
      code: 'zmgr::playground::no-suggestions',
      message: `The element "${typing.actionId}" is a ${String(element.type)}: its options do not come as one types`,
    });
  }
  const minimum = Number(element.min_query_length ?? usualMinimum);
  if ([...typing.value].length < minimum) return { kind: 'too-short', minimum };
  const payload = {
    ...interactionOf(core, 'block_suggestion', user),
    action_id: element.action_id,
    block_id: block.block_id,
    value: typing.value,
    ...place,
  };
  let options: JsonObject = {};
  const outcome = await handOver(
    core,
    { type: 'interactive', payload, acceptsResponse: true },
    {
      onAnswer: (body) => {
        options = goodSuggestions(body);
        core.suggestions.remember(element, optionsIn(options));
      },
      onFailure: () => {},
    },
  );
  return outcome.kind === 'failed' ? outcome : { kind: 'suggested', options };
}

function placeOf(
  core: SlackCore,
  { where, actionId, blockId }: Typing,
): { user: User; found: Found; place: JsonObject } {
  if ('viewId' in where) {
    const { user, view } = viewOf(core, where);
    const found = findElement(blocksOf(view), `The view ${view.id}`, { actionId, blockId });
    return {
      user,
      found,
      place: {
        container: { type: 'view', view_id: view.id },
        view: printView(view, core.workspace, valuesOf(view)),
      },
    };
  }
  const { user, channel, message } = messageOf(core, where);
  const found = findElement(message.blocks, `The message ${message.ts}`, { actionId, blockId });
  const isEphemeral = message.onlyFor !== undefined;
  return {
    user,
    found,
    place: {
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: isEphemeral,
      },
      channel: { id: channel.id, name: channelName(channel) },
      ...(isEphemeral ? {} : { message: printMessage(message, core.workspace) }),
    },
  };
}

/** @throws ApiError where Slack would show no options */
function goodSuggestions(body: JsonObject): JsonObject {
  const issues = lintSuggestions(body);
  if (issues.length > 0) throw refusalOf(issues, 'invalid_options');
  if (isList(body.options)) return { options: body.options };
  if (isList(body.option_groups)) return { option_groups: body.option_groups };
  throw new ApiError('missing_options');
}

const optionsIn = ({ options, option_groups }: JsonObject): readonly JsonObject[] => [
  ...objectsIn(options),
  ...objectsIn(option_groups).flatMap((group) => objectsIn(group.options)),
];
