/** views.publish: the App Home of one person. */
import { printView } from '../../views/view.ts';
import { ApiError, required } from '../call.ts';
import { goodView, viewArgument } from '../given-view.ts';
import type { Method } from '../method.ts';
import { userOf } from '../places.ts';
import { tiers } from '../rate-limits.ts';

export const viewsPublish: Method = {
  name: 'views.publish',
  token: 'bot',
  scopes: [],
  limit: tiers.four,
  accepts: ['user_id', 'hash', 'view'],
  answer: (args, core) => {
    const user = userOf(core, required(args, 'user_id'));
    if (!core.workspace.app.hasHome) throw new ApiError('not_enabled');
    const before = core.views.home(user.id);
    const given = goodView(core, viewArgument(args), 'home', before);
    if (args.hash !== undefined && before !== undefined && args.hash !== before.hash) {
      throw new ApiError('hash_conflict');
    }
    return { view: printView(core.views.publish(user.id, given), core.workspace) };
  },
};
