/**
 * Edits of one block of a file, gathered before they are made: what is added has to know what goes. They are told to
 * people by what the block says of a thing before and after.
 */
import {
  addChildren,
  type Edit,
  kdlValue,
  type NewNode,
  type NewValue,
  removeNode,
  replaceValues,
} from './edit.ts';
import type { KdlBlock, KdlNode } from './kdl.ts';
import { nodesNamed } from './kdl-read.ts';

export interface BlockEdit {
  /** In places of their own. */
  readonly edits: readonly Edit[];
  readonly gone: readonly KdlNode[];
  readonly added: readonly NewNode[];
}

export const unchanged: BlockEdit = { edits: [], gone: [], added: [] };

export const together = (parts: readonly BlockEdit[]): BlockEdit => ({
  edits: parts.flatMap(({ edits }) => edits),
  gone: parts.flatMap(({ gone }) => gone),
  added: parts.flatMap(({ added }) => added),
});

export const adding = (...added: readonly NewNode[]): BlockEdit => ({ ...unchanged, added });
export const removing = (...gone: readonly KdlNode[]): BlockEdit => ({ ...unchanged, gone });

/** One node with these values, which may be there already; no values take it away. */
export function saying(block: KdlBlock, name: string, values: readonly NewValue[]): BlockEdit {
  const [node] = nodesNamed(block, name);
  if (node === undefined)
    return values.length === 0 ? unchanged : adding({ text: nodeText(name, values) });
  if (values.length === 0) return removing(node);
  const isSame =
    node.arguments.length === values.length &&
    node.arguments.every(({ value }, at) => value === values[at]);
  return isSame ? unchanged : { ...unchanged, edits: [replaceValues(node, values)] };
}

export const nodeText = (name: string, values: readonly NewValue[]): string =>
  [name, ...values.map(kdlValue)].join(' ');

export const editsOf = (block: KdlNode, { edits, gone, added }: BlockEdit): readonly Edit[] => [
  ...edits,
  ...gone.map(removeNode),
  ...(added.length === 0 ? [] : [addChildren(block, added, gone)]),
];

/** What a file says of a thing, before and after; nothing where it does not speak of it. */
export interface FileChange {
  readonly name: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export interface FileEdits {
  readonly edits: readonly Edit[];
  readonly changes: readonly FileChange[];
}

export const change = (
  name: string,
  from: readonly string[],
  to: readonly string[],
): readonly FileChange[] =>
  from.length === to.length && from.every((word, at) => word === to[at])
    ? []
    : [{ name, from, to }];
