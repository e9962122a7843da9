import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caret } from '../../../commands/grammar/caret.ts';
import { maxLineLength, readLine } from '../../../commands/grammar/lexer.ts';
import { normalise } from '../../../commands/grammar/normalise.ts';
import { referenceOf } from '../../../commands/grammar/reference.ts';
import { typedText } from '../../../commands/grammar/wire.ts';
import { wordText } from '../../../commands/grammar/word.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { diagnosticOf } from '../support/diagnostic-of.ts';

const wordsOf = (sent: string): readonly string[] => readLine(sent).words.map(wordText);

/** What telephones, clipboards and the chat do to a command, and what is read. */
const lines: readonly (readonly [name: string, sent: string, words: readonly string[]])[] = [
  ['words', 'create  web01\ttemplate=oi', ['create', 'web01', 'template=oi']],
  ['nothing', '   ', []],
  ['a command copied whole', '/zone list', ['list']],
  ['one behind another', '/ZONE  /zone  show web01', ['show', 'web01']],
  ['nothing but the command', '/zone', []],
  ['a word that begins like it', '/zones', ['/zones']],
  ['curly double quotes', 'list q=“two words”', ['list', 'q=two words']],
  ['low and reversed quotes', 'list q=„two words‟', ['list', 'q=two words']],
  ['curly single quotes', 'list q=‘two words’', ['list', 'q=two words']],
  [
    'an em dash for two hyphens',
    'create web01 —template oi',
    ['create', 'web01', '--template', 'oi'],
  ],
  ['an en dash for two hyphens', 'create web01 –boot', ['create', 'web01', '--boot']],
  ['no-break spaces', 'show\u00a0web01\u202fhost=a', ['show', 'web01', 'host=a']],
  ['a line break', 'show\nweb01', ['show', 'web01']],
  ['a host name taken for a link', 'show <http://web01.lan|web01.lan>', ['show', 'web01.lan']],
  [
    'a link after a key',
    'show web01 host=<http://hv.lan|hv.lan>',
    ['show', 'web01', 'host=hv.lan'],
  ],
  ['a link without a label', 'help <https://example.com/>', ['help', 'https://example.com/']],
  ['an address of mail', 'list q=<mailto:a@b.lan|a@b.lan>', ['list', 'q=a@b.lan']],
  ['a telephone number', 'list q=<tel:+4912|+4912>', ['list', 'q=+4912']],
  ['a person', 'list q=<@U012AB|ann>', ['list', 'q=<@U012AB>']],
  ['a channel', 'list q=<#C012AB|ops>', ['list', 'q=<#C012AB>']],
  ['a user group', 'list q=<!subteam^S01|@ops>', ['list', 'q=<!subteam^S01>']],
  ['entities', 'list q=a&lt;b&gt;c&amp;d', ['list', 'q=a<b>c&d']],
  ['entities, once', 'list q=&amp;lt;', ['list', 'q=&lt;']],
  ['other entities stay', 'list q=&quot;', ['list', 'q=&quot;']],
  ['what is typed like a link', 'list q=&lt;http://a|b&gt;', ['list', 'q=<http://a|b>']],
  ['zero-width characters', 'sh\u200bow we\u200db01\ufeff', ['show', 'web01']],
  ['bidirectional marks', 'show \u202eweb01\u202c\u2066', ['show', 'web01']],
  ['control characters', 'show web\u0000\u001b01', ['show', 'web01']],
  ['composed letters', 'list q=cafe\u0301', ['list', 'q=caf\u00e9']],
  ['letters composed around nothing', 'list q=cafe\u200b\u0301', ['list', 'q=caf\u00e9']],
  ['a quote in a word', "list q=a don't", ['list', 'q=a', "don't"]],
  ['a quoted empty value', 'list q=""', ['list', 'q=']],
  ['quotes of one kind in the other', `list q="it's"`, ['list', "q=it's"]],
  ['quotes in a list', `list state=a,"b c",'d'`, ['list', 'state=a,b c,d']],
];

