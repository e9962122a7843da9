/**
 * Closing a modal without submitting it: its Cancel takes it away, or all of them with `clear_on_close`; the cross in its
 * corner takes all. The app hears of those with `notify_on_close`.
 */
import type { SlackCore } from '../core.ts';
import { printView, type View, valuesOf } from '../views/view.ts';
import type { User } from '../workspace/model.ts';
import type { Outcome } from './gesture.ts';
import { handOver } from './gesture.ts';
import { type InView, viewOf } from './open-view.ts';
import { interactionOf } from './payload.ts';

export interface Closing extends InView {
  /** By the cross in its corner. */
  readonly all?: boolean | undefined;
}

/** Resolves once the app has acked what it was told, or failed to; nobody sees that. @throws Diagnostic */
export async function closeView(core: SlackCore, closing: Closing): Promise<Outcome> {
  const { user, view } = viewOf(core, closing);
  const modals = core.views.modals(user.id);
  const isCleared = closing.all === true || view.given.clear_on_close === true;
  if (isCleared) core.views.closeAll(user.id);
  else core.views.close(view);
  const gone = isCleared ? modals.toReversed() : [view];
  const outcomes = await Promise.all(
    gone
      .filter(({ given }) => given.notify_on_close === true)
      .map((closed) => tell(core, user, closed, isCleared)),
  );
  return outcomes.find(({ kind }) => kind === 'failed') ?? { kind: 'acked', ack: null };
}

function tell(core: SlackCore, user: User, view: View, isCleared: boolean): Promise<Outcome> {
  const payload = {
    ...interactionOf(core, 'view_closed', user),
    view: printView(view, core.workspace, valuesOf(view)),
    is_cleared: isCleared,
  };
  const envelope = { type: 'interactive', payload, acceptsResponse: false } as const;
  return handOver(core, envelope, { onAnswer: () => {}, onFailure: () => {} });
}
