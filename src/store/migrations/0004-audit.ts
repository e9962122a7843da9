import type { Migration } from './migration.ts';

export const audit: Migration = {
  number: 4,
  title: 'the audit trail',
  sql: `
    CREATE TABLE zonebot.audit (
      seq bigint PRIMARY KEY CHECK (seq > 0),
      -- json, not jsonb: the text is what was hashed.
      record json NOT NULL,
      hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
      -- For filters, made from the record alone so that they can't say anything else. Times compare as ISO text.
      at text COLLATE "C" GENERATED ALWAYS AS (record ->> 'at') STORED,
      event text GENERATED ALWAYS AS (record ->> 'event') STORED,
      actor text GENERATED ALWAYS AS (record ->> 'actor') STORED,
      host text GENERATED ALWAYS AS (record ->> 'host') STORED,
      subject text GENERATED ALWAYS AS (record ->> 'subject') STORED,
      operation text GENERATED ALWAYS AS (record ->> 'operation') STORED
    );
    CREATE INDEX audit_at ON zonebot.audit (at);
    CREATE INDEX audit_actor ON zonebot.audit (actor, seq);
    CREATE INDEX audit_subject ON zonebot.audit (subject, seq);
    CREATE INDEX audit_operation ON zonebot.audit (operation, seq);

    CREATE FUNCTION zonebot.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'zonebot.audit is only ever appended to';
    END $$;
    CREATE TRIGGER audit_unchanged BEFORE UPDATE OR DELETE ON zonebot.audit
      FOR EACH ROW EXECUTE FUNCTION zonebot.refuse_change();
    CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON zonebot.audit
      FOR EACH STATEMENT EXECUTE FUNCTION zonebot.refuse_change();
  `,
};
