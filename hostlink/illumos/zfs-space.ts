/** zfs(8): how much space datasets have, and their snapshots. -H separates by tabs, -p prints bytes and seconds. */
import type { SourceLocation } from '../diagnostic.ts';
import type { AbsolutePath } from '../names/absolute-path.ts';
import { commandFact } from '../observe/define-fact.ts';
import type { Fact } from '../observe/fact.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';
import { command } from '../shell/command.ts';

export interface DatasetSpace {
  readonly name: string;
  /** Bytes, with all below it and its snapshots. */
  readonly used: number;
  /** Bytes that may still be written there: by quota, or by what the pool has. */
  readonly available: number;
  /** `/zones`, or `legacy`, `none`. */
  readonly mountpoint: string;
}

/** File systems near the top of all pools: where zones lie is rarely deeper, and what is in them is not asked for. */
export const topSpaces = commandFact({
  name: 'zfs list of sizes',
  command: command(
    'zfs',
    'list',
    '-Hp',
    '-d',
    '2',
    '-t',
    'filesystem',
    '-o',
    'name,used,avail,mountpoint',
  ),
  parse: parseSpaces,
});

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseSpaces(stdout: string, source: string): readonly DatasetSpace[] {
  return linesOf(stdout, source).map((where) => {
    const [name = '', used = '', available = '', mountpoint, ...more] = where.text.split('\t');
    if (name === '' || mountpoint === undefined || more.length > 0)
      throw notUnderstood(where, 'is no dataset with its sizes');
    return { name, used: bytes(used, where), available: bytes(available, where), mountpoint };
  });
}

/** The file system that a path lies on: the one with the longest mount point above it. */
export function spaceFor(spaces: readonly DatasetSpace[], path: string): DatasetSpace | undefined {
  const above = spaces.filter(
    ({ mountpoint }) =>
      mountpoint === path || path.startsWith(mountpoint === '/' ? '/' : `${mountpoint}/`),
  );
  return above.toSorted((one, other) => other.mountpoint.length - one.mountpoint.length)[0];
}

export interface Snapshot {
  /** What stands behind the `@`; the same name on several datasets below is one snapshot, taken with -r. */
  readonly name: string;
  readonly createdAt: Date;
}

/** What lies at a zonepath. `shared`: a directory of a dataset that is not the zone's own. */
export type ZoneDataset =
  | {
      readonly kind: 'own';
      readonly dataset: DatasetSpace;
      /** Of it and all below it, the oldest first. */
      readonly snapshots: readonly Snapshot[];
    }
  | { readonly kind: 'shared'; readonly dataset: string };

/** A path may be named for the dataset that is mounted there: zfs_path_to_zhandle() in libzfs. */
export const datasetAt = (path: AbsolutePath): Fact<ZoneDataset> =>
  commandFact({
    name: `zfs list ${path}`,
    command: command(
      'zfs',
      'list',
      '-Hp',
      '-r',
      '-t',
      'filesystem,snapshot',
      '-o',
      'name,used,avail,mountpoint,creation',
      path,
    ),
    parse: (stdout, source) => parseZoneDataset(stdout, source, path),
  });

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseZoneDataset(stdout: string, source: string, path: string): ZoneDataset {
  const rows = linesOf(stdout, source).map((where) => {
    const fields = where.text.split('\t');
    const [name = '', used = '', available = '', mountpoint = '', creation = ''] = fields;
    if (fields.length !== 5 || name === '' || !/^[0-9]+$/.test(creation))
      throw notUnderstood(where, 'is no dataset with its sizes');
    return { name, used, available, mountpoint, createdAt: Number(creation) * 1000, where };
  });
  const [first] = rows;
  if (first === undefined)
    throw notUnderstood({ source, line: 1, text: '' }, 'names no dataset at all');
  const { name, mountpoint, where } = first;
  if (mountpoint !== path) return { kind: 'shared', dataset: name };
  const snapshots = new Map<string, number>();
  for (const row of rows) {
    const [, snapshot] = row.name.split('@');
    if (snapshot === undefined) continue;
    snapshots.set(snapshot, Math.max(snapshots.get(snapshot) ?? 0, row.createdAt));
  }
  return {
    kind: 'own',
    dataset: {
      name,
      used: bytes(first.used, where),
      available: bytes(first.available, where),
      mountpoint,
    },
    snapshots: [...snapshots]
      .toSorted(([, one], [, other]) => one - other)
      .map(([snapshot, createdAt]) => ({ name: snapshot, createdAt: new Date(createdAt) })),
  };
}

function bytes(text: string, where: SourceLocation): number {
  if (!/^[0-9]+$/.test(text)) throw notUnderstood(where, `has "${text}" for a size`);
  return Number(text);
}
