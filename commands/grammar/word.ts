/** Parts of words: what quotes protect is never a key, a separator or a flag. */
import { textOf, type Word } from './lexer.ts';

export const wordText = ({ characters }: Word): string => textOf(characters);

/** The word in lower case where nothing in it is quoted: what may be a verb or a flag. */
export function plainWord({ characters }: Word): string | undefined {
  return characters.some(({ quoted }) => quoted) ? undefined : textOf(characters).toLowerCase();
}

/** Where a character first stands unquoted, or -1. */
export function indexOfPlain({ characters }: Word, wanted: string): number {
  return characters.findIndex(({ character, quoted }) => character === wanted && !quoted);
}

/** Part of a word, as a word of its own; an empty part stands where it would begin. */
export function slice(word: Word, from: number, to = word.characters.length): Word {
  const characters = word.characters.slice(from, to);
  const column = characters[0]?.column ?? word.characters[from]?.column ?? word.end;
  const end = to >= word.characters.length ? word.end : (characters.at(-1)?.column ?? column) + 1;
  return { characters, column, end };
}

/** A word that nobody typed, in the place of one that somebody did. */
export const wordAt = ({ column, end }: Word, text: string): Word => ({
  characters: [...text].map((character) => ({ character, column, quoted: false })),
  column,
  end,
});

/** Parts between unquoted separators. */
export function splitPlain(word: Word, separator: string): readonly Word[] {
  const parts: Word[] = [];
  let rest = word;
  for (;;) {
    const at = indexOfPlain(rest, separator);
    if (at === -1) return [...parts, rest];
    parts.push(slice(rest, 0, at));
    rest = slice(rest, at + 1);
  }
}

/** The line as typed, with one stretch of it replaced. */
export function replaced(typed: string, from: Word, to: Word, by: string): string {
  const characters = [...typed];
  const before = characters.slice(0, from.column - 1).join('');
  return `${before}${by}${characters.slice(to.end - 1).join('')}`;
}
