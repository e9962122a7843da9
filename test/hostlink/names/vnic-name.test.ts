import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkNameFault } from '../../../hostlink/names/link-name.ts';
import { parseVnicPattern, vnicName, vnicPatternFault } from '../../../hostlink/names/vnic-name.ts';
import { anyZoneName } from '../arbitraries.ts';

const name = (pattern: string, zone: string, index = 0, taken: readonly string[] = []) =>
  vnicName({ pattern, zone, net: 'default', index, taken: new Set(taken) });

describe('the name of a VNIC', () => {
  it.each([
    ['{zone}_{index}', 'web-01', 0, 'web_01_0'],
    ['{zone}_{index}', 'web01', 0, 'web01_0'],
    ['{zone}_{index}', 'web01', 12, 'web01_12'],
    ['{zone}{index}', 'web1', 0, 'web10'],
    ['{zone}{index}', 'web01', 0, 'web01_0'],
    ['{zone}{index}', 'web-01', 2, 'web_01_2'],
    ['{zone}', 'web', 0, 'web_0'],
    ['{zone}', 'web7', 0, 'web7'],
    ['{zone}', 'web01', 1, 'web01_1'],
    ['rtr_{zone}_{index}', 'a.b', 1, 'rtr_a.b_1'],
    ['{net}_{zone}_{index}', 'edge', 1, 'default_edge_1'],
    ['{zone}_{index}', '1012--web', 0, 'z1012__web_0'],
    ['{zone}{index}', 'web20261121073500', 0, 'web20261121073500_0'],
  ])('%s for %s, net %i, is %s', (pattern, zone, index, expected) => {
    expect(name(pattern, zone, index)).toBe(expected);
  });

  it('is cut and hashed where it is too long', () => {
    const long = `${'a'.repeat(62)}b`;
    expect(name('{zone}_{index}', long)).toMatch(/^a{20}_[0-9a-f]{8}_0$/);
    expect(name('{zone}_{index}', long)).not.toBe(name('{zone}_{index}', `${'a'.repeat(62)}c`));
  });

  it('is another where it is taken, and the same other each time', () => {
    const other = name('{zone}_{index}', 'web_01', 0, ['web_01_0']);
    expect(other).toMatch(/^web_01_0_[0-9a-f]{8}_0$/);
    expect(name('{zone}_{index}', 'web_01', 0, ['web_01_0'])).toBe(other);
    expect(name('{zone}_{index}', 'web_01', 0, ['web_01_0', other])).not.toBe(other);
  });

  const piece = fc.constantFrom(
    '{zone}',
    '{net}',
    '{index}',
    '_',
    '-',
    'x',
    '0',
    '7',
    '.',
    'é',
    ' ',
  );
  const pieces = fc.array(piece, { maxLength: 4 }).map((some) => some.join(''));
  const anyPattern = fc
    .tuple(pieces, pieces, fc.constantFrom('', '{index}', '_{index}'))
    .map(([before, after, end]) => `${before}{zone}${after}${end}`);

  it('is always legal, never taken and always the same', () => {
    fc.assert(
      fc.property(
        anyPattern,
        fc.array(fc.tuple(anyZoneName, fc.nat(20)), { maxLength: 12 }),
        fc.string({ unit: 'grapheme', maxLength: 10 }),
        (pattern, wishes, net) => {
          const taken = new Set<string>();
          for (const [zone, index] of wishes) {
            const wish = { pattern: parseVnicPattern(pattern), zone, net, index, taken };
            const link = vnicName(wish);
            expect(linkNameFault(link)).toBeUndefined();
            expect(taken.has(link)).toBe(false);
            expect(vnicName(wish)).toBe(link);
            taken.add(link);
          }
        },
      ),
    );
  });
});

describe('a pattern', () => {
  it.each(['{zone}_{index}', 'rtr_{zone}_{index}', '{zone}', '{zone}{net}'])(
    'may be %s',
    (pattern) => {
      expect(vnicPatternFault(pattern)).toBeUndefined();
    },
  );
  it.each([
    ['vnic0', /no \{zone\}/],
    ['{index}_{net}', /no \{zone\}/],
    ['', /no \{zone\}/],
    ['{zone}_{nr}', /\{nr\}/],
    ['{zone}_{', /brace/],
    ['{{zone}}', /brace/],
  ])('may not be %j', (pattern, why) => {
    expect(vnicPatternFault(pattern)).toMatch(why);
    expect(() => parseVnicPattern(pattern)).toThrow('VNIC pattern');
  });
});
