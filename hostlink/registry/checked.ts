/** What checks over all files of a registry have in common: what could be read, and how a fault is given its place. */
import { Diagnostic, type DiagnosticFields } from '../diagnostic.ts';
import { nearest } from '../nearest.ts';
import type { PoolFamily, Registry, RegistryFault } from './model.ts';
import { placeIn, type Sought } from './place-in.ts';

/** What could be read. A file that is broken is among the texts all the same, and says so itself. */
export type Checked = Omit<Registry, 'faults'> & {
  readonly families: readonly PoolFamily[];
  /** Only then is an address outside all pools worth a word. */
  readonly allPoolsRead: boolean;
};

/** Worth saying, with where in the file it stands; it keeps nobody from anything. */
export function warningAt(
  { texts, place }: Pick<Registry, 'texts' | 'place'>,
  path: string,
  sought: Sought,
  fields: Omit<DiagnosticFields, 'location'>,
): RegistryFault {
  const location = placeIn(`${place}/${path}`, texts.get(path) ?? '', sought);
  return {
    path,
    diagnostic: new Diagnostic({ ...fields, ...(location !== undefined && { location }) }),
    blocks: false,
  };
}

const unknownCodes = {
  template: 'zmgr::template::unknown',
  pool: 'zmgr::pool::unknown',
  publisher: 'zmgr::publisher::unknown',
} as const;

export interface Reference {
  /** Which says it. */
  readonly path: string;
  readonly node: string;
  readonly who: string;
  readonly kind: keyof typeof unknownCodes;
  readonly name: string;
}

/** A reference to a file that isn't there. */
export function* missing(checked: Checked, reference: Reference): Iterable<RegistryFault> {
  const { path, node, who, kind, name } = reference;
  const { templates, pools, publishers, texts } = checked;
  if (texts.has(`${kind}s/${name}.kdl`)) return;
  const known = { template: templates, pool: pools, publisher: publishers }[kind];
  const suggestions = nearest(name, known.keys());
  const [meant] = suggestions;
  yield warningAt(
    checked,
    path,
    { node, isMeant: (value) => value === name },
    {
      code: unknownCodes[kind],
      message: `${who} names the ${kind} "${name}", which there is not`,
      help:
        meant === undefined ? `Write ${kind}s/${name}.kdl.` : `Write "${meant}", if that is meant.`,
      suggestions,
    },
  );
}
