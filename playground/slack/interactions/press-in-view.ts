/**
 * Pressing, picking or typing in a modal or the App Home. It changes what the view holds; the app is told at once of
 * everything but inputs, and of inputs that ask for it (`dispatch_action`).
 */
import type { SlackCore } from '../core.ts';
import type { JsonObject } from '../json.ts';
import { blocksOf, printView, type View, valuesOf } from '../views/view.ts';
import { actionOf, toldBy, withEntered } from './action.ts';
import { chosen, held, type Picked } from './element-values.ts';
import { findElement } from './find-element.ts';
import { handOver, type Outcome } from './gesture.ts';
import { type InView, showTrouble, viewOf } from './open-view.ts';
import { interactionOf } from './payload.ts';

export interface PressInView extends InView {
  readonly actionId: string;
  readonly blockId?: string | undefined;
  readonly value?: Picked | undefined;
}

/**
 * Resolves once the app has acked, or failed to; at once where it is not told.
 * @throws Diagnostic when there is no such person, view, element or option
 */
export async function pressInView(core: SlackCore, pressed: PressInView): Promise<Outcome> {
  const { user, view: before } = viewOf(core, pressed);
  const found = findElement(blocksOf(before), `The view ${before.id}`, pressed);
  const told = chosen(found.element, pressed.value, core.suggestions);
  const view = enter(core, before, found.element, withEntered(before.entered, toldBy(found, told)));
  const { block } = found;
  if (block.type === 'input' && block.dispatch_action !== true) {
    return { kind: 'acked', ack: null };
  }
  const printed = printView(view, core.workspace, valuesOf(view));
  const payload = {
    ...interactionOf(core, 'block_actions', user),
    container: { type: 'view', view_id: view.id },
    trigger_id: core.triggers.issue(user.id),
    view: printed,
    state: printed.state,
    actions: [actionOf(core, found, told)],
  };
  return handOver(
    core,
    { type: 'interactive', payload, acceptsResponse: false },
    { onAnswer: () => {}, onFailure: () => showTrouble(core, view.id) },
  );
}

/** A button holds nothing: pressing it leaves the view as it is. */
const enter = (core: SlackCore, view: View, element: JsonObject, entered: View['entered']): View =>
  held(element) === undefined ? view : core.views.fill(view, { entered });
