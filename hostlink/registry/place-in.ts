/**
 * Where in a file of a registry something stands, for what is found out only once all files were read: a value by the
 * node that it belongs to. Read anew from the text, since nothing needs the place of what is right.
 */
import { Diagnostic, type SourceLocation } from '../diagnostic.ts';
import { type KdlNode, locationOf, type Placed, parseKdl } from './kdl.ts';

/** What is looked for: the last value of nodes of this name that is meant, at whatever depth. */
export interface Sought {
  readonly node: string;
  /** Left out, the first node of that name is the place. */
  readonly isMeant?: (value: string) => boolean;
}

/** Undefined where the file does not say it: a default is to blame, or the file can't be understood. */
export function placeIn(
  source: string,
  text: string,
  { node: name, isMeant }: Sought,
): SourceLocation | undefined {
  try {
    const nodes = parseKdl(source, text).nodes.flatMap(withAllInside);
    const named = nodes.filter((node) => node.name === name);
    const meant = named
      .flatMap((node): readonly Placed[] =>
        node.arguments.filter(({ value }) => typeof value === 'string' && isMeant?.(value)),
      )
      .at(-1);
    const place = meant ?? named[0];
    return place && locationOf(place);
  } catch (error) {
    if (error instanceof Diagnostic) return undefined;
    throw error;
  }
}

const withAllInside = (node: KdlNode): readonly KdlNode[] => [
  node,
  ...node.nodes.flatMap(withAllInside),
];
