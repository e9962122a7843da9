/** Typing a slash command. https://docs.slack.dev/interactivity/implementing-slash-commands */
import type { SlackCore } from '../core.ts';
import type { JsonObject } from '../json.ts';
import type { Channel, User } from '../workspace/model.ts';
import { escapeCommand } from './escape.ts';
import { showFailure } from './failure.ts';
import { handOver, type Outcome, type Place, placeOf, showAck } from './gesture.ts';
import { channelName, enterpriseOf } from './payload.ts';
import type { Gesture } from './response-urls.ts';

export interface TypedCommand extends Place {
  /** What follows `/zone`. */
  readonly text: string;
}

/**
 * Types the app's command; resolves once the app has acked, or failed to.
 * Slack shows a guest only their own channels; here anyone may type anywhere, so that the bot's own refusal can be seen.
 * @throws Diagnostic when there is no such person or channel
 */
export async function typeCommand(core: SlackCore, typed: TypedCommand): Promise<Outcome> {
  const { user, channel } = placeOf(core, typed);
  const gesture: Gesture = { kind: 'command', user: user.id, channel: channel.id };
  const path = core.responseUrls.issue(gesture, core.workspace.team.id);
  const text = typed.text.trim();
  const payload = payloadOf(core, user, channel, text, path);
  const envelope = { type: 'slash_commands', payload, acceptsResponse: true } as const;
  return handOver(core, envelope, {
    onAnswer: (body) => {
      if (body.response_type === 'in_channel') {
        const said = `${core.workspace.app.command} ${text}`.trim();
        core.workspace.add(channel.id, user.id, { text: said, blocks: [] });
      }
      showAck(core, gesture, path, body);
    },
    onFailure: (failure) => showFailure(core, gesture, failure),
  });
}

const payloadOf = (
  core: SlackCore,
  user: User,
  channel: Channel,
  text: string,
  responsePath: string,
): JsonObject => ({
  token: 'playground-verification-token',
  team_id: core.workspace.team.id,
  team_domain: core.workspace.team.domain,
  ...enterpriseOf(core),
  channel_id: channel.id,
  channel_name: channelName(channel),
  user_id: user.id,
  user_name: user.name,
  command: core.workspace.app.command,
  text: escapeCommand(text, core.workspace),
  api_app_id: core.workspace.app.id,
  is_enterprise_install: 'false',
  response_url: `${core.origin()}${responsePath}`,
  trigger_id: core.triggers.issue(user.id),
});
