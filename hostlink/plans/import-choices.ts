/** Zones without an entry that get none yet, in groups that are decided alike, and what to type to decide. */
import { someOf } from '../some-of.ts';

export interface Open {
  readonly zone: string;
  readonly because: string;
  /** Of one that waits for a choice. */
  readonly fit?: 'several' | 'none';
  readonly candidates?: readonly string[];
  readonly addresses?: readonly string[];
}

export interface Group {
  readonly because: string;
  readonly members: readonly Open[];
}

/** Names in a group. */
const mostNamed = 8;
/** Zones of which each can have a template of its own in one line, and in one form. */
const mostByName = 15;

/**
 * Those that have one reason, and can be decided by one word; in the order in which they come. Where nothing fits, each has
 * to be decided by itself.
 */
export function groupsOf(open: readonly Open[]): readonly Group[] {
  const groups = new Map<string, Group & { readonly members: Open[] }>();
  for (const one of open) {
    const { zone, because, fit } = one;
    const key = fit === 'none' ? `${because}\0${zone}` : because;
    const group = groups.get(key) ?? { because, members: [] };
    group.members.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Without `/zone`: of one zone what it is to be, of several what each is to be, the best first; of very many the word that
 * decides between templates that fit them all.
 */
export function choiceOf(open: readonly Open[], host: string): string {
  const [first] = open;
  const best = ({ candidates: [name] = [] }: Open): string => name ?? '-';
  if (first === undefined) return `import host=${host}`;
  if (open.length === 1) {
    const [template] = first.candidates ?? [];
    return `import ${host}/${first.zone}${template === undefined ? '' : ` template=${template}`}`;
  }
  return open.length > mostByName
    ? `import host=${host} template=${best(first)}`
    : `import host=${host} as=${open.map((one) => `${one.zone}:${best(one)}`).join(',')}`;
}

/** Where several groups wait, all of them at once; undefined where one choice is all there is, or they are too many. */
export const choiceOfAll = (groups: readonly Group[], host: string): string | undefined => {
  const open = groups.flatMap(({ members }) => members);
  return groups.length > 1 && open.length <= mostByName ? choiceOf(open, host) : undefined;
};

/** `web2 (10.1.0.13), web3 and 4 more` */
export const named = (zones: readonly Pick<Open, 'zone' | 'addresses'>[]): string =>
  someOf(
    zones.map(({ zone, addresses = [] }) =>
      addresses.length === 0 ? zone : `${zone} (${addresses.join(', ')})`,
    ),
    mostNamed,
  );
