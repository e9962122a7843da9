/** Short ways to write the parts of an answer. */
import type { Line, Offer, Part, Span } from '../answer.ts';

export const code = (text: string): Span => ({ code: text });
export const strong = (text: string): Span => ({ strong: text });
export const person = (id: string): Span => ({ person: id });
export const time = (at: Date): Span => ({ time: at });

export const heading = (text: string): Part => ({ kind: 'heading', text });
export const paragraph = (...line: readonly Span[]): Part => ({ kind: 'paragraph', line });
export const context = (...line: readonly Span[]): Part => ({ kind: 'context', line });
export const preformatted = (text: string): Part => ({ kind: 'preformatted', text });
export const bullets = (lines: readonly Line[]): Part => ({ kind: 'bullets', lines });

/** Fields in their order; those without a value are left out. */
export const fields = (
  entries: readonly (readonly [name: string, value: Line | undefined])[],
): Part => ({
  kind: 'fields',
  fields: entries.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
});

/** Whole commands without `/zone`; none gives no part. */
export const commands = (texts: readonly string[]): readonly Part[] =>
  texts.length === 0
    ? []
    : [{ kind: 'commands', commands: texts.map((text) => ({ label: text, text })) }];

const isSeveral = (line: Line): line is readonly Span[] => Array.isArray(line);

/** Things to do next, under names of their own. */
export const offers = (...list: readonly Offer[]): Part => ({ kind: 'commands', commands: list });

/** Lines with something between each two; those that are empty strings are left out. */
export function joined(lines: readonly Line[], between = ' · '): readonly Span[] {
  return lines
    .filter((line) => line !== '')
    .flatMap((line, index): readonly Span[] => [
      ...(index === 0 ? [] : [between]),
      ...(isSeveral(line) ? line : [line]),
    ]);
}

/** A text of ours, such as a diagnostic's help, with what stands between backticks as code. */
export function marked(text: string): readonly Span[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, index): Span => (index % 2 === 1 ? code(part) : part))
    .filter((span) => span !== '');
}

/** `1 zone`, `2 zones`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
