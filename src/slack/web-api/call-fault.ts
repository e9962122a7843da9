/** What a failed call to Slack's Web API means: whether something was written, and what is to be done. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { WriteFault } from '../../outbox/writer.ts';

/** Slack's words (docs.slack.dev, chat.postMessage and chat.update, "Errors"), by what they mean for a message. */
const goneMessages = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'is_inactive',
  'thread_not_found',
  'cannot_reply_to_message',
]);
const goneChannels = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'channel_is_limited_access',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
]);
const rateLimits = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
/** Slack broke off in the middle. */
const unclear = new Set([
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
  'update_failed',
]);

/** Where Slack limits a call without saying for how long. */
const defaultWait = 10;
/** Where Slack takes the token no longer, in seconds. */
const noTokenWait = 60;

export function writeFault(error: unknown): WriteFault {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'rate-limited', retryAfterSeconds: error.retryAfter };
  }
  if (error instanceof WebAPIPlatformError) return platformFault(error.data.error);
  if (error instanceof WebAPIHTTPError && error.statusCode < 500) {
    return { kind: 'refused', error: `http_${error.statusCode}` };
  }
  // Timeout, lost connection, HTTP 5xx, and a 429 without its header, which the client throws as a bare Error.
  return { kind: 'unknown-outcome' };
}

function platformFault(word: string): WriteFault {
  if (goneMessages.has(word)) return { kind: 'gone', what: 'message', why: word };
  if (goneChannels.has(word)) return { kind: 'gone', what: 'channel', why: word };
  if (rateLimits.has(word)) return { kind: 'rate-limited', retryAfterSeconds: defaultWait };
  // Nothing was written, and nothing will be until there is a new token: it is kept for then.
  if (isTokenRefusal(word)) return { kind: 'rate-limited', retryAfterSeconds: noTokenWait };
  // A body that is no JSON comes as the error's word: something stands between us and Slack.
  if (unclear.has(word) || !/^[a-z][a-z0-9_]*$/.test(word)) return { kind: 'unknown-outcome' };
  return { kind: 'refused', error: word };
}

/** Slack's word for a refusal, where it is one. */
export const refusalOf = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? error.data.error : undefined;

/**
 * Slack takes the token no longer: revoked, deactivated, uninstalled, expired (docs.slack.dev, "auth.test", and what
 * socket-mode 3.1 gives up at). Single methods say some of these for other reasons: auth.test knows.
 */
const tokenRefusals = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'user_removed_from_team',
  'team_disabled',
]);

export const isTokenRefusal = (word: string): boolean => tokenRefusals.has(word);

/** Whether the same call may do better later: Slack was not there, or did not answer. */
export const isPassing = (error: unknown): boolean =>
  error instanceof WebAPIRequestError ||
  error instanceof WebAPIRateLimitedError ||
  (error instanceof WebAPIHTTPError && error.statusCode >= 500) ||
  (error instanceof WebAPIPlatformError &&
    !isTokenRefusal(error.data.error) &&
    platformFault(error.data.error).kind !== 'refused');
