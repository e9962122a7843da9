/** A Web API method is a value: what it is called, who may call it how often, what it takes, and what it does. */
import type { SlackCore } from '../core.ts';
import type { JsonObject } from '../json.ts';
import type { Arguments } from './call.ts';
import type { Limit } from './rate-limits.ts';

export interface Method {
  readonly name: string;
  /** Which token it asks for; `any` takes the bot's and the app's. */
  readonly token: 'bot' | 'app' | 'config' | 'any' | 'none';
  /** One of these must have been granted; none means that no scope is asked for. */
  readonly scopes: readonly string[];
  readonly limit?: Limit;
  /** Every argument that the playground knows; others are refused, so that nothing is believed to work that is not modelled. */
  readonly accepts: readonly string[];
  /**
   * What follows `ok: true`.
   * @throws ApiError
   */
  readonly answer: (args: Arguments, core: SlackCore) => JsonObject;
}
