/**
 * What one person sees in a channel: what was said to all, where they may read it, and what was said to them alone.
 * A guest or a stranger reads only the channels that they are a member of; everyone else reads every public one.
 */
import type { Channel, Message, User } from './model.ts';
import type { Workspace } from './workspace.ts';

export const mayRead = (channel: Channel, user: User): boolean =>
  channel.members.includes(user.id) ||
  (channel.isPrivate !== true &&
    user.isRestricted !== true &&
    user.isUltraRestricted !== true &&
    user.isStranger !== true);

/** Oldest first. */
export function messagesSeenBy(
  workspace: Workspace,
  channel: Channel,
  user: User,
): readonly Message[] {
  const isReader = mayRead(channel, user);
  return workspace
    .messages(channel.id)
    .filter(({ onlyFor }) => (onlyFor === undefined ? isReader : onlyFor === user.id));
}
