/** Users, channels and messages as Slack's API prints them. */
import { printFile } from '../files/file.ts';
import type { JsonObject } from '../json.ts';
import { type Channel, type Message, slackbot, type User } from './model.ts';
import type { Workspace } from './workspace.ts';

/** The team of those who come through a shared channel. */
const elsewhere = 'T0ELSEWHER';

export const teamOf = ({ isStranger }: User, { team }: Workspace): string =>
  isStranger === true ? elsewhere : team.id;

/** Everyone's address, by their handle. */
export const emailOf = (user: User, { team }: Workspace): string =>
  `${user.name}@${user.isStranger === true ? 'elsewhere' : team.domain}.example`;

export const printUser = (user: User, workspace: Workspace): JsonObject => ({
  id: user.id,
  team_id: teamOf(user, workspace),
  name: user.name,
  deleted: user.isDeleted === true,
  real_name: user.realName,
  tz: 'Etc/UTC',
  tz_label: 'Coordinated Universal Time',
  tz_offset: 0,
  profile: {
    real_name: user.realName,
    display_name: user.name,
    team: teamOf(user, workspace),
    ...(workspace.app.scopes.includes('users:read.email') && user.isBot !== true
      ? { email: emailOf(user, workspace) }
      : {}),
    ...(user.botId === undefined ? {} : { bot_id: user.botId, api_app_id: user.appId }),
  },
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

export const printChannel = (channel: Channel, workspace: Workspace): JsonObject =>
  channel.im === undefined
    ? printNamed(channel, workspace)
    : printIm(channel, channel.im, workspace);

const printIm = ({ id }: Channel, user: string, workspace: Workspace): JsonObject => ({
  id,
  is_im: true,
  is_mpim: false,
  is_channel: false,
  is_group: false,
  is_private: true,
  is_archived: false,
  is_org_shared: false,
  is_user_deleted: workspace.user(user)?.isDeleted === true,
  user,
  context_team_id: workspace.team.id,
});

const printNamed = (channel: Channel, workspace: Workspace): JsonObject => ({
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
  const author = workspace.user(message.user);
  const replies = workspace.replies(message.channel, message.ts);
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    team: workspace.team.id,
    ...(isApp ? { bot_id: workspace.app.botId, app_id: workspace.app.id } : {}),
    ...(author?.botId === undefined ? {} : { bot_id: author.botId, app_id: author.appId }),
    text: message.text,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.files === undefined
      ? {}
      : {
          files: message.files.map((file) =>
            printFile(file, workspace.team.id, workspace.origin()),
          ),
          upload: true,
        }),
    ...(message.reactions === undefined
      ? {}
      : {
          reactions: message.reactions.map(({ name, users }) => ({
            name,
            users,
            count: users.length,
          })),
        }),
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
