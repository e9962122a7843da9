/**
 * Words of an ipnat.conf, as ipnat(8) reads them: yylex() in illumos' usr/src/cmd/ipf/tools/lexer.c. Newlines are blanks,
 * and a backslash before one changes nothing, so that a rule may go over lines in either way.
 */
import { isAddress } from '../ipam/address.ts';

export interface Token {
  /** `symbol` is one of `= , / ; { } ( ) @ . : - !` or a comparison; `->` is a word, as ipnat has it. */
  readonly kind: 'word' | 'string' | 'number' | 'hex' | 'v6' | 'symbol' | 'variable' | 'comment';
  /** As it stands in the file. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
}

/** A quote that does not end makes the rest of the file one token. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const blank = /^(?:[ \t\r\n]|\\\r?\n)+/.exec(text.slice(at))?.[0];
    if (blank !== undefined) {
      line += blank.split('\n').length - 1;
      at += blank.length;
      continue;
    }
    const { kind, length } = tokenAt(text.slice(at), tokens.at(-1));
    const written = text.slice(at, at + length);
    tokens.push({ kind, text: written, start: at, end: at + length, line });
    line += written.split('\n').length - 1;
    at += length;
  }
  return tokens;
}

/** What ends a word that is being built. */
const word = /^[^\s#$'"=,/;{}()@!<>:]+/;

function tokenAt(
  rest: string,
  before: Token | undefined,
): { readonly kind: Token['kind']; readonly length: number } {
  const first = rest[0] ?? '';
  const length = (pattern: RegExp): number => pattern.exec(rest)?.[0].length ?? 0;
  if (first === '#') return { kind: 'comment', length: length(/^#[^\n]*/) };
  if (first === '$') {
    const variable = length(/^\$(?:\{[^}]*\}|[A-Za-z][A-Za-z0-9_]*)/);
    return variable > 0 ? { kind: 'variable', length: variable } : { kind: 'symbol', length: 1 };
  }
  if (first === '"' || first === "'") {
    const end = rest.indexOf(first, 1);
    return { kind: 'string', length: end === -1 ? rest.length : end + 1 };
  }
  const comparison = length(/^(?:!=|<=|<>|>=|><|[<>!])/);
  if (comparison > 0) return { kind: 'symbol', length: comparison };
  const v6 = /^[0-9A-Fa-f:][0-9A-Fa-f:.]*/.exec(rest)?.[0] ?? '';
  if (v6.includes(':') && isV6(v6)) return { kind: 'v6', length: v6.length };
  if ('=,/;{}()@.:'.includes(first)) return { kind: 'symbol', length: 1 };
  if (first === '-') {
    if (rest[1] !== '>') return { kind: 'symbol', length: 1 };
    // While an address is awaited, what follows without a blank makes one word with the arrow.
    const isAlone = before?.text.toLowerCase() === 'any';
    return { kind: 'word', length: isAlone ? 2 : 2 + gluedTo(rest.slice(2)) };
  }
  const hex = length(/^0x[0-9A-Fa-f]*/);
  if (hex > 0) return { kind: 'hex', length: hex };
  const number = length(/^[0-9]+/);
  if (number > 0) return { kind: 'number', length: number };
  return { kind: 'word', length: Math.max(1, length(word)) };
}

const gluedTo = (rest: string): number => word.exec(rest)?.[0].length ?? 0;

const isV6 = (text: string): boolean => isAddress(text) || /^::ffff:/i.test(text);
