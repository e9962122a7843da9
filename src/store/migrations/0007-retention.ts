import type { Migration } from './migration.ts';

export const retention: Migration = {
  number: 7,
  title: 'journals that were removed from their hosts',
  sql: `
    -- Its end is kept here, and long ago: the host has nothing of it any more.
    ALTER TABLE zonebot.operation ADD COLUMN journal_removed_at timestamptz;
    CREATE INDEX operation_journal ON zonebot.operation (host, ended_at)
      WHERE runs > 0 AND ended_at IS NOT NULL AND journal_removed_at IS NULL;
  `,
};
