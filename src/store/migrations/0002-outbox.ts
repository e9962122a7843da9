import type { Migration } from './migration.ts';

export const outbox: Migration = {
  number: 2,
  title: 'messages on their way to Slack',
  sql: `
    CREATE TABLE zonebot.message (
      -- Names the message for good: two with one key are one.
      dedupe_key text PRIMARY KEY,
      channel text NOT NULL,
      -- Slack's name of it, once posted.
      ts text,
      -- The newest content, its number, and the number of the one that stands in Slack (0: none).
      content json NOT NULL,
      version integer NOT NULL DEFAULT 1,
      posted_version integer NOT NULL DEFAULT 0,
      -- Since when the newest content has waited: the stalest goes first.
      waiting_since timestamptz,
      -- Set right before the first post and cleared by its answer: in between it may have been posted, or not.
      post_begun_at timestamptz,
      -- Of a message that somebody deleted: posted once more.
      reposted boolean NOT NULL DEFAULT false,
      -- Why no more is written, when Slack will not have it.
      given_up text
    );
    CREATE INDEX message_waiting ON zonebot.message (waiting_since) WHERE waiting_since IS NOT NULL;
  `,
};
