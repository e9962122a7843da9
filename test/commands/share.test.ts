/** share=yes: a flag of every look and of no change; what it shows others. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Answer, Part } from '../../commands/answer.ts';
import { offers, paragraph } from '../../commands/answers/parts.ts';
import { shareable, sharedAnswer } from '../../commands/answers/shared-answer.ts';
import { spoken } from '../../commands/forms/spoken.ts';
import { sentText } from '../../commands/grammar/wire.ts';
import { answerRead, prepare } from '../../commands/run.ts';
import { verbs } from '../../commands/verbs.ts';
import { answerText } from './support/answer-text.ts';
import { testDesk } from './support/desk.ts';

describe('share=yes', () => {
  const shared = (line: string) => {
    const prepared = prepare(line, verbs);
    return prepared.kind === 'read' || prepared.kind === 'plan'
      ? prepared.share === true
      : prepared;
  };

  it.each([
    ...verbs
      .filter(({ kind }) => kind === 'read' || kind === 'plan')
      .map(({ examples }) => `${examples[0]} share=yes`),
    'list --share',
    'create web01 dry-run=yes share=yes',
    'help create share=yes',
    'share=yes help',
  ])('"%s" is for all', (line) => {
    expect(shared(line)).toBe(true);
  });

  it.each(['list', 'list share=no', 'plan create web01', 'help'])('"%s" is not', (line) => {
    expect(shared(line)).toBe(false);
  });

  it.each([
    ['create web01 share=yes', 'zmgr::command::share'],
    ['op cancel 3kq7wz2m5a share=yes', 'zmgr::command::unknown-key'],
  ])('"%s" is refused', (line, code) => {
    expect(prepare(line, verbs)).toMatchObject({ kind: 'mistake', diagnostic: { code } });
  });

  it('is told of by the help of a look, and not by that of a change', async () => {
    const help = async (line: string) => {
      const prepared = prepare(line, verbs);
      if (prepared.kind !== 'read') throw new Error(prepared.kind);
      return answerText(await answerRead(prepared, testDesk()));
    };
    expect(await help('help list')).toContain('`share=yes|no`');
    expect(await help('help create')).not.toContain('share=');
  });
});

describe('a shared answer', () => {
  const words = (part: Part) =>
    part.kind === 'commands' ? part.commands.map(({ text }) => text) : [];
  const turn = { label: 'Again', text: 'list', isInPlace: true } as const;
  const answer: Answer = {
    summary: 'Zones',
    parts: [offers(turn), paragraph('web01'), offers({ label: 'show', text: 'show web01' })],
  };

  it('is offered beside what asks again', () => {
    expect(shareable(answer, 'list share=yes').parts.map(words)).toEqual([
      ['list', 'list share=yes'],
      [],
      ['show web01'],
    ]);
    expect(shareable({ summary: '', parts: [] }, 'x share=yes').parts.map(words)).toEqual([
      ['x share=yes'],
    ]);
  });

  it('says who shared what, and has nothing that only the asker has use for', () => {
    const shown = sharedAnswer(shareable(answer, 'list share=yes'), 'U01', 'list');
    expect(shown.parts.flatMap(words)).toEqual(['show web01']);
    expect(answerText(shown)).toContain('(Shared by @U01 · `/zone list`)');
  });
});

test('the words of a button read as the words that were typed', () => {
  const list = verbs.find(({ path }) => path === 'list');
  if (list?.kind !== 'read') throw new Error('there is no list');
  // A value has neither what nobody sees nor curly quotes: it was read from a line. One with both kinds of quotes can't
  // be typed.
  const value = fc
    .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 })
    .map((text) => text.trim())
    .filter((text) => text !== '' && !(text.includes('"') && text.includes("'")));
  fc.assert(
    fc.property(value, fc.array(value, { minLength: 1, maxLength: 3 }), (q, brand) => {
      const texts = { q: [q], brand };
      const words = spoken({ command: list, texts, share: true });
      expect(prepare(sentText(words), verbs)).toMatchObject({ kind: 'read', texts, share: true });
    }),
  );
});
