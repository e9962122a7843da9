/** apps.connections.open: the address of one Socket Mode connection. */
import type { Method } from '../method.ts';
import { tiers } from '../rate-limits.ts';

export const appsConnectionsOpen: Method = {
  name: 'apps.connections.open',
  token: 'app',
  scopes: [],
  limit: tiers.three,
  accepts: [],
  answer: (_, { connections, workspace, origin }) => {
    const ticket = encodeURIComponent(connections.issueTicket());
    const address = origin().replace(/^http/, 'ws');
    return { url: `${address}/link/?ticket=${ticket}&app_id=${workspace.app.id}` };
  },
};
