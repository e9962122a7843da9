/** MessagesTable in memory, for quick tests; test/src/store/messages-table.test.ts holds it to the real one's behaviour. */
import type { Message, MessagesTable } from '../../../../src/outbox/message.ts';
import type { OutgoingFile } from '../../../../src/outbox/writer.ts';

interface Kept extends Omit<Message, 'waitingSince'> {
  readonly waitingSince?: Date | undefined;
  readonly ts?: string;
  readonly postBegunAt?: Date;
  readonly givenUp?: string;
  readonly threadKey?: string;
  readonly sending?: OutgoingFile;
}

export function memoryMessages(): MessagesTable {
  const rows = new Map<string, Kept>();
  const change = (key: string, make: (row: Kept) => Kept): void => {
    const row = rows.get(key);
    if (row !== undefined) rows.set(key, make(row));
  };
  const without = <K extends 'ts' | 'postBegunAt' | 'waitingSince' | 'sending' | 'file'>(
    row: Kept,
    ...keys: K[]
  ): Kept => {
    const copy = { ...row };
    for (const key of keys) delete copy[key];
    return copy;
  };
  return {
    put: async (key, channel, content, at, { inThreadOf, file } = {}) => {
      const row = rows.get(key);
      if (row === undefined) {
        rows.set(key, {
          key,
          channel,
          content,
          version: 1,
          waitingSince: at,
          reposted: false,
          ...(inThreadOf !== undefined && { threadKey: inThreadOf }),
          ...(file !== undefined && { sending: file, file: {} }),
        });
        return;
      }
      if (row.file !== undefined) return;
      if (row.givenUp !== undefined || JSON.stringify(row.content) === JSON.stringify(content))
        return;
      const waitingSince = row.waitingSince ?? at;
      rows.set(key, { ...row, content, version: row.version + 1, waitingSince });
    },
    waiting: async (limit) =>
      [...rows.values()]
        .flatMap(({ waitingSince, ...row }) =>
          waitingSince === undefined ? [] : [{ ...row, waitingSince }],
        )
        .sort(
          (a, b) => a.waitingSince.getTime() - b.waitingSince.getTime() || (a.key < b.key ? -1 : 1),
        )
        .flatMap(({ givenUp: _givenUp, threadKey, sending, file, ...row }) => {
          const ts = threadKey === undefined ? undefined : rows.get(threadKey)?.ts;
          if (threadKey !== undefined && ts === undefined) return [];
          return {
            ...row,
            ...(sending !== undefined && file !== undefined && { file }),
            content: { ...row.content, ...(ts !== undefined && { threadTs: ts }) },
          };
        })
        .slice(0, limit),
    has: async (key) => rows.has(key),
    place: async (key) => {
      const row = rows.get(key);
      return row?.ts === undefined ? undefined : { channel: row.channel, ts: row.ts };
    },
    postBegun: async (key, at) => change(key, (row) => ({ ...row, postBegunAt: at })),
    postFailed: async (key) => change(key, (row) => without(row, 'postBegunAt')),
    written: async (key, ts, version) =>
      change(key, (row) => {
        const kept = { ...without(row, 'postBegunAt'), ts };
        return row.version > version ? kept : without(kept, 'waitingSince');
      }),
    overtaken: async (key) =>
      change(key, (row) => ({ ...row, waitingSince: row.waitingSince ?? new Date() })),
    found: async (key, ts) => change(key, (row) => ({ ...without(row, 'postBegunAt'), ts })),
    deleted: async (key) => change(key, (row) => ({ ...without(row, 'ts'), reposted: true })),
    file: async (key) => rows.get(key)?.sending,
    uploaded: async (key, id) => change(key, (row) => ({ ...row, file: { id } })),
    shown: async (key) =>
      change(key, (row) => {
        const sent = without(row, 'sending', 'waitingSince', 'postBegunAt');
        return row.file?.id === undefined ? without(sent, 'file') : sent;
      }),
    fileRefused: async (key) =>
      change(key, (row) => without(row, 'sending', 'file', 'postBegunAt')),
    dropped: async (key, version) =>
      change(key, (row) =>
        row.version === version ? without(row, 'postBegunAt', 'waitingSince') : row,
      ),
    givenUp: async (key, why) =>
      change(key, (row) => ({ ...without(row, 'postBegunAt', 'waitingSince'), givenUp: why })),
  };
}
