/** Long lists of zones and hosts fit into one message, whole. */
import { expect, it } from 'vitest';
import { answerRead, prepare } from '../../commands/run.ts';
import { verbs } from '../../commands/verbs.ts';
import { renderMessage } from '../../src/slack/rendering/render.ts';
import { hostWith } from '../support/illumos-facts.ts';
import { testDesk, unreachable } from './support/desk.ts';

/** With names about as long as they get, and a file that can't be understood. */
const longTexts = (count: number) =>
  hostWith({
    zones: Array.from(
      { length: count },
      (_, at) =>
        `-:${`zone-with-a-name-that-is-long-${at}-`.padEnd(63, 'x')}:installed:/z${at}::ipkg:excl\n`,
    ).join(''),
    configurations: { index: '' },
    registry: { 'zones/old1.kdl': undefined, 'pools/broken.kdl': 'pool "broken" {\n' },
  });

const fleet = Object.fromEntries(
  Array.from({ length: 60 }, (_, at) => {
    const name = `hv-${String(at).padStart(2, '0')}`;
    if (at % 10 === 3) return [name, unreachable(name)];
    // Many hosts on one page, or one host on many.
    return [name, longTexts(at === 0 ? 90 : 1)];
  }),
);

it.each([
  'list',
  'list page=3',
  'list page=4',
  'list q=zone-with host=hv-00 page=2',
  'list q=long-0-',
  'host list',
])('%s', async (line) => {
  const prepared = prepare(line, verbs);
  if (prepared.kind !== 'read') throw new Error(prepared.kind);
  const answer = await answerRead(prepared, testDesk({ hosts: fleet }));
  const { blocks } = renderMessage(answer, 'key', () => 'run');
  const text = JSON.stringify(blocks);
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(text).not.toContain('left out');
  expect(text).toContain('As of');
});
