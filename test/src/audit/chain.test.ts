/** The chain tells of every row that was altered, taken out, put in or moved; and a remembered head of rows cut off. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../../commands/audit/record.ts';
import type { AuditHead } from '../../../commands/audit/trail.ts';
import { type AuditRow, ChainReader, nextRow, origin } from '../../../src/audit/chain.ts';

const at = new Date('2026-11-21T07:00:00Z');
const asked = (subject: string): AuditEntry => ({
  event: 'asked',
  surface: 'command',
  actor: 'T1:U1',
  subject,
});

function trail(subjects: readonly string[]): readonly AuditRow[] {
  let head = origin;
  return subjects.map((subject) => {
    const row = nextRow(head, asked(subject), at);
    head = { seq: row.seq, hash: row.hash };
    return row;
  });
}

function read(rows: readonly AuditRow[], remembered?: AuditHead) {
  const reader = new ChainReader(remembered);
  for (const row of rows) reader.read(row);
  return reader.end();
}

const subjects = fc.array(fc.string(), { minLength: 1, maxLength: 12 });
const place = fc.nat();
const at_ = <T>(rows: readonly T[], index: number): number => index % rows.length;

test('a trail as it was written is whole, and its head is its last row', () => {
  fc.assert(
    fc.property(subjects, (names) => {
      const rows = trail(names);
      const last = rows.at(-1);
      expect(read(rows)).toEqual({ head: { seq: last?.seq, hash: last?.hash }, breaches: [] });
    }),
  );
  expect(read([])).toEqual({ head: origin, breaches: [] });
});

describe('a breach is found where it is', () => {
  test('a record with one other byte', () => {
    fc.assert(
      fc.property(subjects, place, place, (names, row, byte) => {
        const rows = [...trail(names)];
        const index = at_(rows, row);
        const old = rows[index];
        if (old === undefined) return;
        const bytes = [...old.record];
        const position = at_(bytes, byte);
        bytes[position] = bytes[position] === 'x' ? 'y' : 'x';
        rows[index] = { ...old, record: bytes.join('') };
        expect(read(rows).breaches).toContainEqual({ kind: 'altered', seq: old.seq });
      }),
    );
  });

  test('a record that was hashed anew as well: the row after it tells', () => {
    const rows = [...trail(['a', 'b', 'c'])];
    const forged = nextRow({ seq: 0, hash: origin.hash }, asked('forged'), at);
    rows[0] = forged;
    expect(read(rows).breaches).toEqual([{ kind: 'altered', seq: 2 }]);
  });

  test('a row that was taken out', () => {
    fc.assert(
      fc.property(subjects, place, (names, row) => {
        const rows = trail([...names, 'last']);
        const index = row % names.length;
        const left = rows.toSpliced(index, 1);
        expect(read(left).breaches).toContainEqual({
          kind: 'missing',
          seq: index + 1,
          until: index + 2,
        });
      }),
    );
  });

  test('two rows that changed places, with their numbers or without', () => {
    const [first, second, third] = trail(['a', 'b', 'c']);
    if (first === undefined || second === undefined || third === undefined) return;
    expect(read([second, first, third]).breaches).not.toEqual([]);
    const renumbered = [{ ...second, seq: 1 }, { ...first, seq: 2 }, third];
    expect(read(renumbered).breaches).toContainEqual({ kind: 'moved', seq: 1, says: 2 });
  });

  test('rows cut off at the end: only a remembered head tells', () => {
    const rows = trail(['a', 'b', 'c']);
    const { head } = read(rows);
    const cut = rows.slice(0, 2);
    expect(read(cut).breaches).toEqual([]);
    expect(read(cut, head).breaches).toEqual([{ kind: 'cut', seq: 3 }]);
    expect(read([], head).breaches).toEqual([{ kind: 'cut', seq: 3 }]);
  });

  test('a trail written anew from its beginning: the remembered head is another one', () => {
    const { head } = read(trail(['a', 'b']));
    expect(read(trail(['a', 'x', 'c']), head).breaches).toEqual([{ kind: 'other-head', seq: 2 }]);
  });
});
