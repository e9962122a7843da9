/** usergroups.users.list: who is in a user group. */
import { ApiError, required } from '../call.ts';
import type { Method } from '../method.ts';
import { tiers } from '../rate-limits.ts';

export const usergroupsUsersList: Method = {
  name: 'usergroups.users.list',
  token: 'bot',
  scopes: ['usergroups:read'],
  limit: tiers.two,
  accepts: ['usergroup', 'include_disabled'],
  answer: (args, { workspace }) => {
    if (!workspace.settings.userGroups) throw new ApiError('plan_upgrade_required');
    const id = required(args, 'usergroup');
    const group = workspace.userGroups.find((known) => known.id === id);
    if (group === undefined) throw new ApiError('no_such_subteam');
    return { users: group.users };
  },
};
