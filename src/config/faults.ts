/** Collects what is wrong while the rest is still read: a person mends a file once, not once for each fault. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { KdlBlock, KdlNode } from '../../hostlink/registry/kdl.ts';
import {
  nodesNamed,
  refuseUnknown,
  refuseUnknownProperties,
} from '../../hostlink/registry/kdl-read.ts';

export interface Faults {
  readonly all: readonly Diagnostic[];
  readonly add: (fault: Diagnostic) => void;
  /** The value, or undefined where reading it threw a diagnostic, which is kept. */
  readonly attempt: <T>(read: () => T) => T | undefined;
}

export function collectFaults(): Faults {
  const all: Diagnostic[] = [];
  return {
    all,
    add: (fault) => all.push(fault),
    attempt: (read) => {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof Diagnostic)) throw error;
        all.push(error);
        return undefined;
      }
    },
  };
}

/** Every node of a block that is not among the names, each with the nearest ones. `unsaid` are legal and not offered. */
export function reportUnknown(
  faults: Faults,
  block: KdlBlock,
  known: readonly string[],
  unsaid: readonly string[] = [],
): void {
  for (const node of block.nodes) {
    if (unsaid.includes(node.name)) continue;
    faults.attempt(() => refuseUnknown({ file: block.file, nodes: [node] }, known));
  }
}

/** The same for the properties of a node. */
export function reportUnknownProperties(
  faults: Faults,
  node: KdlNode,
  known: readonly string[],
): void {
  for (const property of node.properties) {
    faults.attempt(() => refuseUnknownProperties({ ...node, properties: [property] }, known));
  }
}

/** All nodes of a name, for things that may be listed: `users "U01"` and another `users` line. */
export const readAll = <T>(
  faults: Faults,
  block: KdlBlock,
  name: string,
  read: (node: KdlNode) => readonly T[],
): readonly T[] =>
  nodesNamed(block, name).flatMap((node) => faults.attempt(() => read(node)) ?? []);
