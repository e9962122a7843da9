/** zfs(8) create and destroy, of one file system (zfs_do_create() and zfs_do_destroy() of illumos-gate usr/src/cmd/zfs/zfs_main.c). */
import type { ToolCall } from '../calls/call.ts';
import { findDataset, type Machine } from '../model/machine.ts';
import { resourcesOf } from '../model/zone.ts';
import { parseRepeated } from './options.ts';
import { notModelled } from './refusals.ts';
import { addDataset } from './zoneadm/datasets.ts';

const nameOf = /^[A-Za-z][A-Za-z0-9_.: -]*(\/[A-Za-z0-9_.: -]+)*$/;

/** A user property has a colon in its name. */
const settable = (property: string): boolean =>
  ['mountpoint', 'quota', 'canmount', 'zoned'].includes(property) || property.includes(':');

export function createDataset(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const { values, operands, bad } = parseRepeated(argv, 'o:');
  const [name, ...others] = operands;
  if (bad !== undefined) return notModelled(call, `zfs create -${bad.letter}`);
  if (name === undefined || others.length > 0) {
    call.complain(name === undefined ? 'missing filesystem argument' : 'too many arguments');
    return 2;
  }
  const properties: Record<string, string> = {};
  for (const text of values.get('o') ?? []) {
    const [, property = '', value = ''] = /^([^=]+)=(.*)$/.exec(text) ?? [];
    if (property === '') {
      call.complain("missing '=' for property=value argument");
      return 2;
    }
    if (!settable(property)) return notModelled(call, `the property ${property} of zfs create`);
    properties[property] = value;
  }
  if (!nameOf.test(name)) return fail(call, `cannot create '${name}': invalid character in name`);
  if (!call.privileged) return fail(call, `cannot create '${name}': permission denied`);
  if (findDataset(machine, name) !== undefined)
    return fail(call, `cannot create '${name}': dataset already exists`);
  const parent = name.slice(0, Math.max(0, name.lastIndexOf('/')));
  if (findDataset(machine, parent) === undefined)
    return fail(call, `cannot create '${name}': no such parent '${parent}'`);
  addDataset(machine, name, properties);
  return 0;
}

export function destroyDataset(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const { operands, bad } = parseRepeated(argv, '');
  const [name = '', ...others] = operands;
  if (bad !== undefined || others.length > 0 || name.includes('@'))
    return notModelled(call, `zfs destroy ${argv.join(' ')}`);
  const dataset = findDataset(machine, name);
  if (dataset === undefined) return fail(call, `cannot open '${name}': dataset does not exist`);
  if (!call.privileged) return fail(call, `cannot destroy '${name}': permission denied`);
  const below = machine.datasets
    .filter((other) => other.name.startsWith(`${name}/`))
    .map((other) => other.name);
  const snapshots = (dataset.snapshots ?? []).map((snapshot) => `${name}@${snapshot.name}`);
  if (below.length + snapshots.length > 0) {
    fail(call, `cannot destroy '${name}': filesystem has children`);
    call.complain("use '-r' to destroy the following datasets:");
    for (const other of [...below, ...snapshots]) call.complain(other);
    return 1;
  }
  const holder = machine.zones.find(
    ({ id, configuration }) =>
      id !== undefined &&
      resourcesOf(configuration, 'dataset').some(({ properties }) => properties.name === name),
  );
  if (holder !== undefined) return fail(call, `cannot destroy '${name}': dataset is busy`);
  machine.datasets = machine.datasets.filter((other) => other !== dataset);
  return 0;
}

function fail(call: ToolCall, words: string): number {
  call.complain(words);
  return 1;
}
