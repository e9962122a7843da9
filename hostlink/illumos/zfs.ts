/** zfs(8): which file systems there are, and where they are mounted. */
import type { DatasetName } from '../names/dataset-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { commandFact } from '../observe/define-fact.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';
import { type Command, command, privileged } from '../shell/command.ts';

export interface FileSystem {
  /** As printed: a name that we would not give is no reason to understand nothing. */
  readonly name: string;
  /** Absent for `none`, `legacy` and `-`: somebody else says where such a one is mounted, if it is. */
  readonly mountpoint?: string;
  readonly mounted: boolean;
}

/** All file systems of all zpools; snapshots and volumes are not among them. */
export const fileSystemList = commandFact({
  name: 'zfs list',
  command: command('zfs', 'list', '-H', '-t', 'filesystem', '-o', 'name,mountpoint,mounted'),
  parse: parseFileSystems,
});

/**
 * `zfs list -H`: fields between tabs.
 * @throws Diagnostic `zmgr::host::not-understood`
 */
export function parseFileSystems(stdout: string, source: string): readonly FileSystem[] {
  return linesOf(stdout, source).map((where) => {
    const fields = where.text.split('\t');
    const [name = '', mountpoint = '', mounted] = fields;
    if (fields.length !== 3) throw notUnderstood(where, `has ${fields.length} fields, not 3`);
    if (!/^(\/.*|none|legacy|-)$/.test(mountpoint))
      throw notUnderstood(where, 'has no mountpoint in its second field');
    if (mounted !== 'yes' && mounted !== 'no' && mounted !== '-')
      throw notUnderstood(where, `is mounted "${mounted}"`);
    if (!/^[A-Za-z][^@#]*$/.test(name))
      throw notUnderstood(where, 'begins with no name of a dataset');
    return {
      name,
      ...(mountpoint.startsWith('/') ? { mountpoint } : {}),
      mounted: mounted === 'yes',
    };
  });
}

/** What zfs says of a dataset that is not there. */
export const noSuchDataset = 'dataset does not exist';

/** For a check: prints mountLine where it is mounted. */
export const mountOf = (dataset: DatasetName): Command =>
  command('zfs', 'list', '-H', '-o', 'mountpoint,mounted', dataset);

export const mountLine = (mountpoint: string): string => `${mountpoint}\tyes`;

/** File systems by name, with whether they say themselves where they are mounted. */
export const ownMountpoints = commandFact<ReadonlyMap<string, boolean>>({
  name: 'zfs get mountpoint',
  command: command('zfs', 'get', '-H', '-t', 'filesystem', '-o', 'name,value,source', 'mountpoint'),
  parse: (stdout, source) =>
    new Map(
      linesOf(stdout, source).map((where): [string, boolean] => {
        const fields = where.text.split('\t');
        const [name = '', , from = ''] = fields;
        if (fields.length !== 3 || !/^[A-Za-z][^@#]*$/.test(name))
          throw notUnderstood(where, 'is no dataset, value and source');
        return [name, !/^(inherited from |default)/.test(from)];
      }),
    ),
});

/** A dataset that was made for a zone says so. A user property has a colon in its name. */
const zoneProperty = 'zonebot:zone';

/** For a check: prints the zone that the dataset was made for, `-` for any other dataset. */
export const zoneOfDataset = (dataset: DatasetName): Command =>
  command('zfs', 'list', '-H', '-o', zoneProperty, dataset);

/**
 * For a zone to look after. zoneadm takes none that inherits its mountpoint (verify_datasets() in its zfs.c), and where
 * it is mounted is the zone's to say.
 */
export const createZoneDataset = (
  dataset: DatasetName,
  zone: ZoneName,
  quota: number | undefined,
): Command =>
  privileged(
    'zfs',
    'create',
    ...['-o', 'mountpoint=none', '-o', `${zoneProperty}=${zone}`],
    ...(quota === undefined ? [] : ['-o', `quota=${quota}`]),
    dataset,
  );

/** Only one with nothing below it, and no snapshots. */
export const destroyDataset = (dataset: DatasetName): Command =>
  privileged('zfs', 'destroy', dataset);
