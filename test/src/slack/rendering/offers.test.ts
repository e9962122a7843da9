/** Commands that an answer offers: buttons where they only look, words where they change something. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Offer, Part } from '../../../../commands/answer.ts';
import { prepare, pressingOf } from '../../../../commands/run.ts';
import { verbs } from '../../../../commands/verbs.ts';
import { lintMessage } from '../../../../playground/slack/lint/lint.ts';
import { actionOf, renderMessage } from '../../../../src/slack/rendering/render.ts';

const pressable = (text: string) => pressingOf(prepare(text, verbs));
const json = (value: unknown) => JSON.parse(JSON.stringify(value));
const offer = (text: string, more: Partial<Offer> = {}): Offer => ({ label: text, text, ...more });

interface Button {
  readonly action_id: string;
  readonly value: string;
  readonly text: { readonly text: string };
}

function shown(...parts: Part[]) {
  const message = renderMessage({ summary: 'the summary', parts }, 'k', pressable);
  expect(lintMessage(json(message))).toEqual([]);
  const buttons: Button[] = [];
  JSON.stringify(message.blocks, (_key, value) => {
    if (value?.type === 'button') buttons.push(value);
    return value;
  });
  return { buttons, said: JSON.stringify(message.blocks), blocks: message.blocks };
}
const offered = (...commands: Offer[]) => shown({ kind: 'commands', commands });

test('what looks is a button, what changes a form, what decides or is not understood is words', () => {
  const { buttons, said } = offered(
    offer('list'),
    offer('plan create web01'),
    offer('create web01'),
    offer('create'),
    offer('op cancel 3kq7wz2m5a'),
    offer('show'),
  );
  expect(buttons.map(({ action_id, value, text }) => [action_id, value, text.text])).toEqual([
    ['run', 'list', '/zone list'],
    ['run:2', 'plan create web01', '/zone plan create web01'],
    ['form', 'create web01', '/zone create web01…'],
    ['form:2', 'create', '/zone create…'],
  ]);
  for (const typed of ['/zone op cancel 3kq7wz2m5a', '/zone show']) {
    expect(said).toContain(`"text":"${typed}","style":{"code":true}`);
  }
});

test('what is said already appears only where it can be pressed', () => {
  const { buttons, said } = offered(
    offer('list', { isSaid: true }),
    offer('op cancel 3kq7wz2m5a', { isSaid: true }),
  );
  expect(buttons.map(({ value }) => value)).toEqual(['list']);
  expect(said).not.toContain('op cancel');
});

test('a long command is read in whole beside its button', () => {
  const long = 'list host=hv-04,om-01 state=running brand=ipkg,lipkg q=10.1.0.';
  const { buttons, said } = offered(offer(long));
  expect(buttons).toMatchObject([{ value: long, text: { text: 'Run it' } }]);
  expect(said).toContain(`\`/zone ${long}\``);
});

test('no two controls of a message have the same action_id, and each leads back to its action', () => {
  const { buttons } = shown(
    { kind: 'rows', rows: ['a1', 'b1'].map((line) => ({ line, offer: offer(`show ${line}`) })) },
    { kind: 'commands', commands: [offer('list'), offer('list', { isInPlace: true })] },
  );
  expect(buttons.map(({ action_id }) => action_id)).toEqual(['run', 'run:2', 'run:3', 'turn']);
  expect(buttons.map(({ action_id }) => actionOf(action_id))).toEqual([
    'run',
    'run',
    'run',
    'turn',
  ]);
});

test('more rows than have a button each are a list', () => {
  const rows = (count: number) =>
    shown({
      kind: 'rows',
      rows: Array.from({ length: count }, (_, index) => ({
        line: `zone ${index}`,
        offer: offer(`show web${index}`),
      })),
    });
  expect(rows(30).buttons).toHaveLength(30);
  expect(rows(31).buttons).toEqual([]);
  expect(rows(31).said).toContain('zone 30');
});

describe('whatever is offered', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 3_000 }),
    fc.constantFrom('list', 'op list', 'plan create web01', '', '<!channel>', '`x`'),
  );
  const anOffer = fc.record(
    {
      label: text,
      text,
      isInPlace: fc.constant(true as const),
      isSaid: fc.constant(true as const),
    },
    { requiredKeys: ['label', 'text'] },
  );
  test('Slack takes it, and no button runs what changes something', () => {
    fc.assert(
      fc.property(
        fc.array(anOffer, { maxLength: 60 }),
        fc.array(fc.record({ line: text, offer: anOffer }), { maxLength: 35 }),
        (commands, rows) => {
          const { buttons } = shown({ kind: 'rows', rows }, { kind: 'commands', commands });
          for (const { action_id, value } of buttons) {
            const action = actionOf(action_id) === 'form' ? 'form' : 'run';
            expect(pressable(value)).toBe(action);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
