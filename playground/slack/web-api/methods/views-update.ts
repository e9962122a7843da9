/** views.update: another view in the place of an open one, by its id or the app's own name for it. */
import { printView, type View } from '../../views/view.ts';
import type { Views } from '../../views/views.ts';
import { ApiError, type Arguments, invalidArguments } from '../call.ts';
import { goodView, viewArgument } from '../given-view.ts';
import type { Method } from '../method.ts';
import { tiers } from '../rate-limits.ts';

export const viewsUpdate: Method = {
  name: 'views.update',
  token: 'bot',
  scopes: [],
  limit: tiers.four,
  accepts: ['view_id', 'external_id', 'hash', 'view'],
  answer: (args, core) => {
    const view = viewArgument(args);
    const before = meant(args, core.views);
    if (before === undefined) throw new ApiError('not_found');
    const type = before.given.type === 'home' ? 'home' : 'modal';
    const given = goodView(core, view, type, before);
    if (args.hash !== undefined && args.hash !== before.hash) throw new ApiError('hash_conflict');
    return { view: printView(core.views.update(before, given), core.workspace) };
  },
};

function meant({ view_id, external_id }: Arguments, views: Views): View | undefined {
  if (view_id !== undefined) return views.find(view_id);
  if (external_id !== undefined) return views.findByExternalId(external_id);
  throw invalidArguments('must define either `view_id` or `external_id`');
}
