/** Pressing a button or picking an option in a message: `block_actions`. */
import type { SlackCore } from '../core.ts';
import type { JsonObject } from '../json.ts';
import { valuesIn } from '../views/view.ts';
import { printMessage } from '../workspace/as-slack.ts';
import type { Channel, Message, User } from '../workspace/model.ts';
import { actionOf, toldBy } from './action.ts';
import { chosen, type Picked } from './element-values.ts';
import { showFailure } from './failure.ts';
import { type Found, findElement } from './find-element.ts';
import { handOver, type Outcome } from './gesture.ts';
import { channelName, interactionOf } from './payload.ts';
import type { Gesture } from './response-urls.ts';
import { type InMessage, messageOf } from './seen-message.ts';

export interface Press extends InMessage {
  readonly actionId: string;
  readonly blockId?: string | undefined;
  readonly value?: Picked | undefined;
}

/**
 * Presses an element that this person sees; resolves once the app has acked, or failed to.
 * @throws Diagnostic when there is no such person, channel, message, element or option
 */
export async function press(core: SlackCore, pressed: Press): Promise<Outcome> {
  const { user, channel, message } = messageOf(core, pressed);
  const found = findElement(message.blocks, `The message ${message.ts}`, pressed);
  const told = chosen(found.element, pressed.value, core.suggestions);
  const gesture: Gesture = {
    kind: 'action',
    user: user.id,
    channel: channel.id,
    original: message.ts,
  };
  const payload = payloadOf(core, { user, channel, message, found, told, gesture });
  // Slack reads nothing in the ack of a pressed block: what the app has to say goes to the response URL.
  const envelope = { type: 'interactive', payload, acceptsResponse: false } as const;
  return handOver(core, envelope, {
    onAnswer: () => {},
    onFailure: (failure) => showFailure(core, gesture, failure),
  });
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
  const path = core.responseUrls.issue(pressed.gesture, workspace.team.id);
  return {
    ...interactionOf(core, 'block_actions', user),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    trigger_id: core.triggers.issue(user.id),
    channel: { id: channel.id, name: channelName(channel) },
    ...(isEphemeral ? {} : { message: printMessage(message, workspace) }),
    state: { values: valuesIn(message.blocks, toldBy(found, told)) },
    response_url: `${core.origin()}${path}`,
    actions: [actionOf(core, found, told)],
  };
}
