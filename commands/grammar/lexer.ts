/**
 * Words of a command line. A word is a list of characters that know where they were typed and whether quotes protect
 * them, so that `"a=b"` is no key and a caret can point at any part of a word.
 *
 * A quote opens at the beginning of a word and after `=`, `:` or `,`; elsewhere it stands for itself (`don't`). `--`
 * alone ends the words; what follows is the reason, as it is.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { mistake } from './mistake.ts';
import { type Normalised, normalise } from './normalise.ts';
import { typedText } from './wire.ts';

export interface Character {
  readonly character: string;
  /** In the text as typed, from 1. */
  readonly column: number;
  readonly quoted: boolean;
}

export interface Word {
  readonly characters: readonly Character[];
  /** Of its first character, or of the quote before it. */
  readonly column: number;
  /** The column behind it. */
  readonly end: number;
}

export interface Line {
  /** What was typed, on one line: what a caret points into. */
  readonly typed: string;
  /** The same, normalised. */
  readonly text: string;
  readonly words: readonly Word[];
  /** What stands after `--`. */
  readonly reason?: string;
}

/** Characters of a whole command; Slack itself takes 4,000 for a message, and no command comes near. */
export const maxLineLength = 2000;

export const textOf = (characters: readonly Character[]): string =>
  characters.map(({ character }) => character).join('');

/** @throws Diagnostic `zmgr::command::too-long`, `zmgr::command::open-quote` */
export function readLine(sent: string): Line {
  if (sent.length > maxLineLength) {
    throw new Diagnostic({
      code: 'zmgr::command::too-long',
      message: `The command has ${sent.length} characters, at most ${maxLineLength} are read`,
      help: 'Say it in several commands.',
    });
  }
  const normalised = normalise(withoutCommand(typedText(sent)));
  const { typed, text } = normalised;
  const words: Word[] = [];
  let rest = charactersOf(normalised);
  for (;;) {
    rest = rest.slice(skipSpaces(rest));
    if (rest.length === 0) return { typed, text, words };
    const { word, length } = readWord(rest, typed);
    rest = rest.slice(length);
    if (isReasonMark(word)) {
      const reason = textOf(rest).trim();
      return { typed, text, words, ...(reason === '' ? {} : { reason }) };
    }
    words.push(word);
  }
}

/** What is copied from an answer of ours begins with `/zone`, and is pasted behind one. */
const withoutCommand = (text: string): string => text.replace(/^(?:\s*\/zone(?=\s|$))+/i, '');

function charactersOf({ text, columns }: Normalised): readonly Character[] {
  return [...text].map((character, index) => ({
    character,
    column: columns[index] ?? 1,
    quoted: false,
  }));
}

function skipSpaces(characters: readonly Character[]): number {
  const first = characters.findIndex(({ character }) => character !== ' ');
  return first === -1 ? characters.length : first;
}

const isReasonMark = ({ characters }: Word): boolean =>
  characters.length === 2 &&
  characters.every(({ character, quoted }) => character === '-' && !quoted);

/** Reads one word from the front of characters that do not begin with a space. */
function readWord(
  from: readonly Character[],
  typed: string,
): { readonly word: Word; readonly length: number } {
  const characters: Character[] = [];
  let quote: Character | undefined;
  let mayOpen = true;
  let length = 0;
  for (const each of from) {
    if (quote === undefined && each.character === ' ') break;
    length += 1;
    if (quote !== undefined && each.character === quote.character) {
      quote = undefined;
    } else if (quote !== undefined) {
      characters.push({ ...each, quoted: true });
    } else if (mayOpen && (each.character === '"' || each.character === "'")) {
      quote = each;
    } else {
      characters.push(each);
    }
    mayOpen = quote === undefined && '=:,'.includes(each.character);
  }
  if (quote !== undefined) {
    throw mistake(typed, quote.column, {
      code: 'zmgr::command::open-quote',
      message: `The quote ${quote.character} is opened and never closed`,
      help: `Close it with another ${quote.character}, or leave it out.`,
    });
  }
  const column = from[0]?.column ?? 1;
  const end = (from[length - 1]?.column ?? column) + 1;
  return { word: { characters, column, end }, length };
}
