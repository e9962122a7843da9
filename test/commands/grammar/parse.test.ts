import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  flag,
  list as listOf,
  option,
  positional,
  rest,
  target,
  valuesOf,
} from '../../../commands/argument.ts';
import {
  type Command,
  defineChange,
  defineDecision,
  defineRead,
} from '../../../commands/define.ts';
import { caret } from '../../../commands/grammar/caret.ts';
import { parse } from '../../../commands/grammar/parse.ts';
import { decodeArgs, encodeArgs } from '../../../commands/grammar/stored-arguments.ts';
import { ipAddress } from '../../../commands/grammar/types/ip-address.ts';
import { hostName, operationId, zoneName } from '../../../commands/grammar/types/names.ts';
import { oneOf } from '../../../commands/grammar/types/one-of.ts';
import { text, word } from '../../../commands/grammar/types/words.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import { diagnosticOf } from '../support/diagnostic-of.ts';

const nothing = { summary: '', parts: [] };
const nothingPlanned = () => {
  throw new Error('Parsing plans nothing');
};

const make = defineChange({
  path: 'make',
  summary: 'Make a zone',
  role: 'operator',
  risk: 'routine',
  args: {
    zone: target(zoneName, 'name of the new zone'),
    host: option(hostName, 'its host'),
    address: option(ipAddress, 'its address'),
    tags: listOf(word('tag'), 'its tags'),
    boot: flag('whether it boots'),
  },
  examples: ['make web01'],
  host: async ({ host }) => host ?? parseHostName('hv-04'),
  subject: ({ zone }) => zone,
  facts: () => ({}),
  plan: nothingPlanned,
});
const commands: readonly Command[] = [
  make,
  defineRead({
    path: 'help',
    summary: 'Help',
    role: 'anyone',
    args: { topic: rest(word('verb'), 'a verb'), all: flag('all of it') },
    examples: [],
    answer: async () => nothing,
  }),
  defineRead({
    path: 'look',
    summary: 'Look at zones',
    role: 'viewer',
    args: {
      state: listOf(oneOf('zone state', ['running', 'installed']), 'in this state'),
      q: option(text, 'with this text'),
    },
    examples: ['look'],
    answer: async () => nothing,
  }),
  defineDecision({
    path: 'op stop',
    summary: 'Stop it',
    role: 'operator',
    args: { id: positional(operationId, 'id of the operation') },
    examples: ['op stop 3kq7wz2m5a'],
    answer: async () => nothing,
  }),
  defineRead({
    path: 'op look',
    summary: 'Look at it',
    role: 'viewer',
    args: {},
    examples: ['op look'],
    answer: async () => nothing,
  }),
  { kind: 'plan', path: 'plan', summary: 'Plan it', role: 'viewer', args: {}, examples: [] },
];

type Texts = Readonly<Record<string, readonly string[]>>;
const understood: readonly (readonly [sent: string, path: string, texts: Texts])[] = [
  ['make web01', 'make', { zone: ['web01'] }],
  ['MAKE Web01', 'make', { zone: ['Web01'] }],
  ['make web01 Boot=YES', 'make', { zone: ['web01'], boot: ['YES'] }],
  ['make web01 --boot', 'make', { zone: ['web01'], boot: ['yes'] }],
  ['make --boot web01', 'make', { zone: ['web01'], boot: ['yes'] }],
  ['make web01 –boot', 'make', { zone: ['web01'], boot: ['yes'] }],
  ['make web01 --boot=no', 'make', { zone: ['web01'], boot: ['no'] }],
  ['make hv-04/web01', 'make', { zone: ['web01'], host: ['hv-04'] }],
  ['make hv-04/web01 host=hv-04', 'make', { zone: ['web01'], host: ['hv-04'] }],
  ['make host=hv-04 web01', 'make', { zone: ['web01'], host: ['hv-04'] }],
  ['make zone=web01', 'make', { zone: ['web01'] }],
  ['make web01 --host hv-04', 'make', { zone: ['web01'], host: ['hv-04'] }],
  ['make web01 —host hv-04', 'make', { zone: ['web01'], host: ['hv-04'] }],
  ['make web01 address=fd00::1', 'make', { zone: ['web01'], address: ['fd00::1'] }],
  ['make web01 address:fd00::1', 'make', { zone: ['web01'], address: ['fd00::1'] }],
  ['make web01 tags=a,b tags=c', 'make', { zone: ['web01'], tags: ['a', 'b', 'c'] }],
  ['make web01 tags="a,b",c', 'make', { zone: ['web01'], tags: ['a,b', 'c'] }],
  ['make "help"', 'make', { zone: ['help'] }],
  ['look', 'look', {}],
  ['look state=running,installed', 'look', { state: ['running', 'installed'] }],
  ['look q="a=b -- c"', 'look', { q: ['a=b -- c'] }],
  ['look q=help', 'look', { q: ['help'] }],
  ['look q=a,b', 'look', { q: ['a,b'] }],
  ['look q=<@U1|ann>', 'look', { q: ['<@U1>'] }],
  ['op stop 3kq7wz2m5a', 'op stop', { id: ['3kq7wz2m5a'] }],
  ['Op  Stop 3KQ7WZ2M5A', 'op stop', { id: ['3KQ7WZ2M5A'] }],
  ['', 'help', {}],
  ['help', 'help', {}],
  ['help make', 'help', { topic: ['make'] }],
  ['make help', 'help', { topic: ['make'] }],
  ['make web01 tags=a --help', 'help', { topic: ['make'] }],
  ['op help stop', 'help', { topic: ['op', 'stop'] }],
  ['op help', 'help', { topic: ['op'] }],
  ['plan make web01 help', 'help', { topic: ['make'] }],
  ['help --all', 'help', { all: ['yes'] }],
  ['help help', 'help', { topic: ['help'] }],
  ['help nonsense', 'help', { topic: ['nonsense'] }],
];

