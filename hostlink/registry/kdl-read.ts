/**
 * Reading KDL with types, for the registry's files and for the bot's own configuration: a child by its name, its
 * argument by a reader. Every refusal has its place, the line itself, and what to write.
 */
import { Diagnostic, type DiagnosticFields } from '../diagnostic.ts';
import { isLikelySlip, nearest } from '../nearest.ts';
import { type KdlBlock, type KdlNode, type KdlValue, locationOf, type Placed } from './kdl.ts';

/** From a value in a file to what it means. @throws Diagnostic with the value's place. */
export type Reader<T> = (value: KdlValue) => T;

/** A diagnostic about something that stands in a file. */
export const faultAt = (place: Placed, fields: Omit<DiagnosticFields, 'location'>): Diagnostic =>
  new Diagnostic({ ...fields, location: locationOf(place) });

export const text: Reader<string> = (value) =>
  typeof value.value === 'string' ? value.value : refuse(value, 'a text', 'Put it in quotes.');

export const number: Reader<number> = (value) =>
  typeof value.value === 'number' ? value.value : refuse(value, 'a number', 'Write it bare: 600.');

export const wholeNumber: Reader<number> = (value) =>
  Number.isSafeInteger(value.value) && number(value) >= 0
    ? number(value)
    : refuse(value, 'a whole number', 'Write it bare: 600.');

export const flag: Reader<boolean> = (value) =>
  typeof value.value === 'boolean'
    ? value.value
    : refuse(value, 'a flag', 'Write #true or #false.');

/** A text that a parser of ours understands; its diagnostic gets the place. */
export const parsed =
  <T>(parse: (text: string) => T): Reader<T> =>
  (value) => {
    const word = text(value);
    try {
      return parse(word);
    } catch (error) {
      throw error instanceof Diagnostic ? placed(error, value) : error;
    }
  };

/** One of some words. */
export const oneOf =
  <const W extends string>(...words: readonly W[]): Reader<W> =>
  (value) => {
    const word = text(value);
    return (
      words.find((known) => known === word) ??
      refuse(value, `one of ${words.join(', ')}`, `Write one of: ${words.map(quoted).join(', ')}.`)
    );
  };

export const nodesNamed = (block: KdlBlock, name: string): readonly KdlNode[] =>
  block.nodes.filter((node) => node.name === name);

/** @throws Diagnostic `zmgr::kdl::duplicate` where there is more than one: which is meant can't be told. */
export function optionalNode(block: KdlBlock, name: string): KdlNode | undefined {
  const [first, second] = nodesNamed(block, name);
  if (first !== undefined && second !== undefined) {
    throw faultAt(second, {
      code: 'zmgr::kdl::duplicate',
      message: `"${name}" stands here a second time, after line ${first.line}`,
      help: 'Keep one of the two; put /- before the other to keep it as a comment.',
    });
  }
  return first;
}

/** @throws Diagnostic `zmgr::kdl::missing`, `zmgr::kdl::duplicate` */
export function requiredNode(block: KdlBlock, name: string): KdlNode {
  const node = optionalNode(block, name);
  if (node !== undefined) return node;
  const [meant] = nearest(
    name,
    block.nodes.map((other) => other.name),
  );
  const slip = block.nodes.find((other) => other.name === meant);
  throw faultAt(slip ?? placeOfBlock(block), {
    code: 'zmgr::kdl::missing',
    message: `"${name}" is missing${slip === undefined ? '' : `, and "${meant}" stands here`}`,
    help: slip === undefined ? `Add ${name} and its value.` : `Write ${name} instead of ${meant}.`,
  });
}

/** The one argument of the one child of that name. */
export function optional<T>(block: KdlBlock, name: string, read: Reader<T>): T | undefined {
  const node = optionalNode(block, name);
  return node && argument(node, read);
}

/** @throws Diagnostic `zmgr::kdl::missing` and what the reader throws */
export const required = <T>(block: KdlBlock, name: string, read: Reader<T>): T =>
  argument(requiredNode(block, name), read);

