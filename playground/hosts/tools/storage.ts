/** zfs(8) and zpool(8): lists of what is there. Nothing here changes a dataset yet. */
import type { ToolCall } from '../calls/call.ts';
import { type Dataset, findDataset, type Machine } from '../model/machine.ts';
import { parseOptions } from './options.ts';
import { notModelled } from './refusals.ts';

const datasetColumns = (dataset: Dataset): Readonly<Record<string, string>> => ({
  name: dataset.name,
  type: 'filesystem',
  guid: dataset.guid,
  used: '24K',
  avail: '92.1G',
  available: '92.1G',
  refer: '24K',
  referenced: '24K',
  ...dataset.properties,
});

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

export function zfs(call: ToolCall, machine: Machine): number {
  const [verb, ...rest] = call.argv;
  if (verb !== 'list') return notModelled(call, `zfs ${verb ?? ''}`);
  const { options, operands, bad } = parseOptions(rest, 'Hpro:t:d:');
  if (bad !== undefined) {
    call.complain(`invalid option '${bad.letter}'`);
    call.complain(
      'usage:\n\tlist [-Hp] [-r|-d max] [-o property[,...]] [-s property]...\n\t    [-S property]... [-t type[,...]] [filesystem|volume|snapshot] ...',
    );
    return 2;
  }
  const types = (options.get('t') ?? 'filesystem').split(',');
  if (options.has('d') || types.some((type) => type === 'volume'))
    return notModelled(call, 'zfs list -d');
  const names = (options.get('o') ?? 'name,used,avail,refer,mountpoint').split(',');
  const missing = operands.find((name) => findDataset(machine, name) === undefined);
  if (missing !== undefined) {
    call.complain(`cannot open '${missing}': dataset does not exist`);
    return 1;
  }
  const wanted = machine.datasets
    .filter(({ name }) =>
      operands.length === 0
        ? true
        : operands.some(
            (root) => name === root || (options.has('r') && name.startsWith(`${root}/`)),
          ),
    )
    .filter(() => types.includes('filesystem') || types.includes('all'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (wanted.length === 0) {
    call.complain('no datasets available');
    return 0;
  }
  printRows(
    call,
    names,
    wanted.map((dataset) => names.map((name) => datasetColumns(dataset)[name] ?? '-')),
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
  const columns = (name: string): Readonly<Record<string, string>> => ({
    name,
    size: exact ? '118111600640' : '110G',
    alloc: exact ? '19220373504' : '17.9G',
    allocated: exact ? '19220373504' : '17.9G',
    free: exact ? '98891227136' : '92.1G',
    cap: exact ? '16' : '16%',
    capacity: exact ? '16' : '16%',
    health: 'ONLINE',
  });
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
