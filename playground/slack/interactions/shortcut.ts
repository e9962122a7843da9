/** Shortcuts: started from anywhere (`shortcut`), or from the menu of a message (`message_action`). */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { SlackCore } from '../core.ts';
import type { JsonObject } from '../json.ts';
import { printMessage } from '../workspace/as-slack.ts';
import type { Shortcut } from '../workspace/model.ts';
import { showFailure } from './failure.ts';
import { handOver, type Outcome, personOf } from './gesture.ts';
import { channelName, interactionOf, secondsNow } from './payload.ts';
import type { Gesture } from './response-urls.ts';
import { messageOf } from './seen-message.ts';

export interface ShortcutUse {
  readonly user: string;
  readonly callbackId: string;
  /** The message from whose menu it is started. */
  readonly message?: { readonly channel: string; readonly ts: string } | undefined;
}

/**
 * Resolves once the app has acked, or failed to.
 * @throws Diagnostic when the app has no such shortcut, or there is no such person or message
 */
export async function useShortcut(core: SlackCore, use: ShortcutUse): Promise<Outcome> {
  const { user: id, callbackId, message } = use;
  if (message !== undefined) {
    refuseUnknown(core, callbackId, 'message');
    return actOnMessage(core, { user: id, callbackId, ...message });
  }
  refuseUnknown(core, callbackId, 'global');
  const user = personOf(core, id);
  const payload = {
    ...interactionOf(core, 'shortcut', user),
    action_ts: secondsNow(core),
    callback_id: callbackId,
    trigger_id: core.triggers.issue(user.id),
  };
  // Nothing is shown in any channel when it fails: a shortcut is at home in none.
  return handOver(core, interactive(payload), { onAnswer: () => {}, onFailure: () => {} });
}

interface OnMessage {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly callbackId: string;
}

async function actOnMessage(
  core: SlackCore,
  { callbackId, ...where }: OnMessage,
): Promise<Outcome> {
  const { user, channel, message } = messageOf(core, where);
  if (message.onlyFor !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::playground::ephemeral-message',
      message: 'A message that only one person sees has no menu of shortcuts',
    });
  }
  const gesture: Gesture = { kind: 'command', user: user.id, channel: channel.id };
  const path = core.responseUrls.issue(gesture, core.workspace.team.id);
  const payload = {
    ...interactionOf(core, 'message_action', user),
    action_ts: secondsNow(core),
    callback_id: callbackId,
    trigger_id: core.triggers.issue(user.id),
    channel: { id: channel.id, name: channelName(channel) },
    message_ts: message.ts,
    message: printMessage(message, core.workspace),
    response_url: `${core.origin()}${path}`,
  };
  return handOver(core, interactive(payload), {
    onAnswer: () => {},
    onFailure: (failure) => showFailure(core, { ...gesture, kind: 'action' }, failure),
  });
}

const interactive = (payload: JsonObject) =>
  ({ type: 'interactive', payload, acceptsResponse: false }) as const;

function refuseUnknown({ workspace }: SlackCore, callbackId: string, type: Shortcut['type']): void {
  const known = workspace.app.shortcuts.filter((shortcut) => shortcut.type === type);
  if (known.some((shortcut) => shortcut.callbackId === callbackId)) return;
  const names = known.map((shortcut) => `${shortcut.callbackId} (${shortcut.name})`);
  throw new Diagnostic({
    code: 'zmgr::playground::no-such-shortcut',
    message: `The app has no ${type} shortcut with the callback_id "${callbackId}"`,
    help: names.length === 0 ? 'It has none of that type.' : `It has: ${names.join(', ')}`,
  });
}
