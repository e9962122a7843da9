/** Framing: whatever is printed comes back as it was, and whatever was torn off is noticed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sectionsOf } from '../../../hostlink/observe/sections.ts';

const mark = '0123456789abcdef0123456789abcdef';
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  // What a hostile tool would print that has seen scripts of ours, but not this mark.
  fc
    .constantFrom(
      '\n',
      `\n${mark.slice(1)} 0 end 0\n`,
      `${mark.slice(0, -1)} 1 begin\n`,
      '\n 0 end 0\n',
      '',
    )
    .map((text) => new TextEncoder().encode(text)),
);
const section = fc.record({
  status: fc.integer({ min: 0, max: 255 }),
  stdout: bytes,
  stderr: bytes,
});
type Made = typeof section extends fc.Arbitrary<infer T> ? T : never;

const framed = (sections: readonly Made[], stream: 'stdout' | 'stderr'): Buffer =>
  Buffer.concat(
    sections.flatMap((one, at) => [
      Buffer.from(`${mark} ${at} begin\n`),
      one[stream],
      Buffer.from(`\n${mark} ${at} end ${one.status}\n`),
    ]),
  );
const take = (stdout: Uint8Array, stderr: Uint8Array, count: number) =>
  sectionsOf({ stdout, stderr }, { mark, count, host: 'hv-test' });
const garbled = expect.objectContaining({ code: 'zmgr::host::garbled' });

describe('sections', () => {
  test('come back as they were, whatever the login shell said before and after', () => {
    fc.assert(
      fc.property(
        fc.array(section, { maxLength: 5 }),
        fc.constantFrom('', 'Welcome!\n', '\n'),
        (sections, noise) => {
          const stdout = Buffer.concat([
            Buffer.from(noise),
            framed(sections, 'stdout'),
            Buffer.from(noise),
          ]);
          const taken = take(stdout, framed(sections, 'stderr'), sections.length);
          expect(
            taken.map((one) => ({
              status: one.status,
              stdout: [...one.stdout],
              stderr: [...one.stderr],
            })),
          ).toEqual(
            sections.map((one) => ({
              status: one.status,
              stdout: [...one.stdout],
              stderr: [...one.stderr],
            })),
          );
        },
      ),
    );
  });

  test('torn anywhere, on either stream, they are refused', () => {
    fc.assert(
      fc.property(
        fc.array(section, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.boolean(),
        (sections, at, isStdout) => {
          const whole = { stdout: framed(sections, 'stdout'), stderr: framed(sections, 'stderr') };
          const torn = isStdout ? whole.stdout : whole.stderr;
          const cut = torn.subarray(0, at % torn.length);
          expect(() =>
            take(isStdout ? cut : whole.stdout, isStdout ? whole.stderr : cut, sections.length),
          ).toThrow(garbled);
        },
      ),
    );
  });

  const one = (index: number, text = 'x', status = '0'): string =>
    `${mark} ${index} begin\n${text}\n${mark} ${index} end ${status}\n`;
  test.each([
    ['nothing at all', ''],
    ['a section is missing', one(0)],
    ['the first is missing', one(1)],
    ['a section is doubled', one(0) + one(0) + one(1)],
    ['a third stands behind', one(0) + one(1) + one(2)],
    ['the last is doubled', one(0) + one(1) + one(1)],
    ['they are in another order', one(1) + one(0)],
    ['something stands between', `${one(0)}hello\n${one(1)}`],
    ['a status is missing', one(0, 'x', '') + one(1)],
    ['a status is no number', one(0, 'x', '0x0') + one(1)],
    ['an end has another number', `${mark} 0 begin\nx\n${mark} 1 end 0\n${one(1)}`],
    ['one never ends', `${mark} 0 begin\nx\n${one(1)}`],
  ])('%s: refused', (_, stdout) => {
    const good = Buffer.from(one(0, '') + one(1, ''));
    expect(() => take(Buffer.from(stdout), good, 2)).toThrow(garbled);
    expect(() => take(good, Buffer.from(stdout), 2)).toThrow(garbled);
    expect(take(good, good, 2)).toHaveLength(2);
  });
});
