/** views.open: spends a trigger on a modal. */
import { printView } from '../../views/view.ts';
import { goodView, spendTrigger, viewArgument } from '../given-view.ts';
import type { Method } from '../method.ts';
import { tiers } from '../rate-limits.ts';

export const viewsOpen: Method = {
  name: 'views.open',
  token: 'bot',
  scopes: [],
  limit: tiers.four,
  accepts: ['trigger_id', 'view'],
  answer: (args, core) => {
    const view = viewArgument(args);
    const user = spendTrigger(core, args);
    const given = goodView(core, view, 'modal');
    return { view: printView(core.views.open(user, given), core.workspace) };
  },
};
