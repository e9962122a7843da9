/** Pressing a button or picking an option in a message: `block_actions`. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { SlackCore } from '../core.ts';
import { type Json, type JsonObject, stringAt } from '../json.ts';
import { printMessage } from '../workspace/as-slack.ts';
import type { Channel, Message, User } from '../workspace/model.ts';
import { messagesSeenBy } from '../workspace/seen-by.ts';
import { chosen, held } from './element-values.ts';
import { type Found, findElement, pressable } from './find-element.ts';
import { handOver, type Outcome, type Place, placeOf } from './gesture.ts';
import type { Gesture } from './response-urls.ts';

export interface Press extends Place {
  readonly ts: string;
  readonly actionId: string;
  readonly blockId?: string | undefined;
  readonly value?: string | undefined;
}

/**
 * Presses an element that this person sees; resolves once the app has acked, or failed to.
 * @throws Diagnostic when there is no such person, channel, message, element or option
 */
export async function press(core: SlackCore, pressed: Press): Promise<Outcome> {
  const { user, channel } = placeOf(core, pressed);
  const message = messagesSeenBy(core.workspace, channel, user).find(({ ts }) => ts === pressed.ts);
  if (message === undefined) {
    throw new Diagnostic({
      code: 'zmgr::playground::no-such-message',
      message: `${user.name} sees no message ${pressed.ts} in #${channel.name}`,
      help: `GET /_control/messages?channel=${channel.id}&user=${user.id} shows what there is.`,
    });
  }
  const found = findElement(message, pressed);
  const told = chosen(found.element, pressed.value);
  const gesture: Gesture = {
    kind: 'action',
    user: user.id,
    channel: channel.id,
    original: message.ts,
  };
  const payload = payloadOf(core, { user, channel, message, found, told, gesture });
  // Slack reads nothing in the ack of a pressed block: what the app has to say goes to the response URL.
  const envelope = { type: 'interactive', payload, acceptsResponse: false } as const;
  return handOver(core, gesture, envelope, () => {});
}

interface Pressed {
  readonly user: User;
  readonly channel: Channel;
  readonly message: Message;
  readonly found: Found;
  readonly told: JsonObject;
  readonly gesture: Gesture;
}

function payloadOf(core: SlackCore, pressed: Pressed): JsonObject {
  const { workspace } = core;
  const { user, channel, message, found, told } = pressed;
  const isEphemeral = message.onlyFor !== undefined;
  const { action_id, type, confirm } = found.element;
  const path = core.responseUrls.issue(pressed.gesture, workspace.team.id);
  return {
    type: 'block_actions',
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.team.id },
    api_app_id: workspace.app.id,
    token: 'playground-verification-token',
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    trigger_id: core.triggers.issue(user.id),
    team: { id: workspace.team.id, domain: workspace.team.domain },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel.id, name: channel.isPrivate === true ? 'privategroup' : channel.name },
    ...(isEphemeral ? {} : { message: printMessage(message, workspace) }),
    state: { values: stateOf(message, found, told) },
    response_url: `${core.origin()}${path}`,
    actions: [
      {
        action_id,
        block_id: found.block.block_id,
        type,
        ...told,
        ...(confirm === undefined ? {} : { confirm }),
        action_ts: (core.clock.now() / 1000).toFixed(6),
      },
    ],
  };
}

/** What every element of the message holds, the pressed one after the press. */
function stateOf(message: Message, found: Found, told: JsonObject): JsonObject {
  const values: Record<string, Record<string, Json>> = {};
  for (const { block, element } of pressable(message.blocks)) {
    const holds = held(element, element === found.element ? told : undefined);
    const blockId = stringAt(block, 'block_id');
    const actionId = stringAt(element, 'action_id');
    if (holds === undefined || blockId === undefined || actionId === undefined) continue;
    values[blockId] = { ...values[blockId], [actionId]: holds };
  }
  return values;
}
