/** users.info: who someone is: a guest, a stranger, deleted, a bot. */
import { printUser } from '../../workspace/as-slack.ts';
import { flag, required } from '../call.ts';
import type { Method } from '../method.ts';
import { userOf } from '../places.ts';
import { tiers } from '../rate-limits.ts';

export const usersInfo: Method = {
  name: 'users.info',
  token: 'bot',
  scopes: ['users:read'],
  limit: tiers.four,
  accepts: ['user', 'include_locale'],
  answer: (args, core) => {
    const user = printUser(userOf(core, required(args, 'user')), core.workspace);
    return { user: flag(args, 'include_locale') ? { ...user, locale: 'en-US' } : user };
  },
};
