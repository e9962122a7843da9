import type { Migration } from './migration.ts';

export const replicas: Migration = {
  number: 6,
  title: 'several bots on one database',
  sql: `
    CREATE TABLE zonebot.replica (
      -- Also the key of the session lock that it holds as long as its connection lives.
      number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      -- What the workflow engine knows it by.
      name text NOT NULL UNIQUE,
      release text NOT NULL,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      -- From then on it may write nothing: it left, or was taken for dead. Nobody is seated again.
      unseated_at timestamptz,
      unseated_why text CHECK (unseated_why IN ('left', 'dead')),
      CHECK ((unseated_at IS NULL) = (unseated_why IS NULL))
    );
    -- Beside it, since who writes locks its own row of replica against being unseated.
    CREATE TABLE zonebot.heartbeat (
      replica integer PRIMARY KEY REFERENCES zonebot.replica ON DELETE CASCADE,
      beats bigint NOT NULL DEFAULT 0,
      at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    -- The one bot of a release that knew of no others: what it left is taken over.
    INSERT INTO zonebot.replica (name, release, unseated_at, unseated_why)
      VALUES ('zonebot', '0', clock_timestamp(), 'left');

    -- How often a workflow was taken over, since one that ends every bot must not be for ever.
    CREATE TABLE zonebot.adoption (
      workflow text PRIMARY KEY,
      times integer NOT NULL,
      last_from text,
      last_by text NOT NULL,
      last_at timestamptz NOT NULL
    );

    -- Rises with every change that a card may show, so that of two bots that show one the newer wins.
    ALTER TABLE zonebot.operation ADD COLUMN revision bigint NOT NULL DEFAULT 0;
    CREATE FUNCTION zonebot.next_revision() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.revision := OLD.revision + 1;
      RETURN NEW;
    END $$;
    CREATE TRIGGER operation_revision BEFORE UPDATE ON zonebot.operation
      FOR EACH ROW EXECUTE FUNCTION zonebot.next_revision();
    -- Of what its content tells; null where it tells of nothing that changes.
    ALTER TABLE zonebot.message ADD COLUMN revision bigint;
  `,
};
