/** usergroups.list: the user groups of the workspace. */
import type { JsonObject } from '../../json.ts';
import { ApiError, flag } from '../call.ts';
import type { Method } from '../method.ts';
import { tiers } from '../rate-limits.ts';

export const usergroupsList: Method = {
  name: 'usergroups.list',
  token: 'bot',
  scopes: ['usergroups:read'],
  limit: tiers.two,
  accepts: ['include_count', 'include_disabled', 'include_users'],
  answer: (args, { workspace }) => {
    if (!workspace.settings.userGroups) throw new ApiError('plan_upgrade_required');
    return {
      usergroups: workspace.userGroups.map(
        (group): JsonObject => ({
          id: group.id,
          team_id: workspace.team.id,
          is_usergroup: true,
          name: group.name,
          handle: group.handle,
          is_external: false,
          date_delete: 0,
          ...(flag(args, 'include_users') ? { users: group.users } : {}),
          ...(flag(args, 'include_count') ? { user_count: group.users.length } : {}),
        }),
      ),
    };
  },
};
