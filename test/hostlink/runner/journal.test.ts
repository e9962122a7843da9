/** Journals are read strictly: what a runner writes is taken, whatever else is refused, and torn lines count for nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JournalReader } from '../../../hostlink/runner/journal.ts';
import { replay } from '../../../hostlink/runner/replay.ts';

const at = '2026-11-21T07:30:00Z';

/** A journal of these events, numbered from 1. */
const journal = (...events: readonly string[]): readonly string[] => [
  'zonebot-journal 1',
  ...events.map((event, index) => {
    const [kind = '', ...fields] = event.split(' ');
    return [index + 1, at, kind, ...fields].join(' ');
  }),
];

const read = (lines: readonly string[]) => {
  const reader = new JournalReader();
  for (const line of lines) reader.read(line);
  return reader.events;
};

const claimed = 'claimed run 4711 4711';
const whole = journal(
  claimed,
  'waiting zone/web01 abcdefghij',
  'locked zone/web01',
  'locked registry',
  'guarded',
  'found 1',
  'started 2',
  'done 2',
  'started 3',
  'failed 3 apply 5 partial',
  'said 3  two  blanks and \\041 ',
  'undoing 3',
  'undone 3',
  'undoing 2',
  'undone 2',
  'end unwound',
);

describe('a journal', () => {
  test('gives its events', () => {
    const events = read(whole);
    expect(events).toHaveLength(16);
    expect(events[0]).toEqual({ seq: 1, at, kind: 'claimed', verb: 'run', pid: 4711, group: 4711 });
    expect(events[9]).toMatchObject({ step: 3, phase: 'apply', status: 5, verdict: 'partial' });
    expect(events[10]).toMatchObject({ kind: 'said', text: ' two  blanks and \\041 ' });
  });

  test('goes on after stuck, and after a crash', () => {
    const stuck = ['started 1', 'failed 1 apply 1 absent', 'end stuck'];
    expect(
      read(journal(claimed, ...stuck, 'claimed resume 5 5', 'started 1', 'done 1', 'end done')),
    ).toHaveLength(8);
    expect(
      read(journal(claimed, 'started 1', 'claimed unwind 5 0', 'undone 1', 'end unwound')),
    ).toHaveLength(5);
  });

  test.each([
    ['a gap', [...journal(claimed), `3 ${at} guarded`]],
    ['a number twice', [...journal(claimed), `1 ${at} guarded`]],
    ['no version line', whole.slice(1)],
    ['another first event', journal('locked registry')],
    ['an unknown kind', journal(claimed, 'exploded 1')],
    ['a field too many', journal(claimed, 'done 1 2')],
    ['a field too few', journal(claimed, 'failed 1 apply 1')],
    ['step 0', journal(claimed, 'started 0')],
    ['a number with a leading zero', journal(claimed, 'started 01')],
    ['an unknown outcome', journal(claimed, 'end well')],
    ['a lock that is a path', journal(claimed, 'locked zone/../x')],
    ['done without started', journal(claimed, 'done 1')],
    ['found after started', journal(claimed, 'started 1', 'found 1')],
    ['undone after found', journal(claimed, 'found 1', 'undone 1')],
    ['started after done', journal(claimed, 'started 1', 'done 1', 'started 1')],
    ['a second end', journal(claimed, 'end done', 'end done')],
    ['a claim after the end', journal(claimed, 'end done', 'claimed resume 5 5')],
    ['the plan run twice', journal(claimed, claimed)],
    ['guards after steps', journal(claimed, 'started 1', 'guarded')],
    ['a word about nothing', journal(claimed, 'started 1', 'said 1 x')],
    [
      'nine last words',
      journal(
        claimed,
        'started 1',
        'failed 1 apply 1 absent',
        ...Array.from({ length: 9 }, () => 'said 1 x'),
      ),
    ],
    [
      'a control character',
      journal(claimed, 'started 1', 'failed 1 apply 1 absent', 'said 1 \u001b[2J'),
    ],
    [
      'a long line',
      journal(claimed, 'started 1', 'failed 1 apply 1 absent', `said 1 ${'x'.repeat(1001)}`),
    ],
    ['a very long line', [...journal(claimed), 'x'.repeat(4097)]],
    ['something else', ['hello']],
  ])('is refused with %s', (_, lines) => {
    expect(() => read(lines)).toThrow(expect.objectContaining({ code: 'zmgr::journal::bad' }));
  });

  test('takes the eight last words of each of two failures', () => {
    const words = (step: number, count: number) => [
      `failed ${step} apply 1 absent`,
      ...Array.from({ length: count }, () => `said ${step} x`),
    ];
    expect(
      read(journal(claimed, 'started 1', ...words(1, 2), 'started 2', ...words(2, 8))),
    ).toHaveLength(15);
  });

  test('of another release is said to be that', () => {
    expect(() => read(['zonebot-journal 2'])).toThrow(
      expect.objectContaining({ code: 'zmgr::journal::newer' }),
    );
  });

  test('ends at ten thousand events', () => {
    const many = journal(claimed, ...Array.from({ length: 10_000 }, () => 'locked registry'));
    expect(read(many.slice(0, -1))).toHaveLength(10_000);
    expect(() => read(many)).toThrow(expect.objectContaining({ code: 'zmgr::journal::bad' }));
  });

  test('torn anywhere, any number of times, reads as if it were whole', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat())), (tears) => {
        const lines = whole.flatMap((line, index) => [
          ...tears.flatMap(([where, length]) =>
            where === index ? [`${line.slice(0, length % (line.length + 1))}!`] : [],
          ),
          line,
        ]);
        expect(read(lines)).toEqual(read(whole));
      }),
    );
  });

  test('never makes the reader throw anything but a diagnostic', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...whole))), (lines) => {
        try {
          read(lines);
        } catch (error) {
          expect(error).toMatchObject({ name: 'Diagnostic' });
        }
      }),
    );
  });
});

describe('replay', () => {
  test('tells where each step stands', () => {
    const progress = replay(read(whole), 4);
    expect(progress.steps.map(({ state }) => state)).toEqual([
      'found',
      'undone',
      'failed',
      'pending',
    ]);
    expect(progress.steps[2]?.failure).toEqual({
      phase: 'apply',
      status: 5,
      verdict: 'partial',
      said: [' two  blanks and \\041 '],
    });
    expect(progress).toMatchObject({ outcome: 'unwound', seq: 16, endedAt: at, verb: 'run' });
    expect(progress.waiting).toBeUndefined();
  });

  test('tells who is waited for, only while it is', () => {
    expect(replay(read(whole.slice(0, 3)), 4).waiting).toEqual({
      lock: 'zone/web01',
      holder: 'abcdefghij',
    });
    expect(replay(read(whole.slice(0, 4)), 4).waiting).toBeUndefined();
  });

  test('forgets an end when somebody takes the operation up again', () => {
    const events = read(journal(claimed, 'stopping disk-full', 'end stuck', 'claimed resume 5 5'));
    expect(replay(events.slice(0, 3), 1)).toMatchObject({
      outcome: 'stuck',
      stopping: 'disk-full',
    });
    const again = replay(events, 1);
    expect(again).toMatchObject({ verb: 'resume', runner: { pid: 5, group: 5 } });
    expect(again.outcome).toBeUndefined();
    expect(again.stopping).toBeUndefined();
  });
});
