/**
 * What ZFS keeps for one zone: the dataset that its zonepath lies on, what is below, and which snapshots somebody holds
 * or has cloned. `-H` separates by tabs, `-p` prints bytes.
 */
import type { DatasetName } from '../names/dataset-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { commandFact } from '../observe/define-fact.ts';
import type { Fact } from '../observe/fact.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';
import { type Command, command } from '../shell/command.ts';
import { noSuchZone } from './zoneadm.ts';
import { zonepathOf } from './zonecfg.ts';

export interface SnapshotTies {
  readonly dataset: string;
  /** Behind the `@`. */
  readonly name: string;
  /** How many hold it (zfs hold): while one does it can't be destroyed. */
  readonly holds: number;
  /** Datasets that were cloned from it. */
  readonly clones: readonly string[];
}

export interface ZoneDatasets {
  readonly dataset: string;
  /** The zonepath, where the dataset is the zone's own; else the zonepath is a directory in somebody else's. */
  readonly mountpoint: string;
  /** Bytes, with all below it and all snapshots. */
  readonly used: number;
  /** File systems and volumes below it, with what each uses in the same way. */
  readonly below: readonly { readonly dataset: string; readonly used: number }[];
  /** Of it and all below it. */
  readonly snapshots: readonly SnapshotTies[];
}

/** Undefined where nothing lies at the zonepath yet, or there is no such zone. */
export const zoneDatasets = (zone: ZoneName): Fact<ZoneDatasets | undefined> =>
  commandFact<ZoneDatasets | undefined>({
    name: `zfs list of ${zone}`,
    command: command(
      'zfs',
      'list',
      '-Hp',
      '-r',
      '-t',
      'filesystem,volume,snapshot',
      '-o',
      'name,used,mountpoint,userrefs,clones',
    ),
    argument: zonepathOf(zone),
    parse: parseZoneDatasets,
    refusals: [
      [noSuchZone, undefined],
      // Of stat(2), for a zonepath that is not there: zfs_path_to_zhandle() in libzfs.
      ['No such file or directory', undefined],
    ],
  });

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseZoneDatasets(stdout: string, source: string): ZoneDatasets {
  const rows = linesOf(stdout, source).map((where) => {
    const fields = where.text.split('\t');
    const [name = '', used = '', mountpoint = '', holds = '', clones = ''] = fields;
    if (fields.length !== 5 || !/^[A-Za-z][^#]*$/.test(name) || !/^[0-9]+$/.test(used))
      throw notUnderstood(where, 'is no dataset with its size and its ties');
    const [dataset = '', snapshot] = name.split('@');
    if (snapshot !== undefined && !/^[0-9]+$/.test(holds))
      throw notUnderstood(where, `has "${holds}" for a number of holds`);
    return { dataset, snapshot, used: Number(used), mountpoint, holds: Number(holds), clones };
  });
  const [first] = rows;
  if (first === undefined)
    throw notUnderstood({ source, line: 1, text: '' }, 'names no dataset at all');
  const { dataset, mountpoint, used } = first;
  return {
    dataset,
    mountpoint,
    used,
    below: rows
      .filter((row) => row.snapshot === undefined && row !== first)
      .map((row) => ({ dataset: row.dataset, used: row.used })),
    snapshots: rows.flatMap((row) =>
      row.snapshot === undefined
        ? []
        : [
            {
              dataset: row.dataset,
              name: row.snapshot,
              holds: row.holds,
              clones: listOf(row.clones),
            },
          ],
    ),
  };
}

/** `-`, or nothing, where there are none. */
const listOf = (text: string): readonly string[] =>
  text.split(',').filter((name) => name !== '' && name !== '-');

/** For a guard: a line a snapshot, holds and clones, as tiesLines has them. */
export const tiesOf = (dataset: DatasetName): Command =>
  command('zfs', 'list', '-Hp', '-r', '-t', 'snapshot', '-o', 'userrefs,clones', dataset);

/** All lines that tiesOf prints while there are no other holds and clones than these. */
export const tiesLines = (
  snapshots: readonly Pick<SnapshotTies, 'holds' | 'clones'>[],
): string[] => [
  ...new Set([
    '0\t',
    '0\t-',
    ...snapshots.map(({ holds, clones }) => `${holds}\t${clones.join(',')}`),
  ]),
];
