/** users.lookupByEmail: who has an address. Those who are deactivated are not found. */
import { emailOf, printUser } from '../../workspace/as-slack.ts';
import { ApiError, required } from '../call.ts';
import type { Method } from '../method.ts';
import { tiers } from '../rate-limits.ts';

export const usersLookupByEmail: Method = {
  name: 'users.lookupByEmail',
  token: 'bot',
  scopes: ['users:read.email'],
  limit: tiers.three,
  accepts: ['email'],
  answer: (args, { workspace }) => {
    const email = required(args, 'email').toLowerCase();
    const user = workspace.people.find(
      (known) => known.isDeleted !== true && emailOf(known, workspace) === email,
    );
    if (user === undefined) throw new ApiError('users_not_found');
    return { user: printUser(user, workspace) };
  },
};
