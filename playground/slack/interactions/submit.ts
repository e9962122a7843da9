/** Submitting a modal: `view_submission`, and what the app makes of it. https://docs.slack.dev/surfaces/modals */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { SlackCore } from '../core.ts';
import { isObject, type JsonObject, stringAt } from '../json.ts';
import { clientErrors } from '../views/client-checks.ts';
import { blocksOf, printView, type Values, type View, valuesOf } from '../views/view.ts';
import { withEntered } from './action.ts';
import { entered } from './element-values.ts';
import { findElement, pressable } from './find-element.ts';
import { handOver, type Outcome } from './gesture.ts';
import { type InView, showTrouble, viewOf } from './open-view.ts';
import { interactionOf } from './payload.ts';
import { takeViewAnswer } from './view-answer.ts';

export interface Submission extends InView {
  /** In the shape of `state.values`; what is left out stays as it is. */
  readonly values: JsonObject;
}

/**
 * Fills in what is given and presses the submit button; resolves once the app has acked, or failed to.
 * @throws Diagnostic when there is no such view or field, and where Slack's own client would not let it go
 */
export async function submit(core: SlackCore, submission: Submission): Promise<Outcome> {
  const { user, view: before } = viewOf(core, submission);
  if (before.given.submit === undefined && !blocksOf(before).some(({ type }) => type === 'input')) {
    throw new Diagnostic({
      code: 'zmgr::playground::no-submit',
      message: `The view ${before.id} has no button that submits it`,
    });
  }
  const filled = withEntered(before.entered, read(core, before, submission.values));
  const view = core.views.fill(before, { entered: filled, errors: {}, trouble: undefined });
  const values = valuesOf(view);
  const errors = clientErrors(view, values);
  if (Object.keys(errors).length > 0) {
    core.views.fill(view, { errors });
    throw new Diagnostic({
      code: 'zmgr::playground::incomplete-form',
      message: `Slack does not send the form: ${Object.entries(errors)
        .map(([blockId, error]) => `${blockId}: ${error}`)
        .join(' ')}`,
    });
  }
  const payload = {
    ...interactionOf(core, 'view_submission', user),
    trigger_id: core.triggers.issue(user.id),
    view: printView(view, core.workspace, values),
    response_urls: responseUrls(core, view, values),
  };
  return handOver(
    core,
    { type: 'interactive', payload, acceptsResponse: true },
    {
      onAnswer: (body) => takeViewAnswer(core, view.id, body),
      onFailure: () => showTrouble(core, view.id),
    },
  );
}

/** @throws Diagnostic for a field that is not there, or a value that does not fit it */
function read(core: SlackCore, view: View, values: JsonObject): Values {
  const blocks = blocksOf(view);
  const result: Record<string, Record<string, JsonObject>> = {};
  for (const [blockId, actions] of Object.entries(values)) {
    for (const [actionId, value] of Object.entries(isObject(actions) ? actions : {})) {
      const { element } = findElement(blocks, `The view ${view.id}`, { actionId, blockId });
      if (!isObject(value)) continue;
      const told = { type: element.type, ...entered(element, value, core.suggestions) };
      result[blockId] = { ...result[blockId], [actionId]: told };
    }
  }
  return result;
}

/** An address for each conversation that was picked in a menu with `response_url_enabled`. */
function responseUrls(core: SlackCore, view: View, values: Values): readonly JsonObject[] {
  return pressable(blocksOf(view)).flatMap(({ block, element }) => {
    if (element.response_url_enabled !== true) return [];
    const [block_id, action_id] = [stringAt(block, 'block_id'), stringAt(element, 'action_id')];
    const holds = values[block_id ?? '']?.[action_id ?? ''] ?? {};
    const channel = stringAt(holds, 'selected_conversation') ?? stringAt(holds, 'selected_channel');
    if (channel === undefined) return [];
    const gesture = { kind: 'command', user: view.user, channel } as const;
    const path = core.responseUrls.issue(gesture, core.workspace.team.id);
    return [{ block_id, action_id, channel_id: channel, response_url: `${core.origin()}${path}` }];
  });
}
