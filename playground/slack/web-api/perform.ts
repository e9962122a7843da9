/** One call from its arguments to its answer, without HTTP: known, allowed, in its limits, carried out. */
import type { SlackCore } from '../core.ts';
import type { JsonObject } from '../json.ts';
import { authenticate } from './authenticate.ts';
import { ApiError, type Arguments, invalidArguments } from './call.ts';
import { methods } from './methods.ts';

export type Outcome =
  | { readonly kind: 'answered'; readonly body: JsonObject }
  | { readonly kind: 'rate-limited'; readonly retryAfter: number };

/** Bolt adds the team to every call of a listener's client; the token may come as an argument. */
const always: readonly string[] = ['token', 'team_id'];

export function perform(
  name: string,
  token: string | undefined,
  args: Arguments,
  core: SlackCore,
): Outcome {
  try {
    const method = methods.get(name);
    if (method === undefined) throw new ApiError('unknown_method', { req_method: name });
    authenticate(method, token, core);
    const wait = method.limit && core.rateLimits.take(name, method.limit, args);
    if (wait !== undefined) return { kind: 'rate-limited', retryAfter: wait };
    const strange = Object.keys(args).filter(
      (argument) => !always.includes(argument) && !method.accepts.includes(argument),
    );
    if (strange.length > 0 && method.name !== 'api.test') {
      throw invalidArguments(
        ...strange.map((argument) => `the playground does not model the argument ${argument}`),
      );
    }
    return { kind: 'answered', body: { ok: true, ...method.answer(args, core) } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { kind: 'answered', body: { ok: false, error: error.error, ...error.extra } };
  }
}
