/** What may be typed after `npm run faults --`, and that a seed chooses the same each time. */
import { describe, expect, test } from 'vitest';
import { readCommandLine } from './command-line.ts';
import { sample } from './sample.ts';

const read = (text: string) => readCommandLine(text.split(' '));

test('all of a campaign, or a part of it', () => {
  expect(read('crash')).toMatchObject({
    wish: {
      campaign: { name: 'crash' },
      stores: ['embedded', 'postgres'],
      verbs: ['create', 'halt', 'boot', 'destroy'],
      seed: 1,
      json: false,
    },
  });
  // Zones go through the verbs in their own order, whatever is typed.
  expect(
    read('crash --store=postgres --verbs=destroy,create --seed=7 --sample=3 --json'),
  ).toMatchObject({
    wish: { stores: ['postgres'], verbs: ['create', 'destroy'], seed: 7, sample: 3, json: true },
  });
});

test.each([
  ['', /^One campaign, of crash/],
  ['flood', /^One campaign, of crash/],
  ['crash crash', /^One campaign, of crash/],
  ['crash --store=mysql', /--store=mysql/],
  ['crash --verbs=create,list', /list/],
  ['crash --seed=x', /numbers/],
  ['crash --sample=-1', /numbers|ambiguous/],
  ['crash --sample=0', /nothing/],
  ['crash --fast', /--fast/],
])('"%s" is refused', (text, message) => {
  const understood = read(text);
  expect(understood.kind === 'mistake' && understood.message).toMatch(message);
});

describe('a sample', () => {
  const all = Array.from({ length: 30 }, (_, i) => i);
  test('is the same for the same seed, another for another', () => {
    expect(sample(all, 5, 1)).toEqual(sample(all, 5, 1));
    expect(sample(all, 5, 1)).not.toEqual(sample(all, 5, 2));
  });
  test('is in the order of the whole, each once; the whole where it is as large', () => {
    const part = sample(all, 10, 3);
    expect(new Set(part).size).toBe(10);
    expect(part).toEqual(part.toSorted((a, b) => a - b));
    expect(sample(all, 30, 3)).toEqual(all);
    expect(sample(all, 99, 3)).toEqual(all);
  });
});
