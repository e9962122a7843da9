/** Users, channels and messages as Slack's API prints them. */
import type { JsonObject } from '../json.ts';
import { type Channel, type Message, slackbot, type User } from './model.ts';
import type { Workspace } from './workspace.ts';

export const printUser = (user: User, workspace: Workspace): JsonObject => ({
  id: user.id,
  team_id: user.isStranger === true ? 'T0ELSEWHER' : workspace.team.id,
  name: user.name,
  deleted: user.isDeleted === true,
  real_name: user.realName,
  tz: 'Etc/UTC',
  tz_label: 'Coordinated Universal Time',
  tz_offset: 0,
  profile: { real_name: user.realName, display_name: user.name, team: workspace.team.id },
  is_admin: user.isAdmin === true,
  is_owner: false,
  is_primary_owner: false,
  is_restricted: user.isRestricted === true,
  is_ultra_restricted: user.isUltraRestricted === true,
  ...(user.isStranger === true ? { is_stranger: true } : {}),
  // Slackbot is none to users.info, as everyone finds out once.
  is_bot: user.isBot === true && user.id !== slackbot.id,
  is_app_user: false,
  is_email_confirmed: user.isBot !== true,
  updated: 0,
});

export const printChannel = (channel: Channel, workspace: Workspace): JsonObject => ({
  id: channel.id,
  name: channel.name,
  name_normalized: channel.name,
  is_channel: channel.isPrivate !== true,
  is_group: channel.isPrivate === true,
  is_im: false,
  is_mpim: false,
  is_private: channel.isPrivate === true,
  is_archived: channel.isArchived === true,
  is_general: false,
  is_shared: channel.isExternallyShared === true,
  is_ext_shared: channel.isExternallyShared === true,
  is_org_shared: false,
  is_member: channel.members.includes(workspace.app.userId),
  context_team_id: workspace.team.id,
});

/** @param options metadata is left out unless it is asked for */
export function printMessage(
  message: Message,
  workspace: Workspace,
  options: { readonly metadata: boolean } = { metadata: true },
): JsonObject {
  const isApp = message.user === workspace.app.userId;
  const replies = workspace.replies(message.channel, message.ts);
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    team: workspace.team.id,
    ...(isApp ? { bot_id: workspace.app.botId, app_id: workspace.app.id } : {}),
    text: message.text,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.edited === undefined ? {} : { edited: { ...message.edited } }),
    ...(options.metadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
    ...(message.threadTs === undefined
      ? {}
      : {
          thread_ts: message.threadTs,
          parent_user_id: workspace.message(message.channel, message.threadTs)?.user,
        }),
    ...(replies.length === 0
      ? {}
      : {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users: [...new Set(replies.map(({ user }) => user))],
          latest_reply: replies.at(-1)?.ts,
        }),
  };
}
