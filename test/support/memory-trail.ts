/** An audit trail that is only remembered, for tests of what is told and shown. */
import type { AuditEntry } from '../../commands/audit/record.ts';
import type { AuditLine, AuditTrail } from '../../commands/audit/trail.ts';
import { nextRow, origin } from '../../src/audit/chain.ts';

export interface MemoryTrail extends AuditTrail {
  readonly told: readonly AuditEntry[];
}

/** Filters nothing. */
export function memoryTrail(entries: readonly AuditEntry[] = []): MemoryTrail {
  const told: AuditEntry[] = [];
  const lines: AuditLine[] = [];
  let head = origin;
  const add = (entry: AuditEntry) => {
    const { seq, record, hash } = nextRow(head, entry, new Date('2026-11-21T07:00:00Z'));
    head = { seq, hash };
    told.push(entry);
    lines.unshift({ record: JSON.parse(record), hash });
    return head;
  };
  entries.forEach(add);
  return {
    told,
    list: async (_filter, limit) => lines.slice(0, limit),
    count: async () => lines.length,
    head: async () => head,
    append: async (entry) => add(entry),
  };
}
