/**
 * An ipnat.conf: its rules, each with its place in the text, and everything else as bytes that stay what they are. A
 * rule may go over lines, share one with another, and have a comment behind it.
 */
import { keywordOf, kindOf, NatSyntaxError, readRule } from './grammar.ts';
import { type Token, tokensOf } from './lexer.ts';
import { type NatRule, normalForm } from './rule.ts';

export interface NatStatement {
  /** As it stands in the file, its `;` included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
  /** Undefined where it holds what only the host can tell: names, variables. */
  readonly rule: NatRule | undefined;
}

export interface NatFile {
  readonly text: string;
  readonly statements: readonly NatStatement[];
  /** `name = value;`, as they stand in the file. */
  readonly assignments: readonly string[];
  /** Why ipnat refuses the file, in its words; what stands behind that place is not read. */
  readonly fault?: { readonly line: number; readonly message: string };
}

export function parseNatFile(text: string): NatFile {
  const tokens = tokensOf(text);
  const statements: NatStatement[] = [];
  const assignments: string[] = [];
  const file = { text, statements, assignments };
  // Nothing but blanks is no file of rules; nothing at all is one.
  if (text !== '' && tokens.length === 0)
    return { ...file, fault: { line: 1, message: 'syntax error error at "", line 1' } };
  try {
    for (let at = 0; at < tokens.length; ) {
      const token = tokens[at];
      if (token === undefined) break;
      if (token.kind === 'comment') {
        at += 1;
      } else if (kindOf(token) !== undefined) {
        const read = readRule(tokens, at);
        const { start } = token;
        const end = read.tokens.at(-1)?.end ?? token.end;
        statements.push({
          ...{ start, end, line: token.line, rule: read.rule },
          text: text.slice(start, end),
        });
        at += read.tokens.length;
      } else {
        const end = assignmentEnd(tokens, at);
        assignments.push(text.slice(token.start, end.end));
        at += 4;
      }
    }
  } catch (error) {
    if (error instanceof NatSyntaxError)
      return { ...file, fault: { line: error.line, message: error.message } };
    throw error;
  }
  return file;
}

/** `name = value ;`, each a token. @throws NatSyntaxError */
function assignmentEnd(tokens: readonly Token[], at: number): Token {
  const [name, equals, value, end] = tokens.slice(at, at + 4);
  const isName = (token: Token | undefined) =>
    token !== undefined && ['word', 'string'].includes(token.kind);
  if (name === undefined || !isName(name) || keywordOf(name) !== undefined)
    throw new NatSyntaxError('syntax error', name ?? { text: '', line: 1 });
  const parts = [
    [equals, equals?.text === '='],
    [value, isName(value)],
    [end, end?.text === ';'],
  ] as const;
  for (const [token, isRight] of parts)
    if (!isRight) throw new NatSyntaxError('syntax error', token ?? { text: '', line: name.line });
  return end ?? name;
}

/** Whole lines behind the last, which gets a newline where it had none. */
export function withLines(text: string, lines: readonly string[]): string {
  const isWhole = text === '' || text.endsWith('\n');
  const block = lines.join('\n');
  return isWhole ? `${text}${block}\n` : `${text}\n${block}`;
}

/**
 * The text without these statements. One that has its lines for itself takes them with it; a comment behind or above it
 * stays.
 */
export function withoutStatements(text: string, gone: readonly NatStatement[]): string {
  let result = text;
  for (const statement of gone.toSorted((one, other) => other.start - one.start))
    result = withoutSpan(result, statement);
  // Blanks alone are no file of rules to ipnat, and nothing at all is.
  return result.trim() === '' ? '' : result;
}

function withoutSpan(text: string, { start, end }: Pick<NatStatement, 'start' | 'end'>): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const lineEnd = newline === -1 ? text.length : newline;
  const isAlone =
    text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd).trim() === '';
  if (!isAlone) return text.slice(0, start) + text.slice(end);
  if (newline !== -1) return text.slice(0, lineStart) + text.slice(newline + 1);
  // The last line, without a newline: the one before it had none either, when this one was put there.
  return text.slice(0, Math.max(0, lineStart - 1));
}

/** As `ipnat -l` prints it; undefined where only the host can tell. */
export const normalOf = ({ rule }: Pick<NatStatement, 'rule'>): string | undefined =>
  rule === undefined ? undefined : normalForm(rule);
