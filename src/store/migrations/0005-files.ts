import type { Migration } from './migration.ts';

export const files: Migration = {
  number: 5,
  title: 'files on their way to Slack, and replies to messages that are on their way themselves',
  sql: `
    ALTER TABLE zonebot.message
      -- The message in whose thread it stands: it waits until that one is posted.
      ADD COLUMN thread_key text,
      -- {name, title, text} of a file; gone once it is shown, or Slack will have no file: then the content goes instead.
      ADD COLUMN file json,
      -- Slack's name of the file, known before anybody sees it.
      ADD COLUMN file_id text;
  `,
};
