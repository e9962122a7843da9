/** auth.test: whose token this is. */
import type { Method } from '../method.ts';

export const authTest: Method = {
  name: 'auth.test',
  token: 'any',
  scopes: [],
  accepts: [],
  answer: (_, { workspace, origin }) => ({
    url: `${origin()}/`,
    team: workspace.team.name,
    user: workspace.user(workspace.app.userId)?.name,
    team_id: workspace.team.id,
    user_id: workspace.app.userId,
    bot_id: workspace.app.botId,
    ...(workspace.team.enterprise === undefined
      ? {}
      : { enterprise_id: workspace.team.enterprise.id }),
    is_enterprise_install: false,
  }),
};
