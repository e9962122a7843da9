/** Each kind of finding, planted in what is left of a campaign that went well. */
import { describe, expect, test } from 'vitest';
import { findings, type Journal, type OperationRow, type Remains } from './findings.ts';

const words = ['claimed run 1 1', 'started 1', 'done 1', 'end done'];
const journal = (operation: string, from: number): Journal => ({
  operation,
  words,
  from,
  to: from + 5,
});
const row = (id: string, verb: string): OperationRow => ({
  id,
  subject: 'z1',
  verb,
  state: 'done',
  runs: 1,
  ends: 1,
});

const well: Remains = {
  zones: ['z1'],
  life: ['create', 'destroy'],
  operations: [row('a', 'create'), row('b', 'destroy')],
  journals: [journal('a', 0), journal('b', 10)],
  messages: [
    { key: 'operation:a', text: 'Create z1 on h1: done' },
    { key: 'operation:b', text: 'Destroy z1 on h1: done' },
  ],
};
const [first, second] = well.operations;
const [early, late] = well.journals;
const [card, other] = well.messages;
if (!first || !second || !early || !late || !card || !other) throw new Error('there are two');

test('nothing, where all went well', () => {
  expect(findings(well)).toEqual([]);
});

test('nothing, where somebody typed twice and the second was turned away', () => {
  const second = { ...row('c', 'create'), state: 'failed', runs: 0 } as const;
  expect(findings({ ...well, operations: [...well.operations, second] })).toEqual([]);
});

const planted: readonly [string, Partial<Remains>, string][] = [
  ['not over', { operations: [{ ...first, state: 'running' }, second] }, 'a: it is running'],
  ['ended twice', { operations: [{ ...first, ends: 2 }, second] }, 'told 2 times'],
  ['given twice', { operations: [{ ...first, runs: 2 }, second] }, 'given to its host 2 times'],
  ['done, and no journal', { journals: [late] }, 'its host has no journal'],
  [
    'two runners',
    { journals: [{ ...early, words: [...words, words[0] ?? ''] }, late] },
    '2 runners had it',
  ],
  [
    'no end',
    { journals: [{ ...early, words: words.slice(0, 3) }, late] },
    'its journal says no end',
  ],
  [
    'a step twice',
    { journals: [{ ...early, words: [...words.slice(0, 2), ...words.slice(1)] }, late] },
    'a step was started 1 twice',
  ],
  ['no card', { messages: [other] }, 'a: it has no card'],
  [
    'an old word',
    { messages: [{ ...card, text: 'Create z1 on h1: running' }, other] },
    'its card says',
  ],
  ['two cards', { messages: [...well.messages, card] }, 'operation:a stands in Slack twice'],
  [
    'out of order',
    { journals: [journal('a', 10), journal('b', 0)] },
    'z1 went through destroy, create',
  ],
  ['at once', { journals: [early, journal('b', 3)] }, 'destroy began before create was over'],
  ['a stranger', { journals: [...well.journals, journal('x', 20)] }, 'a host has x'],
];

describe('told', () => {
  test.each(planted)('%s', (_name, remains, told) => {
    expect(findings({ ...well, ...remains }).join('\n')).toContain(told);
  });
});
