/** `zoneadm list` (zone_print of illumos-gate usr/src/cmd/zoneadm/zoneadm.c): needs no privilege. */
import type { ToolCall } from '../../calls/call.ts';
import { findZone, type Machine } from '../../model/machine.ts';
import { isActive, isExclusive, property, stateAtLeast, type Zone } from '../../model/zone.ts';
import { parseOptions } from '../options.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly zonepath: string;
  readonly uuid: string;
  readonly brand: string;
  readonly ipType: string;
}

const rowOf = ({ id, name, state, uuid, configuration }: Zone): Row => ({
  id: id === undefined ? '-' : String(id),
  name,
  state,
  zonepath: property(configuration, 'zonepath'),
  uuid,
  brand: property(configuration, 'brand'),
  ipType: isExclusive(configuration) ? 'excl' : 'shared',
});

const globalRow = ({ dialect }: Machine): Row => ({
  id: '0',
  name: 'global',
  state: 'running',
  zonepath: '/',
  uuid: '',
  brand: dialect.globalBrand,
  ipType: 'shared',
});

/** Only the path's colons are escaped, and nothing else. */
const parseable = (row: Row) =>
  [
    row.id,
    row.name,
    row.state,
    row.zonepath.replaceAll(':', '\\:'),
    row.uuid,
    row.brand,
    row.ipType,
  ].join(':');

const widths = [4, 16, 10, 30, 8, 6] as const;
const verbose = (columns: readonly string[]) =>
  `  ${columns.map((column, at) => column.padEnd(widths[at] ?? 0)).join(' ')}`;

export function listZones(
  call: ToolCall,
  machine: Machine,
  one: string | undefined,
  argv: readonly string[],
): number {
  const { options, operands, bad } = parseOptions(argv, 'cinpv');
  if (bad !== undefined || operands.length > 0) {
    call.complain('usage:\tlist [-cinpv]');
    return 2;
  }
  if (options.has('p') && options.has('v')) {
    call.complain('zoneadm: -p and -v are mutually exclusive.');
    return 1;
  }
  const rows: Row[] = [];
  if (one !== undefined) {
    const zone = findZone(machine, one);
    if (zone === undefined && one !== 'global') {
      call.complain(`zoneadm: ${one}: No such zone configured`);
      return 1;
    }
    rows.push(zone === undefined ? globalRow(machine) : rowOf(zone));
  } else {
    if (!options.has('n')) rows.push(globalRow(machine));
    const active = machine.zones
      .filter(({ state }) => isActive(state))
      .sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
    const rest = machine.zones.filter(
      ({ state }) =>
        !isActive(state) &&
        (options.has('c') || (options.has('i') && stateAtLeast(state, 'installed'))),
    );
    rows.push(...[...active, ...rest].map(rowOf));
  }
  if (options.has('v')) call.print(verbose(['ID', 'NAME', 'STATUS', 'PATH', 'BRAND', 'IP']));
  for (const row of rows) {
    if (options.has('p')) call.print(parseable(row));
    else if (options.has('v'))
      call.print(verbose([row.id, row.name, row.state, row.zonepath, row.brand, row.ipType]));
    else call.print(row.name);
  }
  return 0;
}
