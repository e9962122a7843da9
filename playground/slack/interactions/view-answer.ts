/** What an app answers to a submitted modal: nothing closes it; `response_action` says otherwise. */
import type { SlackCore } from '../core.ts';
import { isObject, type JsonObject, stringAt } from '../json.ts';
import { blocksOf, type View } from '../views/view.ts';
import { mostModals } from '../views/views.ts';
import { ApiError } from '../web-api/call.ts';
import { goodView } from '../web-api/given-view.ts';

/** @throws ApiError when the answer makes no sense; the modal then stays as it is */
export function takeViewAnswer(core: SlackCore, viewId: string, body: JsonObject): void {
  const { views } = core;
  const action = stringAt(body, 'response_action');
  // The person may have closed it while the app was thinking: then there is nothing left to do.
  const view = views.find(viewId);
  if (view === undefined) return;
  switch (action) {
    case undefined:
      if (Object.keys(body).length > 0) throw new ApiError('invalid_response_action');
      views.close(view);
      break;
    case 'errors':
      views.fill(view, { errors: errorsOf(view, body.errors) });
      break;
    case 'update':
      views.update(view, goodView(core, viewIn(body), 'modal', view));
      break;
    case 'push':
      if (views.modals(view.user).length >= mostModals) throw new ApiError('push_limit_reached');
      views.push(view.user, goodView(core, viewIn(body), 'modal'));
      break;
    case 'clear':
      views.closeAll(view.user);
      break;
    default:
      throw new ApiError('invalid_response_action');
  }
}

function viewIn(body: JsonObject): JsonObject {
  if (!isObject(body.view)) throw new ApiError('missing_view');
  return body.view;
}

/** Only input blocks have a place where an error can stand. */
function errorsOf(view: View, errors: JsonObject[string]): Readonly<Record<string, string>> {
  if (!isObject(errors) || Object.keys(errors).length === 0) throw new ApiError('missing_errors');
  const inputs = new Set(
    blocksOf(view)
      .filter(({ type }) => type === 'input')
      .map((block) => stringAt(block, 'block_id')),
  );
  return Object.fromEntries(
    Object.entries(errors).map(([blockId, text]) => {
      if (!inputs.has(blockId) || typeof text !== 'string') {
        throw new ApiError('invalid_errors', { block_id: blockId });
      }
      return [blockId, text];
    }),
  );
}
