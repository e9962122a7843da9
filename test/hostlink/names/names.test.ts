/** Names by their rules: each kind with what it takes and what it refuses, and the word that says why. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import {
  addressObjectName,
  parseAddressObjectName,
} from '../../../hostlink/names/address-object.ts';
import { datasetName, parseDatasetName } from '../../../hostlink/names/dataset-name.ts';
import { hostName, parseHostName } from '../../../hostlink/names/host-name.ts';
import { linkName, linkNameFault, parseLinkName } from '../../../hostlink/names/link-name.ts';
import { operationId, parseOperationId } from '../../../hostlink/names/operation-id.ts';
import { parseZoneName, zoneName, zoneNameFault } from '../../../hostlink/names/zone-name.ts';
import {
  parseZonepath,
  zonepath,
  zonepathBelow,
  zonepathsOverlap,
} from '../../../hostlink/names/zonepath.ts';
import { anyZoneName } from '../arbitraries.ts';

interface Rule {
  readonly kind: string;
  readonly parse: (text: string) => string;
  readonly schema: z.ZodType<string>;
  readonly code: string;
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const rules: readonly Rule[] = [
  {
    kind: 'zone',
    parse: parseZoneName,
    schema: zoneName,
    code: 'zmgr::zone::bad-name',
    good: [
      'web01',
      'web-01',
      'a',
      '0',
      'a-',
      '1012--web-01.dc-01',
      'a'.repeat(63),
      'Global',
      'sunw',
    ],
    bad: [
      '',
      'global',
      'SUNWx',
      '-a',
      '.a',
      '_a',
      'a b',
      'a/b',
      'a:b',
      'ä',
      'a'.repeat(64),
      'a\n',
      '$(id)',
    ],
  },
  {
    kind: 'link',
    parse: parseLinkName,
    schema: linkName,
    code: 'zmgr::link::bad-name',
    good: [
      'net0',
      'web_01_0',
      'oinetint0',
      'v10',
      '_0',
      '.0',
      'a.b_1',
      `${'a'.repeat(30)}1`,
      'a100',
    ],
    bad: [
      '',
      '0',
      '0net0',
      'net',
      'web-0',
      'web01',
      'net00',
      'a b0',
      `${'a'.repeat(31)}1`,
      'net0\n',
      'ä0',
    ],
  },
  {
    kind: 'address object',
    parse: parseAddressObjectName,
    schema: addressObjectName,
    code: 'zmgr::address-object::bad-name',
    good: ['stub0/v4', 'lo0/v6', `net0/${'a'.repeat(31)}`, 'web_01_0/static1'],
    bad: [
      '',
      'net0',
      'net0/',
      '/v4',
      'net0/_a',
      'net0/4',
      'net0/a/b',
      'net/v4',
      `net0/${'a'.repeat(32)}`,
      'net0/v4\n',
    ],
  },
  {
    kind: 'dataset',
    parse: parseDatasetName,
    schema: datasetName,
    code: 'zmgr::dataset::bad-name',
    good: [
      'rpool',
      'rpool/zones/web-01',
      'tank/a b',
      'tank/a:b.c',
      'rpool/0',
      `r/${'a'.repeat(253)}`,
    ],
    bad: [
      '',
      '/rpool',
      'rpool/',
      'a//b',
      '0pool',
      'mirror',
      'raidz1',
      'c0t0',
      'a@b',
      'a#b',
      'a/../b',
      'a/.',
      'a/%',
      `r/${'a'.repeat(254)}`,
      'a\n',
    ],
  },
  {
    kind: 'zonepath',
    parse: parseZonepath,
    schema: zonepath,
    code: 'zmgr::zone::bad-zonepath',
    good: ['/zones', '/zones/web01', '/rpool/zones/a.b-c_d', '/a,b'],
    bad: [
      '',
      '/',
      'zones',
      '/zones/',
      '//a',
      '/a//b',
      '/a/../b',
      '/a/.',
      '/a b',
      '/a:b',
      '/a"b',
      '/a\n',
      `/${'a'.repeat(900)}`,
    ],
  },
  {
    kind: 'host',
    parse: parseHostName,
    schema: hostName,
    code: 'zmgr::host::bad-name',
    good: ['hv-04', 'a', '10', 'hv.example.org', 'A_b'],
    bad: ['', '-a', 'a b', 'a/b', 'a'.repeat(64), 'a\n', 'ä'],
  },
];

describe.each(rules)('a $kind name', ({ parse, schema, code, good, bad }) => {
  it.each(good)('may be %j', (text) => {
    expect(parse(text)).toBe(text);
    expect(schema.parse(text)).toBe(text);
  });
  it.each(bad)('may not be %j', (text) => {
    expect(schema.safeParse(text).success).toBe(false);
    try {
      parse(text);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof Diagnostic)) throw error;
      expect(error.code).toBe(code);
      expect(error.help).toBeTruthy();
    }
  });
});

describe('names', () => {
  it('follow the rule that libdladm has', () => {
    // facts: dladm_valid_linkname() as one expression.
    const rule = /^(?=.{2,31}$)[A-Za-z_.]([A-Za-z0-9_.]*[A-Za-z_.])?(0|[1-9][0-9]*)$/;
    const anyText = fc.string({ unit: fc.constantFrom(...'ab_.019-é'), maxLength: 34 });
    fc.assert(
      fc.property(anyText, (text) => {
        expect(linkNameFault(text) === undefined).toBe(rule.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('of zones are drawn legally by other tests', () => {
    fc.assert(
      fc.property(anyZoneName, (text) => {
        expect(zoneNameFault(text)).toBeUndefined();
      }),
    );
  });
});

describe('zonepaths', () => {
  it('lie below a prefix', () => {
    expect(zonepathBelow('/zones', parseZoneName('web01'))).toBe('/zones/web01');
    expect(zonepathBelow('/', parseZoneName('web01'))).toBe('/web01');
  });
  it.each([
    ['/zones/a', '/zones/a', true],
    ['/zones/a', '/zones/a/b', true],
    ['/zones/a/b', '/zones/a', true],
    ['/zones/a', '/zones/ab', false],
    ['/zones/ab', '/zones/a', false],
    ['/zones/a', '/zones/b', false],
  ])('%s and %s overlap: %s', (one, other, overlap) => {
    expect(zonepathsOverlap(one, other)).toBe(overlap);
  });
});

describe('an operation id', () => {
  it('is the same for the same delivery, and legal', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (team, delivery) => {
        const id = operationId(team, delivery);
        expect(parseOperationId(id)).toBe(id);
        expect(operationId(team, delivery)).toBe(id);
      }),
    );
  });
  it('tells team and delivery apart', () => {
    expect(operationId('T1', '23')).not.toBe(operationId('T12', '3'));
  });
  it('is the beginning of the hash in base32', () => {
    // SHA-256 of "T1\0D1", by another hand: sha256sum | xxd -r -p | base32.
    expect(operationId('T1', 'D1')).toBe('r6lzbkgwep');
  });
  it.each(['', 'abc', 'ABCDEFGHIJ', 'abcdefgh10', 'abcdefghijk'])('is not %j', (text) => {
    expect(() => parseOperationId(text)).toThrow(Diagnostic);
  });
});
