/** What happens to channels: people and bots come and go, it is archived, it is shared. The app hears of those it is in. */
import type { SlackCore } from '../core.ts';
import { raiseEvent } from '../interactions/event.ts';
import type { JsonObject } from '../json.ts';
import type { Channel, User } from '../workspace/model.ts';

const tell = async (core: SlackCore, events: readonly JsonObject[]): Promise<void> => {
  await Promise.all(events.map((event) => raiseEvent(core, event)?.first));
};

const hears = ({ workspace }: SlackCore, { members }: Channel): boolean =>
  members.includes(workspace.app.userId);

/** Slack's letter for the kind of a channel. */
const kindOf = ({ isPrivate }: Channel): 'G' | 'C' => (isPrivate === true ? 'G' : 'C');

export async function join(core: SlackCore, channel: Channel, user: User): Promise<void> {
  if (channel.members.includes(user.id)) return;
  const joined = { ...channel, members: [...channel.members, user.id] };
  core.workspace.putChannel(joined);
  if (hears(core, joined))
    await tell(core, [membership(core, 'member_joined_channel', channel, user)]);
}

/** Of its own leaving the app hears as well: in a private channel as `group_left`. */
export async function leave(core: SlackCore, channel: Channel, user: User): Promise<void> {
  if (!channel.members.includes(user.id)) return;
  const members = channel.members.filter((member) => member !== user.id);
  core.workspace.putChannel({ ...channel, members });
  if (!hears(core, channel)) return;
  const left = channel.isPrivate === true ? 'group_left' : 'channel_left';
  await tell(core, [
    membership(core, 'member_left_channel', channel, user),
    ...(user.id === core.workspace.app.userId ? [{ type: left, channel: channel.id }] : []),
  ]);
}

export async function archive(
  core: SlackCore,
  channel: Channel,
  by: User,
  isArchived: boolean,
): Promise<void> {
  core.workspace.putChannel({ ...channel, isArchived });
  if (!hears(core, channel)) return;
  const what = `${channel.isPrivate === true ? 'group' : 'channel'}_${isArchived ? 'archive' : 'unarchive'}`;
  await tell(core, [{ type: what, channel: channel.id, user: by.id, is_moved: 0 }]);
}

/** With another organisation, by Slack Connect. */
export async function share(core: SlackCore, channel: Channel, isShared: boolean): Promise<void> {
  core.workspace.putChannel({ ...channel, isExternallyShared: isShared });
  if (!hears(core, channel)) return;
  const type = isShared ? 'channel_shared' : 'channel_unshared';
  await tell(core, [{ type, connected_team_id: 'T0ELSEWHER', channel: channel.id }]);
}

const membership = (core: SlackCore, type: string, channel: Channel, user: User): JsonObject => ({
  type,
  user: user.id,
  channel: channel.id,
  channel_type: kindOf(channel),
  team: core.workspace.team.id,
});