describe('lines that are understood', () => {
  it.each(understood)('%s', (sent, path, texts) => {
    const parsed = parse(sent, commands);
    expect(parsed.command.path).toBe(path);
    expect(parsed.texts).toEqual(texts);
  });

  it.each([
    ['make web01', false, undefined],
    ['plan make web01', true, undefined],
    ['PLAN Make web01', true, undefined],
    ['make web01 dry-run=true', true, undefined],
    ['make web01 --dry-run', true, undefined],
    ['make web01 dry-run=no', false, undefined],
    ['make web01 reason="we need it"', false, 'we need it'],
    ["make web01 -- don't ask", false, "don't ask"],
    ['op stop 3kq7wz2m5a — the wrong one', false, 'the wrong one'],
  ])('%s: dry run %s, reason %s', (sent, dryRun, reason) => {
    const parsed = parse(sent, commands);
    expect(parsed.dryRun).toBe(dryRun);
    expect(parsed.reason).toBe(reason);
    expect(Object.keys(parsed.texts)).not.toContain('dry-run');
    expect(Object.keys(parsed.texts)).not.toContain('reason');
  });

  it('keeps the line as it was read', () => {
    expect(parse('make\u00a0web01 —boot', commands).text).toBe('make web01 --boot');
  });
});

/** The line, its code, where the caret stands, and what is offered instead. */
type Mistake = readonly [sent: string, code: string, mark: string, suggestions?: readonly string[]];
const mistakes: readonly Mistake[] = [
  ['mak web01', 'unknown-verb', '^', ['/zone make web01']],
  ['loo', 'unknown-verb', '^', ['/zone look']],
  ['xyzzy', 'unknown-verb', '^', []],
  ['op stpo 3kq7wz2m5a', 'unknown-verb', '   ^', ['/zone op stop 3kq7wz2m5a']],
  ['ops look', 'unknown-verb', '^', ['/zone op look']],
  ['op', 'missing-verb', '  ^', ['/zone op look']],
  ['make', 'missing', '    ^'],
  ['plan', 'missing', '    ^'],
  ['plan look', 'no-change', '     ^'],
  ['make web01 tgas=a', 'unknown-key', '           ^', ['/zone make web01 tags=a']],
  ['make web01 --boott', 'unknown-key', '             ^', ['/zone make web01 --boot']],
  ['make web01 dryrun=yes', 'unknown-key', '           ^', ['/zone make web01 dry-run=yes']],
  ['look reason=x', 'unknown-key', '     ^', []],
  ['make web01 __proto__=x', 'too-many', '           ^'],
  ['make web01 constructor=x', 'unknown-key', '           ^', []],
  ['make web01 host=a host=b', 'twice', '                  ^'],
  ['make a/web01 host=b', 'twice', '                  ^'],
  ['make web01 reason=x -- y', 'twice', '                        ^'],
  ['make web01 web02', 'too-many', '           ^'],
  ['make web01 host = hv-04', 'too-many', '           ^'],
  ['make web01 host=', 'missing-value', '                ^'],
  ['make web01 host="" boot=no', 'missing-value', '                  ^'],
  ['make web01 --host', 'missing-value', '                 ^'],
  ['make web01 --host --boot', 'missing-value', '                 ^'],
  ['make web01 tags=a,,b', 'missing-value', '                  ^'],
  ['make web01 --boot no', 'flag-value', '                  ^', ['/zone make web01 boot=no']],
  ['make <@U1|ann>', 'mention', '     ^'],
  ['make web01 boot=maybe', 'bad-boolean', '                ^'],
  ['look state=runing', 'bad-word', '           ^', ['/zone look state=running']],
  ['look state=running,instaled', 'bad-word', '                   ^'],
  ['make web01 q="a', 'open-quote', '             ^'],
  ['make web01 —tags “a', 'open-quote', '                 ^'],
];

