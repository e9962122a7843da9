/** What every gesture of a person has in common: who, where, its way to the app, and what came of it. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { SlackCore } from '../core.ts';
import type { Envelope } from '../delivery/transport.ts';
import type { JsonObject } from '../json.ts';
import { ApiError } from '../web-api/call.ts';
import type { Channel, User } from '../workspace/model.ts';
import { type Failure, showFailure } from './failure.ts';
import { respond } from './respond.ts';
import type { Gesture } from './response-urls.ts';

/** How the app took a gesture. */
export type Outcome =
  /** `ack` is what the ack carried; null when it was empty. */
  | { readonly kind: 'acked'; readonly ack: JsonObject | null }
  | { readonly kind: 'failed'; readonly error: Failure };

export interface Place {
  readonly user: string;
  readonly channel: string;
}

/** @throws Diagnostic `zmgr::playground::unknown-user`, `zmgr::playground::unknown-channel` */
export function placeOf(
  core: SlackCore,
  { user, channel }: Place,
): { user: User; channel: Channel } {
  const foundUser = core.workspace.user(user);
  if (foundUser === undefined || foundUser.isBot === true) {
    throw new Diagnostic({
      code: 'zmgr::playground::unknown-user',
      message: `There is no person "${user}" in the playground`,
      help: `People: ${core.workspace.people.map(({ id, name }) => `${id} (${name})`).join(', ')}`,
    });
  }
  const foundChannel = core.workspace.channel(channel);
  if (foundChannel === undefined) {
    throw new Diagnostic({
      code: 'zmgr::playground::unknown-channel',
      message: `There is no channel "${channel}" in the playground`,
      help: `Channels: ${core.workspace.channels.map(({ id, name }) => `${id} (#${name})`).join(', ')}`,
    });
  }
  return { user: foundUser, channel: foundChannel };
}

/** Hands the gesture to the app and waits for its ack; `onAnswer` gets what the ack says. Shows it when there was none. */
export async function handOver(
  core: SlackCore,
  gesture: Gesture,
  envelope: Envelope,
  onAnswer: (body: JsonObject) => void,
): Promise<Outcome> {
  const delivered = await core.delivery.deliver(envelope);
  switch (delivered.kind) {
    case 'timeout':
      return failed(core, gesture, 'operation_timeout');
    case 'undeliverable':
    case 'refused':
      return failed(core, gesture, 'dispatch_failed');
    case 'acked':
      break;
    default:
      return delivered satisfies never;
  }
  const { payload } = delivered;
  if (Object.keys(payload).length === 0) return { kind: 'acked', ack: null };
  try {
    onAnswer(payload);
    return { kind: 'acked', ack: payload };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return failed(core, gesture, 'invalid_response');
  }
}

/** Shows what the body of an ack says, and remembers at the response URL what it showed. */
export function showAck(
  core: SlackCore,
  gesture: Gesture,
  responsePath: string,
  body: JsonObject,
): void {
  const shown = respond(core, gesture, body);
  if (shown !== undefined) core.responseUrls.showed(responsePath, shown.ts);
}

function failed(core: SlackCore, gesture: Gesture, error: Failure): Outcome {
  showFailure(core, gesture, error);
  return { kind: 'failed', error };
}