describe('words of a line', () => {
  it.each(lines)('%s', (_, sent, words) => {
    expect(wordsOf(sent)).toEqual(words);
  });

  it.each([
    ['two hyphens', 'op cancel x -- wrong  host, don\'t "mind', 'wrong  host, don\'t "mind'],
    ['an em dash', 'op cancel x — wrong host', 'wrong host'],
    ['nothing behind it', 'op cancel x --', undefined],
  ])('a reason after %s', (_, sent, reason) => {
    const line = readLine(sent);
    expect(line.words.map(wordText)).toEqual(['op', 'cancel', 'x']);
    expect(line.reason).toBe(reason);
  });

  it('protects what is quoted', () => {
    const [word] = readLine('"a=b"').words;
    expect(word?.characters.every(({ quoted }) => quoted)).toBe(true);
  });

  it('tells columns in what was typed, where a dash is one character', () => {
    const { typed, text, words } = readLine('create\u200b web01 —template “o i” x');
    expect(typed).toBe('create web01 —template “o i” x');
    expect(text).toBe('create web01 --template "o i" x');
    expect(words.map(({ column }) => column)).toEqual([1, 8, 14, 24, 30]);
  });
});

describe('lines that cannot be read', () => {
  it('points at the quote that is never closed', () => {
    const diagnostic = diagnosticOf(() => readLine('create web01 template="oi'));
    expect(diagnostic.code).toBe('zmgr::command::open-quote');
    expect(caret(diagnostic)).toBe('create web01 template="oi\n                      ^');
  });

  it('does not read a line without end', () => {
    const diagnostic = diagnosticOf(() => readLine('x'.repeat(maxLineLength + 1)));
    expect(diagnostic.code).toBe('zmgr::command::too-long');
  });
});

describe('caret', () => {
  const at = (text: string, column: number) =>
    caret(
      new Diagnostic({
        code: 'zmgr::command::test',
        message: 'x',
        location: { source: '/zone', line: 1, column, text },
      }),
    );

  it('cuts a long line around the place, and still points at it', () => {
    const text = `${'a'.repeat(100)}X${'b'.repeat(100)}`;
    const [line = '', mark = ''] = (at(text, 101) ?? '').split('\n');
    expect(line.length).toBeLessThanOrEqual(42);
    expect(line[mark.indexOf('^')]).toBe('X');
    expect(line).toMatch(/^….*…$/);
  });

  it('points behind the end', () => {
    expect(at('create', 7)).toBe('create\n      ^');
  });

  it('has nothing to show without a place', () => {
    expect(caret(new Diagnostic({ code: 'zmgr::command::test', message: 'x' }))).toBeUndefined();
  });
});

describe('references', () => {
  it.each([
    ['<@U012AB>', { kind: 'user', id: 'U012AB' }],
    ['<#C012AB>', { kind: 'channel', id: 'C012AB' }],
    ['<!subteam^S01>', { kind: 'usergroup', id: 'S01' }],
    ['<!here>', undefined],
    ['@ann', undefined],
    ['<@U012AB> x', undefined],
  ])('%s', (word, reference) => {
    expect(referenceOf(word)).toEqual(reference);
  });
});

describe('any text at all', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          ...' "\'“”‘’—–=:,/<>&|@#!^-\u00a0\u200b\u202e\u0301\ud800aé',
          '&lt;',
          '&amp;',
          '<@U1|a>',
          '--',
          'e\u0301',
        ),
        { maxLength: 60 },
      )
      .map((parts) => parts.join('')),
  );

  it('gives words or a diagnostic, and columns within the line', () => {
    fc.assert(
      fc.property(anyText, (sent) => {
        try {
          const { typed, words } = readLine(sent);
          const length = [...typed].length;
          for (const { column, end, characters } of words) {
            expect(column).toBeGreaterThanOrEqual(1);
            expect(end).toBeGreaterThan(column);
            expect(end).toBeLessThanOrEqual(length + 1);
            for (const character of characters) {
              expect(character.column).toBeGreaterThanOrEqual(column);
              expect(character.column).toBeLessThan(end);
            }
          }
        } catch (error) {
          if (!(error instanceof Diagnostic)) throw error;
          expect(error.location?.column).toBeLessThanOrEqual([...sent].length);
        }
      }),
    );
  });

  it('is normalised once and for all', () => {
    fc.assert(
      fc.property(anyText, (sent) => {
        const once = normalise(typedText(sent)).text;
        expect(normalise(once).text).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });

  it('holds nothing unseen afterwards', () => {
    fc.assert(
      fc.property(anyText, (sent) => {
        expect(normalise(sent).text).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u200b-\u200d]/u);
      }),
    );
  });
});
