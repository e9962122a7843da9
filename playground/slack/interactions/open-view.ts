/** The view that a person has before them: what they do in it is told by its id. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { SlackCore } from '../core.ts';
import type { View } from '../views/view.ts';
import type { User } from '../workspace/model.ts';
import { personOf } from './gesture.ts';

export interface InView {
  readonly user: string;
  readonly viewId: string;
}

/**
 * A modal that is on top, or the App Home: others cannot be reached.
 * @throws Diagnostic `zmgr::playground::unknown-user`, `zmgr::playground::no-such-view`, `zmgr::playground::covered-view`
 */
export function viewOf(core: SlackCore, { user, viewId }: InView): { user: User; view: View } {
  const person = personOf(core, user);
  const view = core.views.find(viewId);
  if (view === undefined || view.user !== person.id) {
    throw new Diagnostic({
      code: 'zmgr::playground::no-such-view',
      message: `${person.name} has no view ${viewId} open`,
      help: `GET /_control/views?user=${person.id} shows what there is.`,
    });
  }
  const top = core.views.modals(person.id).at(-1);
  if (view.given.type === 'modal' && top?.id !== view.id) {
    throw new Diagnostic({
      code: 'zmgr::playground::covered-view',
      message: `The view ${viewId} is covered by another one`,
      help: `On top is ${top?.id}.`,
    });
  }
  return { user: person, view };
}

/** What Slack's client says in a modal when the app fails it. */
export const viewTrouble = 'We had some trouble connecting. Try again?';

/** Says so, if the view is still there. */
export function showTrouble(core: SlackCore, viewId: string): void {
  const view = core.views.find(viewId);
  if (view !== undefined) core.views.fill(view, { trouble: viewTrouble });
}
