import type { Migration } from './migration.ts';

export const consent: Migration = {
  number: 3,
  title: 'what operations wait for before they go to their host, and what people say about it',
  sql: `
    ALTER TABLE zonebot.operation
      -- Why it was asked for, and where; its card may be elsewhere.
      ADD COLUMN reason text,
      ADD COLUMN asked_in text,
      -- What it needs before it goes to its host, as the configuration said when it was planned; null: nothing.
      ADD COLUMN consent json,
      -- Nobody can decide any more from then on.
      ADD COLUMN decide_until timestamptz,
      -- Once people have said yes: when it goes on, and when it is too late for that.
      ADD COLUMN approved_at timestamptz,
      ADD COLUMN start_after timestamptz,
      ADD COLUMN start_until timestamptz;
    CREATE INDEX operation_waiting ON zonebot.operation (state) WHERE state IN ('waiting', 'approved');

    CREATE TABLE zonebot.vote (
      operation text NOT NULL REFERENCES zonebot.operation ON DELETE CASCADE,
      team text NOT NULL,
      voter text NOT NULL,
      decision text NOT NULL CHECK (decision IN ('confirm', 'approve', 'deny')),
      reason text,
      surface text NOT NULL,
      -- Of the plan that was decided about.
      digest text NOT NULL,
      -- Through what the rule names this person: a role, a user group.
      sources json NOT NULL,
      at timestamptz NOT NULL,
      -- One word of each person: the second is not counted.
      PRIMARY KEY (operation, team, voter)
    );
  `,
};
