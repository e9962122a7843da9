/** What happens to user groups: others are in it. The app hears who came and who went. */
import type { SlackCore } from '../core.ts';
import { raiseEvent } from '../interactions/event.ts';
import type { UserGroup } from '../workspace/model.ts';

/** Resolves once the app has answered what it was told first. */
export async function changeMembers(
  core: SlackCore,
  group: UserGroup,
  users: readonly string[],
): Promise<void> {
  core.workspace.putUserGroup({ ...group, users });
  const added = users.filter((user) => !group.users.includes(user));
  const removed = group.users.filter((user) => !users.includes(user));
  const seconds = Math.floor(core.clock.now() / 1000);
  const told = raiseEvent(core, {
    type: 'subteam_members_changed',
    subteam_id: group.id,
    team_id: core.workspace.team.id,
    date_previous_update: seconds,
    date_update: seconds,
    added_users: added,
    added_users_count: String(added.length),
    removed_users: removed,
    removed_users_count: String(removed.length),
  });
  await told?.first;
}
