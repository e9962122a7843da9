import type { Migration } from './migration.ts';

export const operations: Migration = {
  number: 1,
  title: 'operations, what their hosts reported, and the addresses they hold',
  sql: `
    CREATE TABLE zonebot.operation (
      id text PRIMARY KEY CHECK (id ~ '^[a-z2-7]{10}$'),
      team text NOT NULL,
      actor text NOT NULL,
      channel text NOT NULL,
      -- Known once it is planned: the host may have to be looked for.
      host text,
      verb text NOT NULL,
      subject text NOT NULL,
      -- What was typed, secrets taken out.
      command text NOT NULL,
      -- json, not jsonb, for all documents: kept as written.
      arguments json NOT NULL,
      plan json,
      digest text,
      state text NOT NULL CHECK (state IN (
        'planned', 'waiting', 'approved', 'queued', 'running', 'done', 'denied', 'expired',
        'stale', 'cancelled', 'unwound', 'stuck', 'interrupted', 'failed')),
      fault json,
      -- How often it was given to the host, what for the last time, and the last event of its journal before that.
      runs integer NOT NULL DEFAULT 0,
      run_verb text NOT NULL DEFAULT 'run' CHECK (run_verb IN ('run', 'resume', 'unwind')),
      run_after integer NOT NULL DEFAULT 0,
      cancel_asked_by text,
      verifying_since timestamptz,
      verifying_why text,
      asked_at timestamptz NOT NULL,
      ended_at timestamptz
    );
    CREATE INDEX operation_asked_at ON zonebot.operation (asked_at DESC, id);
    -- Two operations on one thing would only wait for each other, and the second is planned from what the first changes.
    CREATE UNIQUE INDEX operation_open_subject ON zonebot.operation (host, subject)
      WHERE ended_at IS NULL AND host IS NOT NULL;

    -- Events of a host's journal, as they were read.
    CREATE TABLE zonebot.operation_event (
      operation text NOT NULL REFERENCES zonebot.operation ON DELETE CASCADE,
      seq integer NOT NULL,
      event json NOT NULL,
      PRIMARY KEY (operation, seq)
    );

    -- An address set aside. One set free keeps its row for a while: a plan whose observation began before that
    -- may see neither the hold nor what came of it.
    CREATE TABLE zonebot.hold (
      host text NOT NULL,
      address text NOT NULL,
      operation text NOT NULL REFERENCES zonebot.operation ON DELETE CASCADE,
      freed_at timestamptz
    );
    CREATE UNIQUE INDEX hold_address ON zonebot.hold (host, address) WHERE freed_at IS NULL;
    CREATE INDEX hold_operation ON zonebot.hold (operation);
  `,
};
