/**
 * Tokens of zonecfg(8)'s language, by illumos-gate usr/src/cmd/zonecfg/zonecfg_lex.l. What a character means depends on where it stands:
 * before a command, in its words, inside [ ] or inside ( ). `#` begins a comment only before a command; a quoted word
 * ends at the next quote or at the end of the line, which it swallows; `'` and `\` are ordinary.
 */

/** The words that begin a command. Matched as prefixes, as lex does: `addnet` is `add net`. */
export const commandWords = [
  ...[
    'add',
    'cancel',
    'commit',
    'create',
    'delete',
    'end',
    'exit',
    'export',
    'help',
    'info',
    'remove',
    'revert',
  ],
  ...['select', 'set', 'clear', 'verify'],
] as const;
export type CommandWord = (typeof commandWords)[number];

export type Token =
  | { readonly kind: 'command'; readonly word: CommandWord; readonly text: string }
  /** A bare or quoted word; a quoted one is never a keyword. */
  | { readonly kind: 'word'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: '=' | '[' | ']' | '(' | ')' | ','; readonly text: string }
  | { readonly kind: 'terminator'; readonly text: string }
  /** A character that nothing begins with here. */
  | { readonly kind: 'stray'; readonly text: string }
  /** The input is at its end, and no terminator came. */
  | { readonly kind: 'end'; readonly text: '' };

type Place = 'start' | 'words' | 'list' | 'complex';

export interface Lexer {
  next(): Token;
  /** Line of the next token, from 1. */
  line(): number;
}

const bareWords: Readonly<Record<Exclude<Place, 'start'>, RegExp>> = {
  words: /[^ \t\n";=[\]()]+/y,
  list: /[^ \t\n",;=[\]()]+/y,
  complex: /[^ \t\n",;=()]+/y,
};

/** @param quotesInComplex whether quotes count between ( ), as in OmniOS' zonecfg_lex.l */
export function lex(text: string, quotesInComplex: boolean): Lexer {
  let at = 0;
  let line = 1;
  let place: Place = 'start';
  /** Where a closing parenthesis leads back to. */
  let around: Place = 'words';

  function next(): Token {
    while (at < text.length) {
      const character = text.charAt(at);
      if (character === ' ' || character === '\t') {
        at += 1;
        continue;
      }
      if (character === '\n' || character === ';') {
        at += 1;
        place = 'start';
        if (character === '\n') line += 1;
        return { kind: 'terminator', text: character };
      }
      if (place === 'start') {
        if (character === '#') {
          const end = text.indexOf('\n', at);
          at = end === -1 ? text.length : end;
          continue;
        }
        const word = commandWords.find((candidate) => text.startsWith(candidate, at));
        if (word === undefined) {
          at += 1;
          return { kind: 'stray', text: character };
        }
        at += word.length;
        place = 'words';
        around = 'words';
        return { kind: 'command', word, text: word };
      }
      if (character === '"' && (place !== 'complex' || quotesInComplex)) {
        const close = text.slice(at + 1).search(/["\n]/);
        const end = close === -1 ? text.length : at + 1 + close;
        const quoted = text.slice(at + 1, end);
        const newline = text.charAt(end) === '\n' ? '\n' : '';
        at = end + 1;
        return { kind: 'word', text: quoted + newline, quoted: true };
      }
      const punctuation = punctuate(character, place);
      if (punctuation !== undefined) {
        at += 1;
        return punctuation;
      }
      const pattern = bareWords[place];
      pattern.lastIndex = at;
      const found = pattern.exec(text)?.[0];
      if (found === undefined) {
        at += 1;
        return { kind: 'stray', text: character };
      }
      at += found.length;
      return { kind: 'word', text: found, quoted: false };
    }
    return { kind: 'end', text: '' };
  }

  function punctuate(character: string, here: Place): Token | undefined {
    if (character === '=') return { kind: '=', text: '=' };
    if (character === '[' && here === 'words') {
      place = 'list';
      around = 'list';
      return { kind: '[', text: '[' };
    }
    if (character === ']' && here === 'list') {
      place = 'words';
      around = 'words';
      return { kind: ']', text: ']' };
    }
    if (character === '(' && here !== 'complex') {
      place = 'complex';
      return { kind: '(', text: '(' };
    }
    if (character === ')' && here === 'complex') {
      place = around;
      return { kind: ')', text: ')' };
    }
    if (character === ',' && here !== 'words') return { kind: ',', text: ',' };
    return undefined;
  }

  return { next, line: () => line };
}
