/**
 * The chain that makes the trail tell when it was tampered with: each row's hash covers its record and the hash before
 * it, so that a row altered, taken out, put in or moved breaks the chain at its place. What a chain alone can't show is
 * that its newest rows were cut off: for that, somebody has to remember a head.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import {
  type AuditEntry,
  type AuditRecord,
  auditRecordSchema,
} from '../../commands/audit/record.ts';
import type { AuditHead } from '../../commands/audit/trail.ts';

/** Of an empty trail. */
export const origin: AuditHead = { seq: 0, hash: '0'.repeat(64) };

/** A row as it is stored: the record's exact text, since that is what was hashed. */
export interface AuditRow {
  readonly seq: number;
  readonly record: string;
  readonly hash: string;
}

const hashOf = (before: string, record: string): string =>
  createHash('sha256').update(before).update('\n').update(record).digest('hex');

/** The row that comes after a head. Its text is canonical JSON (RFC 8785). */
export function nextRow(head: AuditHead, entry: AuditEntry, at: Date): AuditRow {
  const seq = head.seq + 1;
  const fields: AuditRecord = auditRecordSchema.parse({ ...entry, seq, at: at.toISOString() });
  const record = canonicalize(fields) ?? '';
  return { seq, record, hash: hashOf(head.hash, record) };
}

/** What is wrong with a trail, at which row. */
export type Breach =
  /** Rows are not there: from `seq` up to before the next that is. */
  | { readonly kind: 'missing'; readonly seq: number; readonly until: number }
  /** The record is not what was hashed, or the rows before it are not. */
  | { readonly kind: 'altered'; readonly seq: number }
  /** The record says another number than its row: it was moved, or its row renumbered. */
  | { readonly kind: 'moved'; readonly seq: number; readonly says: number | undefined }
  /** The trail ends before a head that somebody remembers, or has another hash there. */
  | { readonly kind: 'cut'; readonly seq: number }
  | { readonly kind: 'other-head'; readonly seq: number };

/** Reads a trail from its beginning, row by row. */
export class ChainReader {
  #head: AuditHead = origin;
  readonly #breaches: Breach[] = [];
  readonly #remembered: AuditHead | undefined;
  #met = false;

  /** @param remembered a head that was noted before, to see that nothing was cut off since */
  constructor(remembered?: AuditHead) {
    this.#remembered = remembered;
  }

  /** Rows in the order of their numbers. */
  read({ seq, record, hash }: AuditRow): void {
    if (seq !== this.#head.seq + 1) {
      this.#breaches.push({ kind: 'missing', seq: this.#head.seq + 1, until: seq });
    } else if (hash !== hashOf(this.#head.hash, record)) {
      this.#breaches.push({ kind: 'altered', seq });
    }
    const says = numberIn(record);
    if (says !== seq) this.#breaches.push({ kind: 'moved', seq, says });
    if (seq === this.#remembered?.seq) {
      this.#met = true;
      if (hash !== this.#remembered.hash) this.#breaches.push({ kind: 'other-head', seq });
    }
    // What follows is held against what stands here, so that one altered row is one breach and not a thousand.
    this.#head = { seq, hash };
  }

  /** After the last row. */
  end(): { readonly head: AuditHead; readonly breaches: readonly Breach[] } {
    const { seq } = this.#remembered ?? origin;
    const isCut = this.#remembered !== undefined && seq > 0 && !this.#met;
    return {
      head: this.#head,
      breaches: [...this.#breaches, ...(isCut ? [{ kind: 'cut' as const, seq }] : [])],
    };
  }
}

function numberIn(record: string): number | undefined {
  try {
    const read = auditRecordSchema.safeParse(JSON.parse(record));
    return read.success ? read.data.seq : undefined;
  } catch {
    return undefined;
  }
}
