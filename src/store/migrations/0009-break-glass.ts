import type { Migration } from './migration.ts';

export const breakGlass: Migration = {
  number: 9,
  title: 'what is done by break-glass, and who looked back at it',
  sql: `
    -- It was asked for by break-glass; null: it was not.
    ALTER TABLE zonebot.operation ADD COLUMN ticket text;

    -- It took the place of something.
    CREATE TABLE zonebot.glass (
      operation text PRIMARY KEY REFERENCES zonebot.operation ON DELETE CASCADE,
      team text NOT NULL,
      -- The account that asked; a person may have several.
      person text NOT NULL,
      -- What the rules asked for.
      instead text NOT NULL,
      broken_at timestamptz NOT NULL,
      needed integer NOT NULL CHECK (needed > 0),
      review_until timestamptz NOT NULL,
      -- Reminders that are out, and when the next one is.
      reminders integer NOT NULL DEFAULT 0,
      remind_at timestamptz NOT NULL,
      closed_at timestamptz
    );
    CREATE INDEX glass_person ON zonebot.glass (team, person, broken_at);
    CREATE INDEX glass_open ON zonebot.glass (remind_at) WHERE closed_at IS NULL;

    CREATE TABLE zonebot.review (
      operation text NOT NULL REFERENCES zonebot.glass ON DELETE CASCADE,
      team text NOT NULL,
      reviewer text NOT NULL,
      note text NOT NULL,
      surface text NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (operation, team, reviewer)
    );
  `,
};
