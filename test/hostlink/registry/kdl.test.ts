import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { kdlString, locationOf, parseKdl } from '../../../hostlink/registry/kdl.ts';
import {
  argument,
  argumentsOf,
  flag,
  number,
  oneOf,
  optional,
  parsed,
  property,
  refuseUnknown,
  refuseUnknownProperties,
  required,
  requiredNode,
  text,
  wholeNumber,
} from '../../../hostlink/registry/kdl-read.ts';

const thrown = (act: () => unknown): Diagnostic => {
  try {
    act();
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

const syntaxFaults: readonly (readonly [kdl: string, at: string, line: string, help: RegExp])[] = [
  ['a true', '1:3', 'a true', /#true/],
  ['a {\n  b #true\n  c false\n}\n', '3:5', '  c false', /#false/],
  ['a "é😀" null', '1:8', 'a "é😀" null', /#null/],
  ['a {\r\n  b true\r\n}\r\n', '2:5', '  b true', /#true/],
  ['network 10.1.0.0/24', '1:9', 'network 10.1.0.0/24', /"10\.1\.0\.0\/24"/],
  ['a {\n  b 1\n', '3:1', '', /missing }/],
  ['a 1\n}\n', '2:1', '}', /\{/],
  ['a "b\nc 1\n', '3:1', '', /missing "/],
  ['# no comment\n', '1:1', '# no comment', /\/\//],
];

describe('KDL that is none', () => {
  it.each(syntaxFaults)('%j is placed at %s', (kdl, at, line, help) => {
    const fault = thrown(() => parseKdl('pools/a.kdl', kdl));
    expect(fault.code).toBe('zmgr::kdl::syntax');
    expect(`${fault.location?.line}:${fault.location?.column}`).toBe(at);
    expect(fault.location?.text).toBe(line);
    expect(fault.help).toMatch(help);
    expect(fault.message).toContain('pools/a.kdl');
  });

  it('never throws anything else, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (kdl) => {
        try {
          parseKdl('x', kdl);
        } catch (error) {
          expect(error).toBeInstanceOf(Diagnostic);
        }
      }),
    );
  });
});

describe('a KDL string', () => {
  it('is read as what was written, on one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (value) => {
        const written = kdlString(value);
        expect(written).not.toMatch(/[\n\r]/);
        expect(argument(requiredNode(parseKdl('x', `a ${written}`), 'a'), text)).toBe(value);
      }),
    );
  });

  it.each(['\u0000', '\u202e', '\ufeff', '\u0085', '\u2028', '\u007f', '\\', '"', '\n'])(
    'holds %j',
    (value) => {
      expect(argument(requiredNode(parseKdl('x', `a ${kdlString(value)}`), 'a'), text)).toBe(value);
    },
  );
});

describe('reading', () => {
  const file = parseKdl(
    'zonebot.kdl',
    [
      '/- kdl-version 2',
      'host "hv-04" {',
      '    port 22; agent #true',
      '    /- port 23',
      '    user "zoneops" note="x" note="y"',
      '    tags "a" "b"',
      '    tags2 1.5',
      '}',
      'twice 1',
      'twice 2',
    ].join('\n'),
  );
  const host = requiredNode(file, 'host');

  it('gives typed values', () => {
    expect(argument(host, text)).toBe('hv-04');
    expect(required(host, 'port', wholeNumber)).toBe(22);
    expect(optional(host, 'agent', flag)).toBe(true);
    expect(optional(host, 'nothing', flag)).toBeUndefined();
    expect(argumentsOf(requiredNode(host, 'tags'), oneOf('a', 'b'))).toEqual(['a', 'b']);
    expect(required(host, 'tags2', number)).toBe(1.5);
    expect(property(host, 'nothing', text)).toBeUndefined();
  });

  it('knows where a value stands', () => {
    expect(locationOf(requiredNode(host, 'port').arguments[0] ?? host)).toEqual({
      source: 'zonebot.kdl',
      line: 3,
      column: 10,
      text: '    port 22; agent #true',
    });
  });

  const refusals: readonly (readonly [
    what: string,
    act: () => unknown,
    code: string,
    at: string,
  ])[] = [
    ['a second node', () => required(file, 'twice', number), 'zmgr::kdl::duplicate', '10:1'],
    ['a node that is missing', () => required(host, 'address', text), 'zmgr::kdl::missing', '2:1'],
    ['a slip', () => required(host, 'prot', number), 'zmgr::kdl::missing', '3:5'],
    ['another type', () => required(host, 'port', text), 'zmgr::kdl::type', '3:10'],
    ['a fraction', () => required(host, 'tags2', wholeNumber), 'zmgr::kdl::type', '7:11'],
    ['a flag as a text', () => required(host, 'user', flag), 'zmgr::kdl::type', '5:10'],
    ['a second value', () => required(host, 'tags', text), 'zmgr::kdl::arguments', '6:14'],
    ['another word', () => argument(host, oneOf('x', 'y')), 'zmgr::kdl::type', '2:6'],
    [
      'a second property',
      () => property(requiredNode(host, 'user'), 'note', text),
      'zmgr::kdl::duplicate',
      '5:34',
    ],
    [
      'an unknown node',
      () => refuseUnknown(host, ['port', 'agent', 'user', 'tag']),
      'zmgr::kdl::unknown',
      '6:5',
    ],
    [
      'an unknown property',
      () => refuseUnknownProperties(requiredNode(host, 'user'), ['nodes']),
      'zmgr::kdl::unknown',
      '5:25',
    ],
  ];
  it.each(refusals)('refuses %s in its place', (_, act, code, at) => {
    const fault = thrown(act);
    expect(fault.code).toBe(code);
    expect(`${fault.location?.line}:${fault.location?.column}`).toBe(at);
    expect(fault.help).toBeTruthy();
  });

  it('offers the nearest name', () => {
    expect(thrown(() => refuseUnknown(host, ['prt', 'agent', 'user'])).suggestions).toEqual([
      'prt',
    ]);
  });

  it("puts a place to a parser's own diagnostic, and passes other errors on", () => {
    const read = parsed((word): string => {
      throw word === 'hv-04'
        ? new Diagnostic({ code: 'zmgr::host::bad-name', message: 'no', help: 'try' })
        : new TypeError(word);
    });
    expect(thrown(() => argument(host, read))).toMatchObject({
      code: 'zmgr::host::bad-name',
      help: 'try',
      location: { line: 2, column: 6 },
    });
    expect(() => required(host, 'user', read)).toThrow(TypeError);
  });
});
