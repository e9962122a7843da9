/**
 * zonebot.audit: appended to and read, never changed; the database itself refuses an UPDATE or DELETE. What happened
 * and its row are one transaction, so that nothing is done that the trail does not know.
 */

import { z } from 'zod';
import { type AuditEntry, auditRecordSchema } from '../../commands/audit/record.ts';
import type { AuditFilter, AuditHead, AuditTrail } from '../../commands/audit/trail.ts';
import { type AuditRow, nextRow, origin } from '../audit/chain.ts';
import type { Database, Queries, Row } from './database.ts';

/** The trail, and its rows as they are stored. */
export interface AuditTable extends AuditTrail {
  /** By their numbers, after one of them: to verify. */
  rows(after: number, limit: number): Promise<readonly AuditRow[]>;
}

/**
 * Appends within somebody's transaction; one at a time, since each row needs the one before it. The time is the
 * database's, which is one for all bots, and of the moment when the row gets its place: times rise with the numbers.
 */
export async function appendAudit({ query }: Queries, entry: AuditEntry): Promise<AuditHead> {
  await query("SELECT pg_advisory_xact_lock(hashtext('zonebot audit'))");
  const { rows } = await query('SELECT clock_timestamp() AS now');
  const row = nextRow(await headOf({ query }), entry, z.date().parse(rows[0]?.now));
  await query('INSERT INTO zonebot.audit (seq, record, hash) VALUES ($1, $2, $3)', [
    row.seq,
    row.record,
    row.hash,
  ]);
  return { seq: row.seq, hash: row.hash };
}

export function auditTable(database: Database): AuditTable {
  return {
    append: (entry) => database.transaction((queries) => appendAudit(queries, entry)),

    list: async (filter, limit) => {
      const { where, values } = conditions(filter);
      const { rows } = await database.query(
        `SELECT record, hash FROM zonebot.audit ${where} ORDER BY seq DESC LIMIT $${values.length + 1}`,
        [...values, limit],
      );
      return rows.map(({ record, hash }) => ({
        record: auditRecordSchema.parse(record),
        hash: String(hash),
      }));
    },

    count: async (filter) => {
      const { where, values } = conditions(filter);
      const { rows } = await database.query(
        `SELECT count(*) AS count FROM zonebot.audit ${where}`,
        values,
      );
      return Number(rows[0]?.count ?? 0);
    },

    rows: async (after, limit) => {
      const { rows } = await database.query(
        `SELECT seq, record::text AS record, hash FROM zonebot.audit
         WHERE seq > $1 ORDER BY seq LIMIT $2`,
        [after, limit],
      );
      return rows.map(rowOf);
    },

    head: () => headOf(database),
  };
}

async function headOf({ query }: Queries): Promise<AuditHead> {
  const { rows } = await query('SELECT seq, hash FROM zonebot.audit ORDER BY seq DESC LIMIT 1');
  const row = rows[0];
  return row === undefined ? origin : { seq: Number(row.seq), hash: String(row.hash) };
}

const rowOf = ({ seq, record, hash }: Row): AuditRow => ({
  seq: Number(seq),
  record: String(record),
  hash: String(hash),
});

function conditions({ since, until, ...equal }: AuditFilter): {
  readonly where: string;
  readonly values: readonly unknown[];
} {
  const terms: string[] = [];
  const values: unknown[] = [];
  const add = (term: string, value: unknown): void => {
    values.push(value);
    terms.push(`${term} $${values.length}`);
  };
  // Column names are the filter's own keys, from the type above.
  for (const column of ['actor', 'host', 'subject', 'operation', 'event'] as const) {
    if (equal[column] !== undefined) add(`${column} =`, equal[column]);
  }
  if (since !== undefined) add('at >=', since.toISOString());
  if (until !== undefined) add('at <', until.toISOString());
  return { where: terms.length === 0 ? '' : `WHERE ${terms.join(' AND ')}`, values };
}
