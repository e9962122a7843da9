import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLikelySlip, nearest } from '../../hostlink/nearest.ts';

describe('the nearest names', () => {
  it.each([
    ['ruoter', ['router', 'oi', 'public'], ['router']],
    ['Router', ['router'], ['router']],
    ['intern', ['internal', 'public'], ['internal']],
    ['int', ['internal', 'interim', 'public'], ['interim', 'internal']],
    ['oj', ['oi', 'router', 'lx'], ['oi']],
    ['x', ['oi', 'lx'], ['lx']],
    ['', ['oi', 'internal'], []],
    ['web01', ['web02', 'web10', 'web1', 'web', 'db01'], ['web02', 'web1', 'web10']],
    ['crate', ['create', 'crate', 'create'], ['crate', 'create']],
    ['destroy', [], []],
    ['nothing', ['internal'], []],
  ])('to %j among %j are %j', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toEqual(expected);
  });

  it('hold every name that is one slip away, however long', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'abcdef01-_'), minLength: 3, maxLength: 63 }),
        fc.nat(),
        fc.constantFrom('drop', 'add', 'change', 'swap'),
        (name, where, slip) => {
          const at = where % (name.length - 1);
          const typed = {
            drop: name.slice(0, at) + name.slice(at + 1),
            add: `${name.slice(0, at)}z${name.slice(at)}`,
            change: `${name.slice(0, at)}z${name.slice(at + 1)}`,
            swap: `${name.slice(0, at)}${name[at + 1]}${name[at]}${name.slice(at + 2)}`,
          }[slip];
          expect(nearest(typed, ['completely-other-thing', name])).toContain(name);
        },
      ),
    );
  });

  it('take no time for words as long as a message', () => {
    expect(nearest('x'.repeat(40_000), ['router'])).toEqual([]);
  });
});

describe('a likely slip', () => {
  it.each([
    ['reserv', 'reserve', true],
    ['gatway', 'gateway', true],
    ['protectoin', 'protection', true],
    ['nets', 'net', true],
    ['net', 'net', false],
    ['note', 'net', false],
    ['n', 'net', false],
    ['tags', 'state', false],
  ])('%s for %s: %s', (word, name, slip) => {
    expect(isLikelySlip(word, name)).toBe(slip);
  });
});
