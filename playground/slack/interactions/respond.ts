/**
 * What an app says in answer to a gesture, in the body of its ack or at the response URL: a new message, for the one who
 * asked or for all, or other content in the place of the original. This is the only way to edit an ephemeral message.
 */
import type { SlackCore } from '../core.ts';
import { flagAt, isList, type JsonObject, objectsIn, stringAt } from '../json.ts';
import { ApiError } from '../web-api/call.ts';
import { refuseBadContent } from '../web-api/content.ts';
import type { Content, Message } from '../workspace/model.ts';
import { withIds } from '../workspace/with-ids.ts';
import type { Gesture } from './response-urls.ts';

/**
 * Does what the body says.
 * @returns the message that stands there now, if any
 * @throws ApiError `no_text`, `invalid_blocks` …, `message_not_found`
 */
export function respond(core: SlackCore, gesture: Gesture, body: JsonObject): Message | undefined {
  const original =
    gesture.original === undefined
      ? undefined
      : core.workspace.message(gesture.channel, gesture.original);

  if (flagAt(body, 'delete_original') === true) {
    if (original === undefined) throw new ApiError('message_not_found');
    core.workspace.remove(original);
    return undefined;
  }

  const content = contentOf(core, body);
  if (replaces(gesture, body)) {
    if (original === undefined) throw new ApiError('message_not_found');
    return core.workspace.edit(original, content);
  }
  const isForAll = stringAt(body, 'response_type') === 'in_channel';
  const threadTs = stringAt(body, 'thread_ts');
  return core.workspace.add(gesture.channel, core.workspace.app.userId, content, {
    ...(isForAll ? {} : { onlyFor: gesture.user }),
    ...(threadTs === undefined ? {} : { threadTs }),
  });
}

/** A pressed message is replaced unless the body says otherwise; what a command showed only when it says so. */
function replaces(gesture: Gesture, body: JsonObject): boolean {
  const said = flagAt(body, 'replace_original');
  return said ?? (gesture.kind === 'action' && body.response_type === undefined);
}

function contentOf(core: SlackCore, body: JsonObject): Content {
  const text = stringAt(body, 'text');
  refuseBadContent(text, body.blocks);
  const blocks = isList(body.blocks) ? withIds(objectsIn(body.blocks), core.random) : [];
  return { text: text ?? '', blocks };
}
