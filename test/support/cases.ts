/**
 * Cases as data: test/cases/<tool>/<case>.txt is what a tool printed, <case>.json what is to be understood of it, or
 * `{"refused": "<part of the diagnostic's message>"}`. Maps are written as objects, bigints as `1n`; what is undefined is left out.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Diagnostic } from '../../hostlink/diagnostic.ts';

const root = join(import.meta.dirname, '..', 'cases');

/** Declares a test for each case of a directory. */
export function testCases(directory: string, understand: (text: string) => unknown): void {
  const names = readdirSync(join(root, directory))
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.slice(0, -'.txt'.length));
  test.each(names)(`${directory}/%s`, (name) => {
    const read = (ending: string): string =>
      readFileSync(join(root, directory, name + ending), 'utf8');
    const expected: unknown = JSON.parse(read('.json'));
    const refused = refusal(expected);
    if (refused === undefined) expect(plain(understand(read('.txt')))).toEqual(expected);
    else {
      expect(() => understand(read('.txt'))).toThrow(Diagnostic);
      expect(() => understand(read('.txt'))).toThrow(refused);
    }
  });
}

const refusal = (expected: unknown): string | undefined =>
  typeof expected === 'object' && expected !== null && 'refused' in expected
    ? String(expected.refused)
    : undefined;

/** As JSON has it. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, one: unknown) => {
      if (one instanceof Map) return Object.fromEntries(one);
      return typeof one === 'bigint' ? `${one}n` : one;
    }),
  );
