/**
 * The syntax of dhcpd.conf(5) with the place of everything in it, so that one thing can be changed and every other byte
 * stays: statements that end in `;` or in a block, as common/conflex.c and common/parse.c of ISC DHCP 4.4 read them. What
 * they mean is configuration.ts.
 */
import { Diagnostic } from '../diagnostic.ts';

/** Offsets into the text; `end` is behind. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A word, a string without its quotes, or one of `, = ( )` and other marks, which stand for themselves. */
export interface Token extends Span {
  readonly kind: 'word' | 'string' | 'mark';
  readonly text: string;
}

export interface Statement extends Span {
  /** All before the `;` or `{`. */
  readonly tokens: readonly Token[];
  /** What is between its braces; undefined where it ends in `;`. */
  readonly body?: Body;
  /** From 1. */
  readonly line: number;
}

export interface Body extends Span {
  readonly statements: readonly Statement[];
}

const blank = /\s/;
/** What ends a word. A colon belongs to one: MAC addresses, and `class:member`, are words here. */
const endsWord = /[\s{};,=()"#]/;

interface Reader {
  readonly source: string;
  readonly text: string;
  at: number;
  /** The line that was counted last, and up to where: a lease file has a hundred thousand statements. */
  counted: { line: number; at: number };
}

/**
 * The statements of a whole file, one after the other.
 * @param source the file, for diagnostics: `hv-04:/etc/dhcpd.conf`
 * @throws Diagnostic `zmgr::dhcp::unreadable` where braces, strings or statements do not end
 */
export function parseStatements(source: string, text: string): readonly Statement[] {
  const reader: Reader = { source, text, at: 0, counted: { line: 1, at: 0 } };
  return readStatements(reader, undefined);
}

/** @param opened where the block begins; undefined for the whole file */
function readStatements(reader: Reader, opened: number | undefined): Statement[] {
  const { text } = reader;
  const statements: Statement[] = [];
  for (;;) {
    skipBlank(reader);
    if (reader.at >= text.length) {
      if (opened === undefined) return statements;
      throw unreadable(reader, opened, 'a block that never ends');
    }
    if (text[reader.at] === '}') {
      if (opened !== undefined) return statements;
      throw unreadable(reader, reader.at, 'a "}" that ends nothing');
    }
    // A `;` alone, which dhcpd wants behind a key's block and takes nowhere else.
    if (text[reader.at] === ';') reader.at += 1;
    else statements.push(readStatement(reader));
  }
}

function readStatement(reader: Reader): Statement {
  const { text } = reader;
  const start = reader.at;
  const line = countTo(reader, start);
  const tokens: Token[] = [];
  for (;;) {
    skipBlank(reader);
    const mark = text[reader.at];
    if (mark === undefined || mark === '}')
      throw unreadable(reader, start, 'a statement that has no ";" at its end');
    if (mark === ';') {
      reader.at += 1;
      return { start, end: reader.at, tokens, line };
    }
    if (mark === '{' && isRecord(tokens)) {
      tokens.push(...readRecord(reader));
    } else if (mark === '{') {
      const open = reader.at;
      reader.at += 1;
      const from = reader.at;
      const statements = readStatements(reader, open);
      const body = { start: from, end: reader.at, statements };
      reader.at += 1;
      return { start, end: reader.at, tokens, body, line };
    } else {
      tokens.push(readToken(reader));
    }
  }
}

/** `option space.name code 1 = { ip-address, text };`: the braces of a type, and no block. */
const isRecord = (tokens: readonly Token[]): boolean =>
  tokens[0]?.kind === 'word' &&
  tokens[0].text.toLowerCase() === 'option' &&
  tokens.some(({ kind, text }) => kind === 'mark' && text === '=');

function readRecord(reader: Reader): readonly Token[] {
  const tokens: Token[] = [];
  const start = reader.at;
  for (let depth = 0; ; ) {
    skipBlank(reader);
    const mark = reader.text[reader.at];
    if (mark === undefined || mark === ';')
      throw unreadable(reader, start, 'a "{" that nothing ends');
    if (mark === '{' || mark === '}') {
      depth += mark === '{' ? 1 : -1;
      tokens.push({ kind: 'mark', text: mark, start: reader.at, end: reader.at + 1 });
      reader.at += 1;
      if (depth === 0) return tokens;
    } else {
      tokens.push(readToken(reader));
    }
  }
}

function readToken(reader: Reader): Token {
  const { text } = reader;
  const start = reader.at;
  if (text[start] === '"') return readString(reader);
  if (/[,=()]/.test(text[start] ?? '')) {
    reader.at += 1;
    return { kind: 'mark', text: text.slice(start, reader.at), start, end: reader.at };
  }
  while (reader.at < text.length && !endsWord.test(text[reader.at] ?? '')) reader.at += 1;
  return { kind: 'word', text: text.slice(start, reader.at), start, end: reader.at };
}

/** A backslash keeps a quote from ending it (read_string() of conflex.c). */
function readString(reader: Reader): Token {
  const { text } = reader;
  const start = reader.at;
  for (reader.at += 1; reader.at < text.length; reader.at += 1) {
    if (text[reader.at] === '\\') reader.at += 1;
    else if (text[reader.at] === '"') {
      reader.at += 1;
      return { kind: 'string', text: text.slice(start + 1, reader.at - 1), start, end: reader.at };
    }
  }
  throw unreadable(reader, start, 'a string that has no second quote');
}

/** Blanks and comments. */
function skipBlank(reader: Reader): void {
  const { text } = reader;
  for (; reader.at < text.length; reader.at += 1) {
    const one = text[reader.at] ?? '';
    if (one === '#') {
      const newline = text.indexOf('\n', reader.at);
      reader.at = newline === -1 ? text.length : newline;
    } else if (!blank.test(one)) return;
  }
}

/** The line of an offset that is not before the last one that was asked for. */
function countTo({ text, counted }: Reader, offset: number): number {
  for (let at = text.indexOf('\n', counted.at); at !== -1 && at < offset; ) {
    counted.line += 1;
    counted.at = at + 1;
    at = text.indexOf('\n', counted.at);
  }
  return counted.line;
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

function unreadable({ source, text }: Reader, offset: number, what: string): Diagnostic {
  return new Diagnostic({
    code: 'zmgr::dhcp::unreadable',
    message: `Line ${lineOf(text, offset)} of ${source} has ${what}`,
    location: { source, line: lineOf(text, offset), column: columnOf(text, offset) },
    help: 'Put it right there; `dhcpd -t -cf` with that file says whether dhcpd takes it.',
  });
}

const columnOf = (text: string, offset: number): number =>
  offset - text.lastIndexOf('\n', offset - 1);
