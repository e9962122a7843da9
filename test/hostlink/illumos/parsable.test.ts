/** What goes into a parsable line comes out of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsableLine, parseParsable } from '../../../hostlink/illumos/parsable.ts';

const value = fc.string({
  unit: fc.constantFrom('a', ':', '\\', ' ', '.', 'é', '|'),
  maxLength: 12,
});

test('fields survive, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value), { maxLength: 5 }), (rows) => {
      const text = rows.map((row) => `${parsableLine(row)}\n`).join('');
      const parsed = parseParsable(text, ['one', 'two', 'three'], 'here');
      expect(parsed.map(({ fields: { one, two, three } }) => [one, two, three])).toEqual(rows);
    }),
  );
});

test('a number of fields that was not asked for is refused', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), (values) => {
      fc.pre(values.length !== 3);
      const [first = '', second = '', ...rest] = values;
      const line =
        values.length < 2 ? first.replaceAll(/[:\\]/g, '') : parsableLine([first, second, ...rest]);
      expect(() => parseParsable(`${line}\n`, ['one', 'two', 'three'], 'here')).toThrow(
        /fields, not 3/,
      );
    }),
  );
});
