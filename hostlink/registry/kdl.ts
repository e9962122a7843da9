/**
 * The one door to @bgotink/kdl: KDL v2 text (https://kdl.dev/spec) to plain readonly nodes that know their place.
 * What reads them with types is kdl-read.ts; edits are made in the text, by place, in edit.ts.
 */
import { getLocation, InvalidKdlError, type Node, parse, type Value } from '@bgotink/kdl';
import { Diagnostic, type SourceLocation } from '../diagnostic.ts';
import { isSecretLine, veiled } from './secret-lines.ts';

export interface KdlFile {
  /** Path as people know it, for diagnostics. */
  readonly source: string;
  readonly text: string;
}

/** Offsets into the file's text: from `start`, up to and without `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something that stands in a file. Lines and columns count from 1, columns in characters. */
export interface Placed {
  readonly file: KdlFile;
  readonly span: Span;
  readonly line: number;
  readonly column: number;
}

export interface KdlValue extends Placed {
  readonly value: string | number | boolean | null;
}

export interface KdlProperty {
  readonly name: string;
  readonly value: KdlValue;
}

/** A document, or a node that may hold others. What is behind a slashdash is not there. */
export interface KdlBlock {
  readonly file: KdlFile;
  readonly nodes: readonly KdlNode[];
}

export interface KdlNode extends Placed, KdlBlock {
  readonly name: string;
  readonly arguments: readonly KdlValue[];
  /** In the order of the file, repeated ones too. */
  readonly properties: readonly KdlProperty[];
  /** What stands between the braces; undefined where the node has none. */
  readonly body: Span | undefined;
}

/** @throws Diagnostic `zmgr::kdl::syntax` with the place of the first thing that is wrong, and the line itself. */
export function parseKdl(source: string, text: string): KdlBlock {
  const file: KdlFile = { source, text };
  try {
    const { nodes } = parse(text, { storeLocations: true });
    return { file, nodes: nodes.map((node) => plainNode(file, node)) };
  } catch (error) {
    if (error instanceof InvalidKdlError) throw syntaxFault(file, error);
    throw error;
  }
}

/** Where something stands, with its line, for diagnostics. */
export function locationOf({ file, span, line, column }: Placed): SourceLocation {
  return { source: file.source, line, column, text: veiled(lineAround(file.text, span.start)) };
}

/**
 * A quoted KDL string. Escapes what must not stand in one (control and direction characters, KDL v2 §3.18) and line
 * ends, so that a value never leaves its line.
 */
export function kdlString(value: string): string {
  const escaped = value.replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to escape
    /["\\\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) =>
      character === '"' || character === '\\'
        ? `\\${character}`
        : `\\u{${character.charCodeAt(0).toString(16)}}`,
  );
  return `"${escaped}"`;
}

function plainNode(file: KdlFile, node: Node): KdlNode {
  const body = node.children === null ? undefined : getLocation(node.children);
  return {
    ...placeOf(file, node),
    name: node.getName(),
    arguments: node.getArgumentEntries().map(({ value }) => plainValue(file, value)),
    properties: node
      .getPropertyEntries()
      .map((entry) => ({ name: entry.getName() ?? '', value: plainValue(file, entry.value) })),
    nodes: node.children?.nodes.map((child) => plainNode(file, child)) ?? [],
    body: body && { start: body.start.offset, end: body.end.offset },
  };
}

const plainValue = (file: KdlFile, value: Value): KdlValue => ({
  ...placeOf(file, value),
  value: value.getValue(),
});

function placeOf(file: KdlFile, element: Node | Value): Placed {
  const location = getLocation(element);
  if (location === undefined) throw new Error('the KDL parser was not asked to keep locations');
  const { start, end } = location;
  return {
    file,
    span: { start: start.offset, end: end.offset },
    line: start.line,
    column: start.column,
  };
}

/** The parser's words for a keyword without its `#`, which it places behind the word. */
const bareKeyword = /^Invalid keyword "([^"]+)", add a leading #/;

function syntaxFault(file: KdlFile, error: InvalidKdlError): Diagnostic {
  const [first = error] = [...error.flat()].sort(
    (a, b) => (a.start?.offset ?? 0) - (b.start?.offset ?? 0),
  );
  const { offset, line, column } = first.start ?? { offset: 0, line: 1, column: 1 };
  const found = locationOf({ file, span: { start: offset, end: offset }, line, column });
  const isSecret = isSecretLine(lineAround(file.text, offset));
  const { what, help, back = 0 } = isSecret ? unsaid : explain(first.message, found);
  return new Diagnostic({
    code: 'zmgr::kdl::syntax',
    message: `${file.source} is no KDL: ${what}`,
    help,
    location: { ...found, column: column - back },
    ...(isSecret ? {} : { cause: error }),
  });
}

interface Explanation {
  readonly what: string;
  readonly help: string;
  /** How many characters before the parser's place it really is. */
  readonly back?: number;
}

/** Of a line whose words must not be told. */
const unsaid: Explanation = {
  what: 'a line with a password or a key is not as it should be',
  help: 'Put the value in double quotes, and nothing behind it.',
};

/** The parser's words for what people most often get wrong, and ours. */
const explanations: readonly (readonly [
  RegExp,
  { readonly what: string; readonly help: string },
])[] = [
  [
    /^Invalid node children/,
    { what: 'a block is not closed', help: 'Put the missing } at the end of the block.' },
  ],
  [
    /^Unexpected token "}"/,
    { what: 'a } closes nothing', help: 'Take it away, or open its block with {.' },
  ],
  [
    /^Strings with single quotes|^Unexpected EOF inside string/,
    { what: 'a text is not closed', help: 'Put the missing " at the end of the text.' },
  ],
];

function explain(message: string, { text = '', column = 1 }: SourceLocation): Explanation {
  const keyword = bareKeyword.exec(message)?.[1];
  if (keyword !== undefined) {
    return {
      what: `${keyword} stands without its #`,
      help: `Write #${keyword}, or "${keyword}" for the text.`,
      back: keyword.length,
    };
  }
  const bareAddress = /(?<!["\w.:])[0-9]+\.[0-9]+\.[0-9]+[^\s";{}]*/.exec(text);
  if (bareAddress !== null && /identifier/.test(message)) {
    return {
      what: 'an address stands without quotes',
      help: `Write "${bareAddress[0]}".`,
      back: column - 1 - [...text.slice(0, bareAddress.index)].length,
    };
  }
  const known = explanations.find(([pattern]) => pattern.test(message));
  if (known !== undefined) return known[1];
  if (text.trimStart().startsWith('#'))
    return { what: 'a comment begins with #', help: 'Begin comments with //.' };
  const words = message.replace(/ at (\d+:\d+|end of input)$/, '');
  return {
    what: words.charAt(0).toLowerCase() + words.slice(1),
    help: 'Put text and addresses in double quotes, and one node on a line.',
  };
}

/** The line around an offset, without its end. */
function lineAround(text: string, offset: number): string {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
}
