/** What methods ask of the workspace, with Slack's refusals: a channel the bot may write to, a person, a message. */
import type { SlackCore } from '../core.ts';
import type { Channel, Message, User } from '../workspace/model.ts';
import { ApiError } from './call.ts';

/** A channel that the bot can see; a person's id means the direct messages with them. @throws ApiError `channel_not_found` */
export function channelOf({ workspace }: SlackCore, id: string): Channel {
  const isPerson = workspace.people.some((user) => user.id === id);
  const channel = isPerson ? workspace.im(id) : workspace.channel(id);
  const isHidden = channel?.isPrivate === true && !channel.members.includes(workspace.app.userId);
  if (channel === undefined || isHidden) throw new ApiError('channel_not_found');
  return channel;
}

/**
 * Reading takes a scope of the channel's own kind: `groups:history` is no good in a direct message.
 * @throws ApiError `missing_scope`
 */
export function demandScope(
  { workspace: { app } }: SlackCore,
  { im, isPrivate }: Channel,
  what: 'read' | 'history',
): void {
  const ofKind = isPrivate === true ? 'groups' : 'channels';
  const needed = `${im === undefined ? ofKind : 'im'}:${what}`;
  if (app.scopes.includes(needed)) return;
  throw new ApiError('missing_scope', { needed, provided: app.scopes.join(',') });
}

/** A channel that the bot is in. @throws ApiError `channel_not_found`, `not_in_channel` */
export function ownChannel(core: SlackCore, id: string): Channel {
  const channel = channelOf(core, id);
  if (!channel.members.includes(core.workspace.app.userId)) throw new ApiError('not_in_channel');
  return channel;
}

/**
 * A channel that the bot may post to. @throws ApiError `channel_not_found`, `is_archived`, `not_in_channel`
 */
export function writableChannel(core: SlackCore, id: string): Channel {
  const channel = channelOf(core, id);
  if (channel.isArchived === true) throw new ApiError('is_archived');
  if (core.workspace.app.scopes.includes('chat:write.public')) return channel;
  return ownChannel(core, id);
}

/**
 * The message whose thread is meant.
 * @throws ApiError `thread_not_found`, `cannot_reply_to_message`
 */
export function threadRoot(
  { workspace }: SlackCore,
  channel: Channel,
  ts: string | undefined,
): string | undefined {
  if (ts === undefined) return undefined;
  const parent = workspace.message(channel.id, ts);
  if (parent === undefined) throw new ApiError('thread_not_found');
  if (parent.onlyFor !== undefined) throw new ApiError('cannot_reply_to_message');
  return ts;
}

/** @throws ApiError `user_not_found`, `user_not_visible` */
export function userOf({ workspace }: SlackCore, id: string): User {
  const user = workspace.user(id);
  if (user === undefined) throw new ApiError('user_not_found');
  // Those of other organisations are seen through a channel that they share with the bot.
  const isNear = workspace.channels.some(({ members }) =>
    [id, workspace.app.userId].every((member) => members.includes(member)),
  );
  if (user.isStranger === true && !isNear) throw new ApiError('user_not_visible');
  return user;
}

/**
 * A message that the bot wrote and everyone sees: ephemeral ones cannot be edited by the Web API.
 * @throws ApiError `message_not_found`, or `refusal` when someone else wrote it
 */
export function ownMessage(
  core: SlackCore,
  channel: Channel,
  ts: string,
  refusal: string,
): Message {
  const message = core.workspace.message(channel.id, ts);
  if (message === undefined || message.onlyFor !== undefined) {
    throw new ApiError('message_not_found');
  }
  if (message.user !== core.workspace.app.userId) throw new ApiError(refusal);
  return message;
}
