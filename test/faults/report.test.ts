/** What a campaign's table and its lines say. */
import { expect, test } from 'vitest';
import type { Outcome, Try } from './campaign.ts';
import { leakLines, table, tryLine } from './report.ts';

const tried = (change: Partial<Try>): Try => ({
  store: 'embedded',
  verb: 'create',
  zone: 'crash001',
  fault: 'event 1: claimed run',
  fired: true,
  late: 0,
  milliseconds: 900,
  leaks: [],
  ...change,
});

const outcome: Outcome = {
  campaign: 'crash',
  seed: 1,
  tries: [
    tried({ late: 2, adopted: 1500, told: 2500 }),
    tried({ adopted: 1200, told: 4000 }),
    tried({ fault: 'event 2: guarded', fired: false }),
    tried({
      store: 'postgres',
      verb: 'destroy',
      fault: 'last edit of the card',
      leaks: [
        { kind: 'vnic', what: 'links/ghost0 should not be there, or have changed' },
        { kind: 'host', what: 'files//etc/ghost should not be there, or have changed' },
      ],
    }),
  ],
  leaks: [{ store: 'postgres', kind: 'address', what: 'abcdefghij: the address 10.1.0.9 is held' }],
};

test('a row for each verb on each store, and one for all with what belongs to no try', () => {
  const rows = table(outcome)
    .split('\n')
    .map((line) => line.split(/ {2,}/));
  expect(rows[0]?.slice(0, 9)).toEqual([
    ...['store', 'verb', 'tries', 'fired', 'places', 'exact', 'addresses', 'VNICs', 'entries'],
  ]);
  expect(rows[1]?.join(' ')).toBe('embedded create 3 2 2 1 0 0 0 0 0 0 0 0 0 1.5 s 4.0 s');
  expect(rows[2]?.join(' ')).toBe('postgres destroy 1 1 1 1 0 1 0 0 1 0 0 0 0 – –');
  expect(rows[3]?.join(' ')).toBe('all 4 3 3 2 1 1 0 0 1 0 0 0 0 1.5 s 4.0 s');
});

test('a line says whether it fired, how late, and how much is left', () => {
  const lines = outcome.tries.map((one) => tryLine(one, 1, 3));
  expect(lines[0]).toBe(
    'embedded create 1/3 crash001 event 1: claimed run: fired, 2 events late, taken up after 1.5 s',
  );
  expect(lines[2]).toMatch(/: NEVER FIRED$/);
  expect(lines[3]).toMatch(/: fired, 2 LEAKS$/);
});

test('every leak is named, with its try where it has one', () => {
  expect(leakLines(outcome)).toEqual([
    expect.stringMatching(
      /^postgres destroy crash001 \(last edit of the card\): vnic: links.ghost0/,
    ),
    expect.stringMatching(/host: files/),
    'postgres, at the end: address: abcdefghij: the address 10.1.0.9 is held',
  ]);
});
