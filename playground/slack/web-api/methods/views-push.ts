/** views.push: one more modal on top of the one that someone is in; three are the most. */
import { printView } from '../../views/view.ts';
import { mostModals } from '../../views/views.ts';
import { ApiError } from '../call.ts';
import { goodView, spendTrigger, viewArgument } from '../given-view.ts';
import type { Method } from '../method.ts';
import { tiers } from '../rate-limits.ts';

export const viewsPush: Method = {
  name: 'views.push',
  token: 'bot',
  scopes: [],
  limit: tiers.four,
  accepts: ['trigger_id', 'view'],
  answer: (args, core) => {
    const view = viewArgument(args);
    const user = spendTrigger(core, args);
    const given = goodView(core, view, 'modal');
    const open = core.views.modals(user).length;
    if (open === 0) throw new ApiError('not_found');
    if (open >= mostModals) throw new ApiError('push_limit_reached');
    return { view: printView(core.views.push(user, given), core.workspace) };
  },
};