describe('lines that are not', () => {
  it.each(mistakes.map(([sent, code, mark, suggestions]) => ({ sent, code, mark, suggestions })))(
    '$sent: $code',
    ({ sent, code, mark, suggestions }) => {
      const diagnostic = diagnosticOf(() => parse(sent, commands));
      expect(diagnostic.code).toBe(`zmgr::command::${code}`);
      expect(caret(diagnostic)?.split('\n')[1]).toBe(mark);
      expect(diagnostic.help).toBeTruthy();
      if (suggestions !== undefined) expect(diagnostic.suggestions).toEqual(suggestions);
    },
  );

  it.each([
    ['make web_01!', 'zmgr::zone::bad-name', 6],
    ['make global', 'zmgr::zone::global', 6],
    ['make hv-04/', 'zmgr::command::missing-value', 12],
    ['make /web01', 'zmgr::command::missing-value', 6],
    ['make a/b/c', 'zmgr::zone::bad-name', 8],
    ['make web01 address=10.1.0.10/24', 'zmgr::address::has-prefix', 20],
    ['make web01 address=010.1.0.10', 'zmgr::address::bad', 20],
    ['make web01 host=-x', 'zmgr::host::bad-name', 17],
    ['op stop 41', 'zmgr::operation::bad-id', 9],
  ])('%s: %s', (sent, code, column) => {
    const diagnostic = diagnosticOf(() => parse(sent, commands));
    expect(diagnostic.code).toBe(code);
    expect(diagnostic.location?.column).toBe(column);
  });

  it('offers nothing that is a mistake again, as far as it knows', () => {
    for (const [sent] of mistakes) {
      const { suggestions } = diagnosticOf(() => parse(sent, commands));
      for (const suggestion of suggestions)
        expect(() => parse(suggestion.replace('/zone ', ''), commands)).not.toThrow();
    }
  });
});

describe('arguments in the store', () => {
  it('hold what was typed, and are values again', () => {
    const { texts } = parse('make hv-04/web01 tags=a,"b c" address:fd00::1 --boot', commands);
    const stored: unknown = JSON.parse(JSON.stringify(encodeArgs(texts)));
    expect(decodeArgs(make, stored)).toEqual(texts);
    expect(valuesOf(make.args, decodeArgs(make, stored))).toEqual({
      zone: 'web01',
      host: 'hv-04',
      address: { family: 6, value: (0xfd00n << 112n) | 1n },
      tags: ['a', 'b c'],
      boot: true,
    });
  });

  it.each([
    ['nothing', null],
    ['no lists', { zone: 'web01' }],
    ['no zone', {}],
    ['an argument that there is not', { zone: ['web01'], force: ['yes'] }],
    ['a value that is not right', { zone: ['web 01'] }],
  ])('are refused with %s', (_, stored) => {
    const { code } = diagnosticOf(() => decodeArgs(make, stored));
    expect(code).toBe('zmgr::command::stored-arguments');
  });

  it('leave out what was left out', () => {
    expect(valuesOf(make.args, { zone: ['web01'] })).toStrictEqual({ zone: 'web01', tags: [] });
  });

  it('reach a definition as values', () => {
    expect(make.subject({ zone: ['a'] })).toBe('a');
    expect(() => make.subject({ zone: ['a b'] })).toThrow('a b');
  });
});

describe('any line at all', () => {
  const anyLine = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'make',
          'look',
          'op',
          'stop',
          'plan',
          'help',
          'web01',
          'host=hv-04',
          '--boot',
          '--host',
          'tags=a,b',
          'address:fd00::1',
          'state=',
          '"a b"',
          '—',
          '--',
          '=',
          "'",
          '“',
          'a/b',
          '<@U1|a>',
          'dry-run=yes',
          'reason=x',
          'toString=1',
          '--=',
          ':',
          'host:',
          '--all',
        ),
        fc.string({ maxLength: 12 }),
      ),
      { maxLength: 8 },
    )
    .map((words) => words.join(' '));

  it('is parsed or has a diagnostic with a place in it', () => {
    fc.assert(
      fc.property(anyLine, (sent) => {
        try {
          const { command, texts } = parse(sent, commands);
          expect(decodeArgs(command, JSON.parse(JSON.stringify(encodeArgs(texts))))).toEqual(texts);
        } catch (error) {
          if (!(error instanceof Diagnostic)) throw error;
          const { column = 0, text: line = '' } = error.location ?? {};
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual([...line].length + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
