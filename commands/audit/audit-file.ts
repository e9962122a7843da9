/**
 * The audit trail as a file. JSON Lines hold each record with its hash, so that a copy can be held against the trail. In
 * CSV a spreadsheet must not take a name for a formula (OWASP, CSV injection), which the library sees to.
 */
import { stringify } from 'csv-stringify/sync';
import type { AnswerFile } from '../answer.ts';
import type { AuditRecord } from './record.ts';
import type { AuditLine } from './trail.ts';

export const auditFormats = ['csv', 'jsonl'] as const;
export type AuditFormat = (typeof auditFormats)[number];

const columns = [
  'seq',
  'at',
  'event',
  'surface',
  'actor',
  'channel',
  'operation',
  'host',
  'subject',
  'verb',
  'command',
  'reason',
  'digest',
  'outcome',
  'because',
  'rule',
  'policy',
  'inputs',
] as const satisfies readonly (keyof AuditRecord)[];

/** @param lines oldest first */
export function auditFile(lines: readonly AuditLine[], format: AuditFormat, now: Date): AnswerFile {
  const day = now.toISOString().slice(0, 10);
  return {
    name: `zonebot-audit-${day}.${format}`,
    title: `Audit trail, ${lines.length} rows`,
    text: format === 'csv' ? asCsv(lines) : asJsonLines(lines),
  };
}

const asCsv = (lines: readonly AuditLine[]): string =>
  stringify(
    lines.map(({ record, hash }) => ({
      ...record,
      inputs: record.inputs === undefined ? '' : JSON.stringify(record.inputs),
      hash,
    })),
    {
      header: true,
      columns: [...columns, 'hash'],
      escape_formulas: true,
      record_delimiter: 'windows',
    },
  );

const asJsonLines = (lines: readonly AuditLine[]): string =>
  lines.map(({ record, hash }) => `${JSON.stringify({ hash, record })}\n`).join('');
