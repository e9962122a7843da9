import type { Migration } from './migration.ts';

export const homes: Migration = {
  number: 8,
  title: 'whose App Home is shown',
  sql: `
    CREATE TABLE zonebot.home (
      team text NOT NULL,
      person text NOT NULL,
      opened_at timestamptz NOT NULL,
      published_at timestamptz,
      -- Null: it shows all there is.
      due_at timestamptz,
      -- Rises with every change that it may have to show.
      changes bigint NOT NULL DEFAULT 0,
      -- Digest of what is shown, and Slack's hash of the view; null: it is published whatever it says.
      shown text,
      view_hash text,
      PRIMARY KEY (team, person)
    );
    CREATE INDEX home_due ON zonebot.home (due_at) WHERE due_at IS NOT NULL;
  `,
};
