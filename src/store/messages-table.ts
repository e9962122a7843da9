/** zonebot.message: the outbox's memory. */
import { z } from 'zod';
import type { Message, MessagesTable } from '../outbox/message.ts';
import type { Database, Row } from './database.ts';

const rowSchema = z.object({
  dedupe_key: z.string(),
  channel: z.string(),
  ts: z.string().nullable(),
  content: z.object({
    text: z.string(),
    blocks: z.array(z.record(z.string(), z.unknown())),
    threadTs: z.string().exactOptional(),
  }),
  version: z.number(),
  waiting_since: z.date(),
  post_begun_at: z.date().nullable(),
  reposted: z.boolean(),
  has_file: z.boolean(),
  file_id: z.string().nullable(),
  thread_ts: z.string().nullable(),
});

const fileSchema = z.object({ name: z.string(), title: z.string(), text: z.string() });

export function messagesTable(database: Database): MessagesTable {
  const run = async (text: string, values: readonly unknown[]): Promise<void> => {
    await database.write(text, values);
  };
  return {
    put: (key, channel, content, at, { inThreadOf, file, revision } = {}) =>
      run(
        `INSERT INTO zonebot.message AS m
           (dedupe_key, channel, content, waiting_since, thread_key, file, revision)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (dedupe_key) DO UPDATE SET
           content = excluded.content,
           revision = excluded.revision,
           version = CASE WHEN m.content::text = excluded.content::text
             THEN m.version ELSE m.version + 1 END,
           waiting_since = CASE WHEN m.content::text = excluded.content::text
             THEN m.waiting_since ELSE coalesce(m.waiting_since, excluded.waiting_since) END
         WHERE m.given_up IS NULL AND m.file IS NULL AND m.file_id IS NULL
           AND (m.content::text <> excluded.content::text
             OR m.revision IS DISTINCT FROM excluded.revision)
           AND coalesce(m.revision <= excluded.revision, true)`,
        [
          key,
          channel,
          JSON.stringify(content),
          at,
          inThreadOf ?? null,
          file === undefined ? null : JSON.stringify(file),
          revision ?? null,
        ],
      ),

    waiting: async (limit) => {
      const { rows } = await database.query(
        `SELECT m.dedupe_key, m.channel, m.ts, m.content, m.version, m.waiting_since,
           m.post_begun_at, m.reposted, m.file IS NOT NULL AS has_file, m.file_id,
           thread.ts AS thread_ts
         FROM zonebot.message m LEFT JOIN zonebot.message thread ON thread.dedupe_key = m.thread_key
         WHERE m.waiting_since IS NOT NULL AND (m.thread_key IS NULL OR thread.ts IS NOT NULL)
         ORDER BY m.waiting_since, m.dedupe_key LIMIT $1`,
        [limit],
      );
      return rows.map(messageOf);
    },

    has: async (key) => {
      const { rows } = await database.query('SELECT 1 FROM zonebot.message WHERE dedupe_key = $1', [
        key,
      ]);
      return rows.length > 0;
    },

    place: async (key) => {
      const { rows } = await database.query(
        'SELECT channel, ts FROM zonebot.message WHERE dedupe_key = $1 AND ts IS NOT NULL',
        [key],
      );
      const row = rows[0];
      return row === undefined ? undefined : { channel: String(row.channel), ts: String(row.ts) };
    },

    postBegun: (key, at) =>
      run('UPDATE zonebot.message SET post_begun_at = $2 WHERE dedupe_key = $1', [key, at]),

    postFailed: (key) =>
      run('UPDATE zonebot.message SET post_begun_at = NULL WHERE dedupe_key = $1', [key]),

    written: (key, ts, version) =>
      run(
        `UPDATE zonebot.message SET
           ts = $2, posted_version = $3, post_begun_at = NULL,
           waiting_since = CASE WHEN version > $3 THEN waiting_since END
         WHERE dedupe_key = $1`,
        [key, ts, version],
      ),

    overtaken: async (key) => {
      // By who has no seat any more: it changes nothing but that the newest is written once more.
      await database.query(
        `UPDATE zonebot.message SET waiting_since = coalesce(waiting_since, clock_timestamp())
         WHERE dedupe_key = $1 AND given_up IS NULL AND file IS NULL AND file_id IS NULL`,
        [key],
      );
    },

    found: (key, ts) =>
      run('UPDATE zonebot.message SET ts = $2, post_begun_at = NULL WHERE dedupe_key = $1', [
        key,
        ts,
      ]),

    deleted: (key) =>
      run(
        `UPDATE zonebot.message SET ts = NULL, posted_version = 0, reposted = true
         WHERE dedupe_key = $1`,
        [key],
      ),

    file: async (key) => {
      const { rows } = await database.query(
        'SELECT file FROM zonebot.message WHERE dedupe_key = $1 AND file IS NOT NULL',
        [key],
      );
      return rows[0] === undefined ? undefined : fileSchema.parse(rows[0].file);
    },

    uploaded: (key, id) =>
      run('UPDATE zonebot.message SET file_id = $2 WHERE dedupe_key = $1', [key, id]),

    shown: (key) =>
      run(
        `UPDATE zonebot.message SET file = NULL, waiting_since = NULL, post_begun_at = NULL
         WHERE dedupe_key = $1`,
        [key],
      ),

    fileRefused: (key) =>
      run(
        `UPDATE zonebot.message SET file = NULL, file_id = NULL, post_begun_at = NULL
         WHERE dedupe_key = $1`,
        [key],
      ),

    dropped: (key, version) =>
      run(
        `UPDATE zonebot.message SET post_begun_at = NULL, waiting_since = NULL
         WHERE dedupe_key = $1 AND version = $2`,
        [key, version],
      ),

    givenUp: (key, why) =>
      run(
        `UPDATE zonebot.message SET given_up = $2, waiting_since = NULL, post_begun_at = NULL
         WHERE dedupe_key = $1`,
        [key, why],
      ),
  };
}

function messageOf(row: Row): Message {
  const it = rowSchema.parse(row);
  return {
    key: it.dedupe_key,
    channel: it.channel,
    content: { ...it.content, ...(it.thread_ts !== null && { threadTs: it.thread_ts }) },
    version: it.version,
    waitingSince: it.waiting_since,
    reposted: it.reposted,
    ...(it.has_file && { file: { ...(it.file_id !== null && { id: it.file_id }) } }),
    ...(it.ts !== null && { ts: it.ts }),
    ...(it.post_begun_at !== null && { postBegunAt: it.post_begun_at }),
  };
}