/** @throws Diagnostic `zmgr::kdl::arguments` unless there is exactly one: a second one must not be lost silently. */
export function argument<T>(node: KdlNode, read: Reader<T>): T {
  const [first, second] = node.arguments;
  if (first === undefined || second !== undefined) {
    throw faultAt(second ?? node, {
      code: 'zmgr::kdl::arguments',
      message: `"${node.name}" takes one value and has ${node.arguments.length}`,
      help: first === undefined ? `Write ${node.name} and a value behind it.` : 'Keep one of them.',
    });
  }
  return read(first);
}

/** @throws Diagnostic `zmgr::kdl::arguments` when there is none */
export function argumentsOf<T>(node: KdlNode, read: Reader<T>): readonly T[] {
  if (node.arguments.length === 0) {
    throw faultAt(node, {
      code: 'zmgr::kdl::arguments',
      message: `"${node.name}" takes one or more values and has none`,
      help: `Write ${node.name} and the values behind it.`,
    });
  }
  return node.arguments.map(read);
}

/** @throws Diagnostic `zmgr::kdl::duplicate` where the property is given twice */
export function property<T>(node: KdlNode, name: string, read: Reader<T>): T | undefined {
  const [first, second] = node.properties.filter((other) => other.name === name);
  if (second !== undefined) {
    throw faultAt(second.value, {
      code: 'zmgr::kdl::duplicate',
      message: `"${name}=" stands twice on "${node.name}"`,
      help: 'Keep one of the two.',
    });
  }
  return first && read(first.value);
}

/**
 * What a block holds that is not among the names: for files where nothing is kept that is not understood.
 * @throws Diagnostic `zmgr::kdl::unknown` with the nearest names
 */
export function refuseUnknown(block: KdlBlock, known: readonly string[]): void {
  const stranger = block.nodes.find((node) => !known.includes(node.name));
  if (stranger !== undefined) throw unknownNode(stranger, known);
}

/** The same for the properties of a node. */
export function refuseUnknownProperties(node: KdlNode, known: readonly string[]): void {
  const stranger = node.properties.find(({ name }) => !known.includes(name));
  if (stranger !== undefined) {
    const suggestions = nearest(stranger.name, known);
    throw faultAt(stranger.value, {
      code: 'zmgr::kdl::unknown',
      message: `"${stranger.name}=" is no property of "${node.name}"`,
      help: helpOf(suggestions, known),
      suggestions,
    });
  }
}

/**
 * Nodes that are kept and mean nothing to us, but look like a slip: a `reserv` must not give out the address that it
 * was to keep back. For files in which unknown nodes are allowed.
 */
export const likelySlips = (block: KdlBlock, known: readonly string[]): readonly Diagnostic[] =>
  block.nodes
    .filter(
      (node) => !known.includes(node.name) && known.some((name) => isLikelySlip(node.name, name)),
    )
    .map((node) => unknownNode(node, known));

function unknownNode(node: KdlNode, known: readonly string[]): Diagnostic {
  const suggestions = nearest(node.name, known);
  return faultAt(node, {
    code: 'zmgr::kdl::unknown',
    message: `"${node.name}" means nothing here`,
    help: helpOf(suggestions, known),
    suggestions,
  });
}

const helpOf = (suggestions: readonly string[], known: readonly string[]): string =>
  suggestions.length > 0
    ? `Did you mean ${suggestions.join(' or ')}?`
    : `What may stand here: ${known.join(', ')}.`;

function refuse(value: KdlValue, wanted: string, help: string): never {
  const found = typeof value.value === 'string' ? quoted(value.value) : `#${String(value.value)}`;
  throw faultAt(value, {
    code: 'zmgr::kdl::type',
    message: `${typeof value.value === 'number' ? value.value : found} stands where ${wanted} is meant`,
    help,
  });
}

const placed = (error: Diagnostic, place: Placed): Diagnostic =>
  error.location === undefined
    ? new Diagnostic({
        code: error.code,
        message: error.message,
        ...(error.help === undefined ? {} : { help: error.help }),
        location: locationOf(place),
        suggestions: error.suggestions,
        cause: error.cause,
      })
    : error;

const quoted = (word: string): string => `"${word.slice(0, 80)}"`;

/** Where a block begins: its node, or the top of the file. */
const placeOfBlock = (block: KdlBlock & Partial<Placed>): Placed => ({
  file: block.file,
  span: block.span ?? { start: 0, end: 0 },
  line: block.line ?? 1,
  column: block.column ?? 1,
});
