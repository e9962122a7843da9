/** Quoting, held against the shells that hosts have. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote, quoteAll } from '../../../hostlink/shell/quote.ts';
import { describeReal } from '../../support/real.ts';

const shells: readonly (readonly [command: string, ...before: string[]])[] = [
  ['ksh93'],
  ['dash'],
  ['busybox', 'sh'],
];

const hostile = [
  '',
  ' ',
  "'",
  "''",
  "it's",
  '"',
  '\\',
  '$HOME',
  '$(id)',
  '`id`',
  '*',
  '~',
  '-n',
  '#',
  '!',
  'a\nb',
  '\n',
  '\\n',
  'a;b',
  '&',
  '=',
  'A=b',
  '{a,b}',
  '\u0001',
  'é',
  '\u202e',
  "'$(id)'",
  "\\'",
];

/** Anything an argument can hold: no NUL, and no lone half of a character, which UTF-8 can't say. */
const anyWord = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...'\'\\"$`*~ \n-;&|<>(){}[]#!=%'), maxLength: 20 }),
  )
  .map((word) => word.replaceAll('\0', ''));

for (const [command, ...before] of shells) {
  describeReal(`quoting under ${command}`, [command], () => {
    /** The arguments that a command gets when the shell is given the line. */
    const received = (words: readonly string[]): readonly string[] => {
      const line = `${quoteAll(['printf', '%s\\0', ...words])}\n`;
      const output = execFileSync(command, [...before, '-s'], { input: line, encoding: 'utf8' });
      return output.split('\0').slice(0, -1);
    };

    it('hands every word over as it is', () => {
      expect(received(hostile)).toEqual(hostile);
    });

    it('hands any words over as they are', () => {
      fc.assert(
        fc.property(fc.array(anyWord, { minLength: 1, maxLength: 40 }), (words) => {
          expect(received(words)).toEqual(words);
        }),
        { numRuns: 25 },
      );
    });
  });
}

describe('quoting', () => {
  it('leaves plain words bare, and nothing that a shell reads twice', () => {
    expect(quoteAll(['dladm', 'create-vnic', '-l', 'stub0', 'web_01_0'])).toBe(
      'dladm create-vnic -l stub0 web_01_0',
    );
    for (const word of ['', 'A=b', '~', '-a b', '{a}', '[', '!', '^', '\n'])
      expect(quote(word)).toMatch(/^'/);
  });

  it('refuses a NUL, which no argument can hold', () => {
    expect(() => quote('a\0b')).toThrow('NUL');
  });
});
