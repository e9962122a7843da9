/** Messages made of answers: always such that Slack takes them, and that no text can pretend to be more than text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, Line, Part, Span } from '../../../../commands/answer.ts';
import { operationId } from '../../../../hostlink/names/operation-id.ts';
import { lintMessage } from '../../../../playground/slack/lint/lint.ts';
import type { Card } from '../../../../src/cards/card.ts';
import { cut, escaped, shown } from '../../../../src/slack/rendering/plain.ts';
import { renderMessage } from '../../../../src/slack/rendering/render.ts';

const answer = (...parts: Part[]): Answer => ({ summary: 'the summary', parts });
const json = (value: unknown) => JSON.parse(JSON.stringify(value));
const lint = (message: ReturnType<typeof renderMessage>) => lintMessage(json(message));

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 20_000 }),
  fc.constantFrom(
    '',
    ' ',
    '\n\n',
    '<!channel>',
    '<https://evil|ok>',
    '`*_~',
    '\u202egnp.exe',
    '\ud800',
  ),
  fc.integer({ min: 1, max: 15_000 }).map((length) => 'x'.repeat(length)),
);
const span: fc.Arbitrary<Span> = fc.oneof(
  nasty,
  nasty.map((code) => ({ code })),
  nasty.map((strong) => ({ strong })),
  fc.constant({ time: new Date('2026-11-21T08:00:00Z') }),
  fc.constant({ person: 'U01' }),
  nasty.map((person) => ({ person })),
  nasty.map((channel) => ({ channel })),
  fc.constant({ channel: 'C0OPS' }),
);
const line: fc.Arbitrary<Line> = fc.oneof(span, fc.array(span, { maxLength: 8 }));
const part: fc.Arbitrary<Part> = fc.oneof(
  nasty.map((text): Part => ({ kind: 'heading', text })),
  line.map((of): Part => ({ kind: 'paragraph', line: of })),
  fc
    .array(fc.record({ name: nasty, value: line }), { maxLength: 25 })
    .map((fields): Part => ({ kind: 'fields', fields })),
  fc.array(line, { maxLength: 150 }).map((lines): Part => ({ kind: 'bullets', lines })),
  nasty.map((text): Part => ({ kind: 'preformatted', text: `${text}\n`.repeat(5) })),
  line.map((of): Part => ({ kind: 'context', line: of })),
  fc
    .array(fc.record({ label: nasty, text: nasty }), { maxLength: 9 })
    .map((commands): Part => ({ kind: 'commands', commands })),
  fc.constant<Part>({ kind: 'divider' }),
);

test('Slack takes whatever an answer holds', () => {
  fc.assert(
    fc.property(
      nasty,
      fc.array(part, { maxLength: 70 }),
      fc.boolean(),
      (summary, parts, hasButton) => {
        const operation = operationId('T1', 'd1');
        const card: Card = {
          summary,
          parts,
          buttons: hasButton ? [{ action: 'cancel', label: summary, operation }] : [],
        };
        const message = renderMessage(card, operation);
        expect(lint(message)).toEqual([]);
        expect(message.text).not.toBe('');
        expect(message.blocks.at(-1)?.type === 'actions').toBe(hasButton);
      },
    ),
    { numRuns: 150 },
  );
});

describe('text from anywhere', () => {
  test.each([
    ['mentions', '<!channel> <@U01>', '&lt;!channel&gt; &lt;@U01&gt;'],
    [
      'links',
      '<https://evil.example|https://good.example>',
      '&lt;https://evil.example|https://good.example&gt;',
    ],
    ['entities', '&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
    ['backticks', 'a` *bold* `b', 'aˋ ∗bold∗ ˋb'],
    ['strike', '~no~', '∼no∼'],
    ['italics', '_no_', 'ˍnoˍ'],
    ['names with underscores', 'web_01_0', 'web_01_0'],
    ['direction characters', 'a\u202eb\u2066c\u200bd', 'abcd'],
    ['control characters', 'a\u0007b\u001b[31mc', 'ab[31mc'],
    ['tokens', 'xoxb-1-secret', '[token]'],
  ])('%s', (_name, text, safe) => {
    expect(escaped(text)).toBe(safe);
  });

  test('no markup gets through into mrkdwn, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(escaped(text)).not.toMatch(/[<>*~`]|(^|[^A-Za-z0-9])_|_($|[^A-Za-z0-9])|\p{Cf}/u);
      }),
    );
  });

  test('fields and small print are escaped, the rest is in blocks without markup', () => {
    const evil = '<!channel> `x`';
    const { blocks, text } = renderMessage(
      answer(
        { kind: 'heading', text: evil },
        { kind: 'paragraph', line: [evil, { code: evil }] },
        { kind: 'fields', fields: [{ name: evil, value: { code: evil } }] },
        { kind: 'bullets', lines: [evil] },
        { kind: 'preformatted', text: evil },
        { kind: 'context', line: evil },
        { kind: 'commands', commands: [{ label: evil, text: evil }] },
      ),
      'k',
    );
    const markup: string[] = [];
    JSON.stringify(blocks, (_key, value) => {
      if (value?.type === 'mrkdwn') markup.push(value.text);
      return value;
    });
    expect(markup).toHaveLength(2);
    for (const mrkdwn of markup) expect(mrkdwn).not.toContain('<!');
    expect(text).toBe('the summary');
  });
});

describe('what is too much', () => {
  const texts = (message: ReturnType<typeof renderMessage>) => JSON.stringify(message.blocks);
  test('more than fifty parts', () => {
    const message = renderMessage(answer(...Array<Part>(70).fill({ kind: 'divider' })), 'k');
    expect(message.blocks).toHaveLength(50);
    expect(texts(message)).toContain('… 21 more parts left out');
  });
  test('a long list', () => {
    const lines = Array.from({ length: 130 }, (_, index) => `zone ${index}`);
    const message = renderMessage(answer({ kind: 'bullets', lines }), 'k');
    expect(texts(message)).toContain('zone 99"');
    expect(texts(message)).toContain('… 30 more');
  });
  test('long output keeps its end, in whole lines', () => {
    const text = Array.from({ length: 1000 }, (_, index) => `line ${index} of the output`).join(
      '\n',
    );
    const message = renderMessage(answer({ kind: 'preformatted', text }), 'k');
    expect(texts(message)).toContain('line 999 of the output"');
    expect(texts(message)).not.toContain('line 0 of');
    expect(texts(message)).toMatch(/… \d+ lines before this left out/);
    expect(lint(message)).toEqual([]);
  });
  test('a pair is never cut in half', () => {
    expect(cut('ab😀cd', 4)).toBe('ab…');
    expect(shown('\ud83d')).toBe('');
  });
});

test('block ids change with the content and only with it', () => {
  const ids = (text: string) =>
    renderMessage(answer({ kind: 'paragraph', line: text }), 'op1').blocks.map(
      (block) => block.block_id,
    );
  expect(ids('a')).toEqual(ids('a'));
  expect(ids('a')).not.toEqual(ids('b'));
  expect(ids('a')[0]).toMatch(/^op1:[0-9a-f]{8}:0$/);
});

test('times are shown in the zone of who reads', () => {
  const at = new Date('2026-11-21T08:00:00Z');
  const { blocks } = renderMessage(
    answer(
      { kind: 'paragraph', line: { time: at } },
      { kind: 'context', line: ['as of ', { time: at }] },
    ),
    'k',
  );
  expect(JSON.stringify(blocks)).toContain('"type":"date","timestamp":1795248000');
  expect(JSON.stringify(blocks)).toContain(
    '<!date^1795248000^{date_short_pretty} {time}|2026-11-21T08:00:00.000Z>',
  );
});
