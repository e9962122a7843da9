/** /zone audit: what is shown of the trail, what a file holds, and that taking one is told. */
import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../commands/audit/record.ts';
import { audit } from '../../commands/audit.ts';
import { moment } from '../../commands/grammar/types/moment.ts';
import { memoryTrail } from '../support/memory-trail.ts';
import { answerText } from './support/answer-text.ts';
import { testDesk } from './support/desk.ts';
import { diagnosticOf } from './support/diagnostic-of.ts';

const entries: readonly AuditEntry[] = [
  {
    event: 'asked',
    surface: 'command',
    actor: 'T01:U01',
    verb: 'halt',
    subject: 'web01',
    reason: 'why, "because"',
  },
  {
    event: 'voted',
    surface: 'button',
    actor: 'T01:U02',
    verb: 'halt',
    subject: 'web01',
    outcome: 'approve',
    inputs: { sources: ['role approver'] },
  },
  {
    event: 'refused',
    surface: 'command',
    actor: 'T01:U09',
    command: '=cmd|calc',
    outcome: 'zmgr::access::denied',
    because: 'No',
  },
];

test('rows, the newest first, and the head to be noted', async () => {
  const trail = memoryTrail(entries);
  const { seq, hash } = await trail.head();
  const text = answerText(await audit.answer({}, testDesk({ trail })));
  expect(text).toContain('Audit trail · 3 rows');
  expect(text.indexOf('U09')).toBeLessThan(text.indexOf('U02'));
  expect(text).toContain('“why, "because"”');
  expect(text).toContain(`${seq}:${hash}`);
});

test('a limit says what is left out, and how to have it', async () => {
  const text = answerText(
    await audit.answer({ limit: ['2'] }, testDesk({ trail: memoryTrail(entries) })),
  );
  expect(text).toContain('2 of 3 rows');
  expect(text).toContain('export=csv');
});

describe('a file', () => {
  test('in CSV keeps quotes, and no name is a formula', async () => {
    const trail = memoryTrail(entries);
    const { file } = await audit.answer({ export: ['csv'] }, testDesk({ trail }));
    const [head, ...rows] = file?.text.trimEnd().split('\r\n') ?? [];
    expect(head).toBe(
      'seq,at,event,surface,actor,channel,operation,host,subject,verb,command,reason,digest,outcome,because,rule,policy,inputs,hash',
    );
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain('"why, ""because"""');
    expect(rows[2]).toContain("'=cmd|calc");
  });

  test('in JSON Lines holds each record with its hash, oldest first', async () => {
    const trail = memoryTrail(entries);
    const { file } = await audit.answer({ export: ['jsonl'] }, testDesk({ trail }));
    const rows =
      file?.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)) ?? [];
    expect(rows.map(({ record }) => record.seq)).toEqual([1, 2, 3]);
    expect(rows.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });

  test('is told to the trail', async () => {
    const trail = memoryTrail(entries);
    await audit.answer({ export: ['csv'] }, testDesk({ trail }));
    expect(trail.told.at(-1)).toMatchObject({
      event: 'exported',
      actor: 'T01:U01',
      outcome: '3 rows',
    });
  });
});

describe('times', () => {
  test.each([
    ['24h', { kind: 'ago', milliseconds: 86_400_000 }],
    ['2W', { kind: 'ago', milliseconds: 1_209_600_000 }],
    ['2026-11-20', { kind: 'at', date: new Date('2026-11-20T00:00:00Z') }],
    ['2026-11-20T14:30', { kind: 'at', date: new Date('2026-11-20T14:30:00Z') }],
  ])('%s', (text, meant) => expect(moment.parse(text)).toEqual(meant));

  test.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '2026-11-20T25:00',
    '-1h',
    '1y',
    '999999h',
  ])('"%s" is none', (text) =>
    expect(diagnosticOf(() => moment.parse(text)).code).toBe('zmgr::command::bad-time'),
  );
});
