/**
 * The codes of diagnostics as they stand in the product's source, by its syntax tree: where each comes from, and how its
 * message reads there. A code that is only compared with, or only stands in a comment, comes from nowhere.
 * swc parses, since TypeScript 7 has no parser to call.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

export interface CodeInSource {
  readonly code: string;
  /** Paths from the root of the project, sorted. */
  readonly files: readonly string[];
  /** Its messages, `…` for what is filled in; none where a message is put together elsewhere. */
  readonly messages: readonly string[];
}

interface Mention {
  readonly code: string;
  readonly file: string;
  readonly messages: readonly string[];
}

/** The playground has codes of its own, which no user of a real installation meets. */
const productFolders = ['hostlink', 'commands', 'src'];

/** The catalogue repeats every code. */
const catalogueFolder = 'commands/diagnostics/';

/**
 * All codes of the product, sorted.
 * @param root directory of the project
 * @throws Error for a code that is put together from parts: nobody who searches for it could find it.
 */
export function codesOfProduct(root: string): readonly CodeInSource[] {
  const files = productFolders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path}`,
      ),
    )
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .filter((path) => !path.startsWith(catalogueFolder))
    .sort(inAlphabet);
  return gathered(
    files.flatMap((file) => codesInText(file, readFileSync(join(root, file), 'utf8'))),
  );
}

const inAlphabet = (one: string, other: string): number => (one < other ? -1 : 1);

/** @throws Error as codesOfProduct does. */
export function codesInText(file: string, text: string): readonly Mention[] {
  const found: Mention[] = [];
  const tree: unknown = parseSync(text, { syntax: 'typescript', target: 'es2022' });
  if (isTree(tree)) visit(tree, file, [], found);
  return found;
}

function gathered(mentions: readonly Mention[]): readonly CodeInSource[] {
  return [...new Set(mentions.map(({ code }) => code))].sort(inAlphabet).map((code) => {
    const own = mentions.filter((mention) => mention.code === code);
    return {
      code,
      files: [...new Set(own.map(({ file }) => file))],
      messages: [...new Set(own.flatMap(({ messages }) => messages))],
    };
  });
}

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
const trees = (value: unknown): readonly Tree[] =>
  Array.isArray(value) ? value.filter(isTree) : [];

/** @param messages of the object that the node stands in. */
function visit(node: Tree, file: string, messages: readonly string[], found: Mention[]): void {
  const texts = textsOf(node).filter((text) => text.startsWith('zmgr::'));
  for (const code of texts) {
    if (code.includes('…'))
      throw new Error(`${file} puts the code ${code} together; write it whole`);
    found.push({ code, file, messages });
  }
  if (isQuestion(node)) return;
  const around = node.type === 'ObjectExpression' ? messagesOf(node) : messages;
  for (const child of Object.values(node)) {
    if (Array.isArray(child)) for (const one of trees(child)) visit(one, file, around, found);
    else if (isTree(child)) visit(child, file, around, found);
  }
}

/** `code === 'zmgr::…'`, `code.startsWith('zmgr::…')`, a list of codes: asks for a code and makes none. */
function isQuestion({ type, operator, callee, elements }: Tree): boolean {
  if (type === 'ArrayExpression')
    return trees(elements).some(
      ({ expression }) => isTree(expression) && expression.type === 'StringLiteral',
    );
  if (type === 'BinaryExpression')
    return typeof operator === 'string' && /^[!=]==?$/.test(operator);
  return (
    type === 'CallExpression' &&
    isTree(callee) &&
    isTree(callee.property) &&
    callee.property.value === 'startsWith'
  );
}

function messagesOf({ properties }: Tree): readonly string[] {
  const message = trees(properties).find(({ key }) => isTree(key) && key.value === 'message');
  return message !== undefined && isTree(message.value) ? sentencesOf(message.value) : [];
}

/** A text, or those of a choice between texts. */
function sentencesOf(node: Tree): readonly string[] {
  const branches = [node.consequent, node.alternate].filter(isTree);
  return node.type === 'ConditionalExpression' ? branches.flatMap(sentencesOf) : textsOf(node);
}

/** The text of a literal, `…` for what is filled in; none for other nodes, and for types. */
function textsOf({ type, value, quasis, expressions }: Tree): readonly string[] {
  if (type === 'StringLiteral' && typeof value === 'string') return [value];
  if (type !== 'TemplateLiteral' || !Array.isArray(expressions)) return [];
  return [
    trees(quasis)
      .map(({ cooked }) => String(cooked))
      .join('…'),
  ];
}
