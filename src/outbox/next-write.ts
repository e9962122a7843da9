/**
 * Which message is written next: of those that may be written now, the one that has waited longest. Pure, so that the
 * order can be tried without a Slack.
 */
import type { EditBudget } from './budget.ts';
import type { Message } from './message.ts';

/** A call of the Web API; each has limits of its own. */
export type Method = 'post' | 'update' | 'find' | 'upload' | 'show' | 'look';

/** What a message needs: to be looked for when a post may have been made, to be posted, to be edited. A file likewise. */
export function methodFor({ ts, file, postBegunAt }: Message): Method {
  if (ts !== undefined) return 'update';
  if (file === undefined) return postBegunAt === undefined ? 'post' : 'find';
  if (file.id === undefined) return 'upload';
  return postBegunAt === undefined ? 'show' : 'look';
}

/** Until when, in milliseconds since the epoch, nothing is asked: of a method (429), or for one message (it failed). */
export interface Delays {
  readonly methods: ReadonlyMap<Method, number>;
  readonly messages: ReadonlyMap<string, number>;
}

export type NextWrite =
  | { readonly kind: 'write'; readonly message: Message; readonly method: Method }
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'nothing' };

/** @param waiting the longest waiting first */
export function nextWrite(
  waiting: readonly Message[],
  budget: EditBudget,
  delays: Delays,
  now: number,
): NextWrite {
  let until = Number.POSITIVE_INFINITY;
  for (const message of waiting) {
    const method = methodFor(message);
    const at = Math.max(
      delays.methods.get(method) ?? 0,
      delays.messages.get(message.key) ?? 0,
      method === 'update' ? budget.allowedAt(message.key) : 0,
    );
    if (at <= now) return { kind: 'write', message, method };
    until = Math.min(until, at);
  }
  return until === Number.POSITIVE_INFINITY ? { kind: 'nothing' } : { kind: 'wait', until };
}
