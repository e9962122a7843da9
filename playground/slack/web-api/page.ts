/** A stretch of a list, as conversations.history, .replies and .members hand it out. */
import type { SlackCore } from '../core.ts';
import type { JsonObject } from '../json.ts';
import { printMessage } from '../workspace/as-slack.ts';
import type { Message } from '../workspace/model.ts';
import { compareTimestamps } from '../workspace/timestamps.ts';
import { ApiError, type Arguments, count, flag } from './call.ts';

export const pageArguments = [
  'cursor',
  'limit',
  'oldest',
  'latest',
  'inclusive',
  'include_all_metadata',
] as const;

const isTimestamp = (text: string): boolean => /^\d+(\.\d{1,6})?$/.test(text);

export const stretchArguments = ['cursor', 'limit'] as const;

/** A part of any list, by a cursor that holds a number. @throws ApiError `invalid_cursor`, `invalid_limit` */
export function stretch<T>(
  list: readonly T[],
  args: Arguments,
): { readonly part: readonly T[]; readonly nextCursor: string } {
  const { cursor = '' } = args;
  const start = cursor === '' ? 0 : Number(/^from:(\d+)$/.exec(decoded(cursor))?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw new ApiError('invalid_cursor');
  const end = start + count(args, 'limit', 100, 999);
  return {
    part: list.slice(start, end),
    nextCursor: end < list.length ? encoded(`from:${end}`) : '',
  };
}

const encoded = (text: string): string => Buffer.from(text).toString('base64');
const decoded = (text: string): string => Buffer.from(text, 'base64').toString();

/** @param messages in the order in which they are handed out */
export function page(messages: readonly Message[], args: Arguments, core: SlackCore): JsonObject {
  for (const name of ['oldest', 'latest'] as const) {
    if (args[name] !== undefined && !isTimestamp(args[name])) {
      throw new ApiError(`invalid_ts_${name}`);
    }
  }
  const isInclusive = flag(args, 'inclusive');
  const isNotBefore = (later: string, earlier: string): boolean => {
    const order = compareTimestamps(later, earlier);
    return isInclusive ? order >= 0 : order > 0;
  };
  const { oldest, latest } = args;
  const wanted = messages.filter(
    ({ ts }) =>
      (oldest === undefined || isNotBefore(ts, oldest)) &&
      (latest === undefined || isNotBefore(latest, ts)),
  );
  const start = fromCursor(args.cursor, wanted);
  const handedOut = wanted.slice(start, start + count(args, 'limit', 100, 999));
  const hasMore = start + handedOut.length < wanted.length;
  const last = handedOut.at(-1);
  return {
    messages: handedOut.map((message) =>
      printMessage(message, core.workspace, { metadata: flag(args, 'include_all_metadata') }),
    ),
    has_more: hasMore,
    ...(hasMore && last !== undefined
      ? { response_metadata: { next_cursor: encoded(`after:${last.ts}`) } }
      : {}),
  };
}

/** Where to go on. By the last message handed out, since others may come in between. @throws ApiError `invalid_cursor` */
function fromCursor(cursor: string | undefined, messages: readonly Message[]): number {
  if (cursor === undefined || cursor === '') return 0;
  const last = /^after:([\d.]+)$/.exec(decoded(cursor))?.[1];
  const index = messages.findIndex(({ ts }) => ts === last);
  if (index === -1) throw new ApiError('invalid_cursor');
  return index + 1;
}
