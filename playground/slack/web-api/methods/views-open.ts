/**
 * views.open: spends a trigger on a modal. The view is checked and answered; showing and submitting it is for the
 * release that brings forms.
 */
import { lintView } from '../../lint/lint.ts';
import { randomHex, randomId } from '../../random.ts';
import { ApiError, nestedObject, required } from '../call.ts';
import { refusalOf } from '../content.ts';
import type { Method } from '../method.ts';
import { tiers } from '../rate-limits.ts';

export const viewsOpen: Method = {
  name: 'views.open',
  token: 'bot',
  scopes: [],
  limit: tiers.four,
  accepts: ['trigger_id', 'view'],
  answer: (args, core) => {
    required(args, 'view');
    const view = nestedObject(args, 'view', 'invalid_arguments');
    const spent = core.triggers.spend(required(args, 'trigger_id'));
    if (spent.kind === 'refused') throw new ApiError(spent.error);
    const issues = lintView(view);
    if (issues.length > 0) throw refusalOf(issues, 'invalid_arguments');
    return {
      view: {
        ...view,
        id: `V${randomId(core.random, 9)}`,
        team_id: core.workspace.team.id,
        app_id: core.workspace.app.id,
        bot_id: core.workspace.app.botId,
        hash: `${Math.floor(core.clock.now() / 1000)}.${randomHex(core.random, 8)}`,
        state: { values: {} },
      },
    };
  },
};
