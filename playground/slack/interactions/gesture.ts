/** What every gesture of a person has in common: who, where, its way to the app, and what came of it. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { SlackCore } from '../core.ts';
import type { Envelope } from '../delivery/transport.ts';
import type { JsonObject } from '../json.ts';
import { ApiError } from '../web-api/call.ts';
import type { Channel, User } from '../workspace/model.ts';
import type { Failure } from './failure.ts';
import { respond } from './respond.ts';
import type { Gesture } from './response-urls.ts';

/** How the app took a gesture. */
export type Outcome =
  /** `ack` is what the ack carried; null when it was empty. */
  | { readonly kind: 'acked'; readonly ack: JsonObject | null }
  /** `why` says more where the answer itself was bad. */
  | { readonly kind: 'failed'; readonly error: Failure; readonly why?: string };

export interface Place {
  readonly user: string;
  readonly channel: string;
}

/** @throws Diagnostic `zmgr::playground::unknown-user` */
export function personOf(core: SlackCore, id: string): User {
  const user = core.workspace.user(id);
  if (user !== undefined && user.isBot !== true) return user;
  throw new Diagnostic({
    code: 'zmgr::playground::unknown-user',
    message: `There is no person "${id}" in the playground`,
    help: `People: ${core.workspace.people.map(({ id: known, name }) => `${known} (${name})`).join(', ')}`,
  });
}

/** @throws Diagnostic `zmgr::playground::unknown-channel` */
export function channelOf({ workspace }: SlackCore, id: string): Channel {
  const channel = workspace.channel(id);
  if (channel !== undefined) return channel;
  throw new Diagnostic({
    code: 'zmgr::playground::unknown-channel',
    message: `There is no channel "${id}" in the playground`,
    help: `Channels: ${workspace.channels.map(({ id: known, name }) => `${known} (#${name})`).join(', ')}`,
  });
}

/** @throws Diagnostic `zmgr::playground::unknown-user`, `zmgr::playground::unknown-channel` */
export const placeOf = (
  core: SlackCore,
  { user, channel }: Place,
): { user: User; channel: Channel } => ({
  user: personOf(core, user),
  channel: channelOf(core, channel),
});

/** What becomes of the app's answer, and what a person sees when there is none. */
export interface Reception {
  /** Gets what the ack carries. @throws ApiError when it makes no sense */
  readonly onAnswer: (body: JsonObject) => void;
  readonly onFailure: (failure: Failure) => void;
}

/** Hands the gesture to the app and waits for its ack. */
export async function handOver(
  core: SlackCore,
  envelope: Envelope,
  { onAnswer, onFailure }: Reception,
): Promise<Outcome> {
  const failed = (error: Failure, why?: string): Outcome => {
    onFailure(error);
    return { kind: 'failed', error, ...(why === undefined ? {} : { why }) };
  };
  if (core.installation.standing === 'uninstalled') return failed('dispatch_failed');
  const delivered = await core.delivery.deliver(envelope);
  switch (delivered.kind) {
    case 'timeout':
      return failed('operation_timeout');
    case 'undeliverable':
    case 'refused':
      return failed('dispatch_failed');
    case 'acked':
      break;
    default:
      return delivered satisfies never;
  }
  const { payload } = delivered;
  const isEmpty = Object.keys(payload).length === 0;
  try {
    onAnswer(payload);
    return { kind: 'acked', ack: isEmpty ? null : payload };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return failed('invalid_response', `${error.error} ${JSON.stringify(error.extra)}`);
  }
}

/** Shows what the body of an ack says, and remembers at the response URL what it showed. Nothing, when it is empty. */
export function showAck(
  core: SlackCore,
  gesture: Gesture,
  responsePath: string,
  body: JsonObject,
): void {
  if (Object.keys(body).length === 0) return;
  const shown = respond(core, gesture, body);
  if (shown !== undefined) core.responseUrls.showed(responsePath, shown.ts);
}
