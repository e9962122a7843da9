/**
 * Edits of KDL files that people also edit. An edit replaces one span of the text, so that comments, order, spacing
 * and line ends outside of it stay byte for byte, whatever they are.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { KdlFile, KdlNode, KdlValue, Span } from './kdl.ts';
import { kdlString, parseKdl } from './kdl.ts';

export interface Edit extends Span {
  readonly text: string;
}

/** What a value becomes; numbers and flags bare, as KDL v2 writes them. */
export type NewValue = string | number | boolean;

export const kdlValue = (value: NewValue): string =>
  typeof value === 'string'
    ? kdlString(value)
    : typeof value === 'number'
      ? `${value}`
      : `#${value}`;

/** Another value in the place of one. */
export const replaceValue = ({ span }: KdlValue, value: NewValue): Edit => ({
  ...span,
  text: kdlValue(value),
});

/** A node to be added: its name and values, and the nodes in its block where it has one. */
export interface NewNode {
  readonly text: string;
  readonly nodes?: readonly string[];
}

/** A new last child, on a line of its own where the parent is spread over lines. @param text one node, without its line end */
export const addChild = (parent: KdlNode, text: string): Edit => addChildren(parent, [{ text }]);

/**
 * New last children, in their order.
 * @param nodes at least one
 * @param gone children that are taken away by other edits, beside which nothing may be put
 */
export function addChildren(
  parent: KdlNode,
  nodes: readonly NewNode[],
  gone: readonly KdlNode[] = [],
): Edit {
  const source = parent.file.text;
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const indent = indentAt(source, parent.span.start);
  const { body } = parent;
  const onLines = (own: string): string =>
    nodes.map((node) => nodeLines(node, own).join(newline)).join(newline);
  if (body === undefined) {
    const end =
      parent.span.start + source.slice(parent.span.start, parent.span.end).trimEnd().length;
    const lines = onLines(`${indent}    `);
    return { start: end, end, text: ` {${newline}${lines}${newline}${indent}}` };
  }
  const inside = source.slice(body.start, body.end);
  const lineStart = body.start + inside.lastIndexOf('\n') + 1;
  const isSpread = inside.includes('\n') && source.slice(lineStart, body.end).trim() === '';
  if (isSpread) {
    const beside = parent.nodes.at(-1);
    const own = beside === undefined ? `${indent}    ` : indentAt(source, beside.span.start);
    return { start: lineStart, end: lineStart, text: `${onLines(own)}${newline}` };
  }
  const text = nodes.map(inOneLine).join('; ');
  const last = parent.nodes.findLast((node) => !gone.includes(node));
  // Behind a lone comment or slashdash it might become part of that.
  if (last === undefined) {
    const isEmpty = inside.trim() === '';
    const end = isEmpty ? body.end : body.start;
    return {
      start: end,
      end,
      text: isEmpty && inside !== '' ? `${text} ` : ` ${text}${isEmpty ? ' ' : ';'}`,
    };
  }
  const isLast = last === parent.nodes.at(-1);
  const end = isLast
    ? body.start + inside.trimEnd().length
    : last.span.start + source.slice(last.span.start, last.span.end).trimEnd().length;
  const separator = isLast && inside.trimEnd().endsWith(';') ? '' : ';';
  return { start: end, end, text: `${separator} ${text}${end === body.end ? ' ' : ''}` };
}

const nodeLines = ({ text, nodes }: NewNode, indent: string): readonly string[] =>
  nodes === undefined
    ? [`${indent}${text}`]
    : [`${indent}${text} {`, ...nodes.map((node) => `${indent}    ${node}`), `${indent}}`];

export const inOneLine = ({ text, nodes }: NewNode): string =>
  nodes === undefined ? text : `${text} { ${nodes.join('; ')} }`;

/** Other values in the place of all that a node has. */
export function replaceValues(node: KdlNode, values: readonly NewValue[]): Edit {
  const text = values.map(kdlValue).join(' ');
  const [first, last] = [node.arguments[0], node.arguments.at(-1)];
  return first === undefined || last === undefined
    ? replaceNode(node, `${node.name} ${text}`)
    : { start: first.span.start, end: last.span.end, text };
}

/** Another node in the place of one. */
export const replaceNode = ({ file, span: { start, end } }: KdlNode, text: string): Edit => ({
  start,
  end: start + file.text.slice(start, end).trimEnd().length,
  text,
});

/** Takes a node away, and its line where it has one for itself. A `//` comment beside it stays. */
export function removeNode({ file: { text }, span }: KdlNode): Edit {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const nodeEnd = span.start + text.slice(span.start, span.end).trimEnd().length;
  const [, terminator = '', blank = '', newline = ''] =
    /^([ \t]*;)?([ \t]*)(\r?\n|$)?/.exec(text.slice(nodeEnd)) ?? [];
  const end = nodeEnd + terminator.length + blank.length;
  const isAlone = text.slice(lineStart, span.start).trim() === '';
  const endsLine = newline !== '' || end === text.length;
  return isAlone && endsLine
    ? { start: lineStart, end: end + newline.length, text: '' }
    : { start: span.start, end, text: '' };
}

/**
 * The file's text after some edits.
 * @throws Diagnostic `zmgr::kdl::edit` where edits overlap, or would leave a text that is no KDL: nothing is written then
 */
export function edited({ source, text }: KdlFile, edits: readonly Edit[]): string {
  const inOrder = [...edits].sort((one, other) => one.start - other.start || one.end - other.end);
  let result = '';
  let at = 0;
  for (const edit of inOrder) {
    if (edit.start < at) throw cannotEdit(source, undefined);
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  result += text.slice(at);
  try {
    parseKdl(source, result);
  } catch (error) {
    throw cannotEdit(source, error);
  }
  return result;
}

const cannotEdit = (source: string, cause: unknown): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::kdl::edit',
    message: `${source} can't be edited without touching what stands around the place`,
    help: 'Put each node on a line of its own, and ask again.',
    cause,
  });

/** The white space that the line around an offset begins with. */
const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
