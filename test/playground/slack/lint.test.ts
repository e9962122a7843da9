/** The Block Kit linter: every limit at its edge, and no text from anywhere that it trips over. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isList, isObject, type Json } from '../../../playground/slack/json.ts';
import { lintMessage, lintView } from '../../../playground/slack/lint/lint.ts';
import { slackCases } from '../../support/slack-cases.ts';

const told = (issues: ReturnType<typeof lintMessage>) =>
  issues.map(({ pointer, code, message }) => [pointer, code, message]);

describe('messages', () => {
  test.each(slackCases('messages').map((known) => [String(known.name), known] as const))(
    '%s',
    (_, known) => {
      expect(told(lintMessage(known))).toEqual(known.issues);
    },
  );
});

describe('views', () => {
  test.each(slackCases('views').map((known) => [String(known.name), known] as const))(
    '%s',
    (_, known) => {
      expect(told(lintView(known.view))).toEqual(known.issues);
    },
  );

  test('250 kB and not more', () => {
    const elements = Array.from({ length: 80 }, () => ({
      type: 'section',
      text: { type: 'mrkdwn', text: 'é'.repeat(3000) },
    }));
    const issues = lintView({ type: 'home', blocks: elements });
    expect(told(issues)).toEqual([['/view', 'view_too_large', 'view_too_large']]);
  });
});

/** JSON that looks much like blocks: the keys and types that the linter knows, with anything in them. */
const words = fc.constantFrom(
  'type',
  'text',
  'elements',
  'section',
  'actions',
  'button',
  'plain_text',
  'mrkdwn',
  'rich_text',
  'rich_text_list',
  'static_select',
  'options',
  'option_groups',
  'accessory',
  'block_id',
  'action_id',
  'fields',
  'confirm',
  'style',
  'primary',
  'container',
  'child_blocks',
  'table',
  'rows',
  'value',
  'constructor',
  '__proto__',
  'toString',
);
const blockish = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    words,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.string(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(words, tie('value'), { maxKeys: 5 }),
  ),
})).value;
const anyJson = fc.oneof(
  blockish,
  fc.jsonValue().map((value): Json => JSON.parse(JSON.stringify(value))),
);

describe('anything', () => {
  test('is linted without a crash, and every pointer leads to what is there', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        for (const { pointer } of lintMessage({ text: 'x', blocks: value })) {
          expect(leadsSomewhere({ blocks: value }, pointer)).toBe(true);
        }
        for (const { pointer } of lintView(value)) {
          expect(leadsSomewhere({ view: value }, pointer)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('that is no list of blocks is refused', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        fc.pre(!isList(value));
        expect(lintMessage({ text: 'x', blocks: value })).not.toEqual([]);
      }),
    );
  });
});

function leadsSomewhere(root: Json, pointer: string): boolean {
  let at: Json | undefined = root;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isList(at)) at = at[Number(key)];
    else if (isObject(at) && Object.hasOwn(at, key)) at = at[key];
    else return false;
  }
  return at !== undefined;
}
