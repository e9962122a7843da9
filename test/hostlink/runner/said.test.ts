/** What a step printed comes back for people, but for what could steer a terminal or hide text. */
import { expect, test } from 'vitest';
import { readable } from '../../../hostlink/runner/said.ts';

test.each([
  ['plain text', 'plain text'],
  ['oh no\\041', 'oh no!'],
  ['a \\\\ backslash', 'a \\ backslash'],
  ['\\303\\251t\\303\\251', 'été'],
  ['\\\\303\\251', '\\303\\251'],
  ['\\033[2Jgone', '\\033[2Jgone'],
  ['\\342\\200\\256gnp.exe', '\\342\\200\\256gnp.exe'],
  ['\\377', '\\377'],
])('%s', (text, shown) => {
  expect(readable(text)).toBe(shown);
});
