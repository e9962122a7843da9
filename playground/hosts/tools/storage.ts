/** zfs(8) and zpool(8): what there is, and a dataset more or less. What changes one is in storage-change.ts. */
import type { ToolCall } from '../calls/call.ts';
import { type Dataset, findDataset, type Machine, type Snapshot } from '../model/machine.ts';
import { parseOptions } from './options.ts';
import { notModelled } from './refusals.ts';
import { createDataset, destroyDataset } from './storage-change.ts';

const GiB = 1024 ** 3;
const zpoolSize = 110 * GiB;

/** What a dataset holds itself: a boot environment a system, anything else next to nothing. */
function ownBytes({ name }: Dataset): number {
  if (/\/ROOT\/zbe[^/]*$/.test(name)) return 614 * 1024 ** 2;
  return /^[^/]+\/ROOT\/[^/]+$/.test(name) ? 11 * GiB : 24 * 1024;
}

const usedBy = (machine: Machine, root: string): number =>
  machine.datasets
    .filter(({ name }) => name === root || name.startsWith(`${root}/`))
    .reduce((sum, dataset) => sum + ownBytes(dataset), 0);

const freeIn = (machine: Machine, zpool: string): number => zpoolSize - usedBy(machine, zpool);

/** zfs_nicenum() in libzfs: at most five characters. */
function nice(bytes: number): string {
  const units = ['B', 'K', 'M', 'G', 'T'];
  let at = 0;
  let value = bytes;
  while (value >= 1024 && at < units.length - 1) {
    value /= 1024;
    at += 1;
  }
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}${at === 0 ? '' : units[at]}`;
}

/** Datasets whose origin a snapshot is. */
export const clonesOf = (machine: Machine, snapshot: string): readonly string[] =>
  machine.datasets.flatMap(({ name, properties }) =>
    properties.origin === snapshot ? [name] : [],
  );

/** One that is delegated is its zone's to mount. */
const isMounted = (machine: Machine, { name, properties }: Dataset): boolean =>
  properties.zoned !== 'on' && mountpointOf(machine, name).value.startsWith('/');

interface Row {
  readonly dataset: Dataset;
  readonly snapshot?: Snapshot;
}

function columnsOf(
  machine: Machine,
  { dataset, snapshot }: Row,
  exact: boolean,
): Readonly<Record<string, string>> {
  const bytes = (count: number) => (exact ? String(count) : nice(count));
  const at = (date: Date) =>
    exact ? String(Math.floor(date.getTime() / 1000)) : date.toUTCString();
  if (snapshot !== undefined)
    return {
      name: `${dataset.name}@${snapshot.name}`,
      type: 'snapshot',
      used: bytes(0),
      refer: bytes(ownBytes(dataset)),
      referenced: bytes(ownBytes(dataset)),
      creation: at(snapshot.createdAt),
      userrefs: String(snapshot.holds?.length ?? 0),
      clones: clonesOf(machine, `${dataset.name}@${snapshot.name}`).join(','),
    };
  // A sixty-fourth of a zpool is kept back from everybody (spa_slop_shift is five, within limits).
  const available = bytes(freeIn(machine, dataset.name.split('/')[0] ?? '') - zpoolSize / 64);
  return {
    name: dataset.name,
    type: 'filesystem',
    guid: dataset.guid,
    used: bytes(usedBy(machine, dataset.name)),
    avail: available,
    available,
    refer: bytes(ownBytes(dataset)),
    referenced: bytes(ownBytes(dataset)),
    creation: at(machine.bootTime),
    mountpoint: mountpointOf(machine, dataset.name).value,
    mounted: isMounted(machine, dataset) ? 'yes' : 'no',
    ...dataset.properties,
  };
}

/** Human output is padded; -H separates by tabs and has no header. */
function printRows(
  call: ToolCall,
  names: readonly string[],
  rows: readonly (readonly string[])[],
  plain: boolean,
): void {
  if (plain) for (const row of rows) call.print(row.join('\t'));
  else {
    const all = [names.map((name) => name.toUpperCase()), ...rows];
    const widths = names.map((_, at) => Math.max(...all.map((row) => (row[at] ?? '').length)));
    for (const row of all)
      call.print(
        row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd(),
      );
  }
}

/** A name, or a path for the dataset that it lies on: zfs_path_to_zhandle() in libzfs. */
function datasetFor(call: ToolCall, machine: Machine, operand: string): Dataset | undefined {
  if (!operand.startsWith('/')) {
    const named = findDataset(machine, operand);
    if (named === undefined) call.complain(`cannot open '${operand}': dataset does not exist`);
    return named;
  }
  if (!machine.files.exists(operand)) {
    call.complain(`${operand}: No such file or directory`);
    return undefined;
  }
  const above = machine.datasets.filter(({ properties: { mountpoint = '' } }) =>
    `${operand}/`.startsWith(mountpoint === '/' ? '/' : `${mountpoint}/`),
  );
  return above.toSorted(
    (a, b) => (b.properties.mountpoint ?? '').length - (a.properties.mountpoint ?? '').length,
  )[0];
}

const depthOf = (name: string): number => name.split('/').length - 1;

export function zfs(call: ToolCall, machine: Machine): number {
  const [verb, ...rest] = call.argv;
  switch (verb) {
    case 'list':
      return listDatasets(call, machine, rest);
    case 'get':
      return getProperty(call, machine, rest);
    case 'create':
      return createDataset(call, machine, rest);
    case 'destroy':
      return destroyDataset(call, machine, rest);
    default:
      return notModelled(call, `zfs ${verb ?? ''}`);
  }
}

/** Of all file systems, one property with where it comes from. */
function getProperty(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const { options, operands, bad } = parseOptions(argv, 'Hpo:t:');
  const fields = (options.get('o') ?? '').split(',');
  const known = ['name', 'property', 'value', 'source'];
  const [property, ...others] = operands;
  if (
    bad !== undefined ||
    !options.has('H') ||
    options.get('t') !== 'filesystem' ||
    property !== 'mountpoint' ||
    others.length > 0 ||
    fields.some((field) => !known.includes(field))
  )
    return notModelled(call, `zfs get ${argv.join(' ')}`);
  for (const { name } of machine.datasets.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const { value, source } = mountpointOf(machine, name);
    const row: Readonly<Record<string, string>> = { name, property, value, source };
    call.print(fields.map((field) => row[field] ?? '').join('\t'));
  }
  return 0;
}

/** Set, or inherited from the nearest above that sets it, with the rest of the name behind it. */
function mountpointOf(
  machine: Machine,
  name: string,
): { readonly value: string; readonly source: string } {
  const own = findDataset(machine, name)?.properties.mountpoint;
  if (own !== undefined) return { value: own, source: 'local' };
  const at = name.lastIndexOf('/');
  if (at < 0) return { value: `/${name}`, source: 'default' };
  const above = mountpointOf(machine, name.slice(0, at));
  return {
    value: above.value.startsWith('/')
      ? `${above.value.replace(/\/$/, '')}${name.slice(at)}`
      : above.value,
    source: above.source === 'local' ? `inherited from ${name.slice(0, at)}` : above.source,
  };
}

function listDatasets(call: ToolCall, machine: Machine, rest: readonly string[]): number {
  const { options, operands, bad } = parseOptions(rest, 'Hpro:t:d:');
  if (bad !== undefined) {
    call.complain(`invalid option '${bad.letter}'`);
    call.complain(
      'usage:\n\tlist [-Hp] [-r|-d max] [-o property[,...]] [-s property]...\n\t    [-S property]... [-t type[,...]] [filesystem|volume|snapshot] ...',
    );
    return 2;
  }
  const types = new Set((options.get('t') ?? 'filesystem').split(','));
  // No dataset is a volume here.
  const known = ['filesystem', 'volume', 'snapshot', 'all'];
  const other = [...types].find((type) => !known.includes(type));
  if (other !== undefined) return notModelled(call, `zfs list -t ${other}`);
  const names = (options.get('o') ?? 'name,used,avail,refer,mountpoint').split(',');
  const roots = operands.map((operand) => datasetFor(call, machine, operand));
  if (roots.includes(undefined)) return 1;
  const depth = Number(options.get('d') ?? (options.has('r') || operands.length === 0 ? 99 : 0));
  const within = ({ name }: Dataset) =>
    operands.length === 0
      ? depthOf(name) <= depth
      : roots.some(
          (root) =>
            root !== undefined &&
            (name === root.name || name.startsWith(`${root.name}/`)) &&
            depthOf(name) - depthOf(root.name) <= depth,
        );
  const wants = (type: string) => types.has(type) || types.has('all');
  const rows = machine.datasets
    .filter(within)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((dataset): readonly Row[] => [
      ...(wants('filesystem') ? [{ dataset }] : []),
      ...(wants('snapshot')
        ? (dataset.snapshots ?? []).map((snapshot) => ({ dataset, snapshot }))
        : []),
    ]);
  if (rows.length === 0) {
    call.complain('no datasets available');
    return 0;
  }
  const exact = options.has('p');
  printRows(
    call,
    names,
    rows.map((row) => {
      const columns = columnsOf(machine, row, exact);
      return names.map((name) => columns[name] ?? '-');
    }),
    options.has('H'),
  );
  return 0;
}

export function zpool(call: ToolCall, machine: Machine): number {
  const [verb, ...rest] = call.argv;
  if (verb !== 'list') return notModelled(call, `zpool ${verb ?? ''}`);
  const { options, operands, bad } = parseOptions(rest, 'Hpo:');
  if (bad !== undefined) {
    call.complain(`invalid option '${bad.letter}'`);
    return 2;
  }
  const names = (options.get('o') ?? 'name,size,alloc,free,cap,health').split(',');
  const pools = [...new Set(machine.datasets.map(({ name }) => name.split('/')[0] ?? ''))];
  const missing = operands.find((name) => !pools.includes(name));
  if (missing !== undefined) {
    call.complain(`cannot open '${missing}': no such pool`);
    return 1;
  }
  const exact = options.has('p');
  const bytes = (count: number) => (exact ? String(count) : nice(count));
  const columns = (name: string): Readonly<Record<string, string>> => {
    const used = usedBy(machine, name);
    const capacity = `${Math.floor((100 * used) / zpoolSize)}${exact ? '' : '%'}`;
    return {
      name,
      size: bytes(zpoolSize),
      alloc: bytes(used),
      allocated: bytes(used),
      free: bytes(zpoolSize - used),
      cap: capacity,
      capacity,
      health: 'ONLINE',
    };
  };
  printRows(
    call,
    names,
    pools
      .filter((name) => operands.length === 0 || operands.includes(name))
      .map((name) => names.map((column) => columns(name)[column] ?? '-')),
    options.has('H'),
  );
  return 0;
}
