/**
 * kstat(8), with -p: boot time of the host, and what the kernel counts and caps of each active zone. Names and meanings:
 * illumos-gate usr/src/uts/common/os/zone.c, zone_kstat_create().
 */
import type { ToolCall } from '../calls/call.ts';
import type { Machine } from '../model/machine.ts';
import { resourcesOf, type Zone } from '../model/zone.ts';
import { parseOptions } from './options.ts';
import { useOf } from './prstat.ts';
import { notModelled } from './refusals.ts';

interface Statistic {
  readonly module: string;
  readonly instance: string;
  readonly name: string;
  readonly statistic: string;
  readonly value: string;
}

const seconds = (at: Date): string => String(Math.floor(at.getTime() / 1000));

/** The limit of a resource control; UINT64_MAX or INT_MAX where there is none. */
const limitOf = ({ configuration }: Zone, control: string, none: string): string =>
  resourcesOf(configuration, 'rctl').find(({ properties }) => properties.name === control)
    ?.values[0]?.limit ?? none;

function statisticsOf(zone: Zone): readonly Statistic[] {
  const instance = String(zone.id);
  const { swap, processes } = useOf(zone);
  const capped = (resource: string, control: string, usage: number, none: string) => {
    const name = `${resource}_zone_${instance}`;
    return [
      { module: 'caps', instance, name, statistic: 'usage', value: String(usage) },
      {
        ...{ module: 'caps', instance, name, statistic: 'value' },
        value: limitOf(zone, control, none),
      },
      { module: 'caps', instance, name, statistic: 'zonename', value: zone.name },
    ];
  };
  const bytes = '18446744073709551615';
  return [
    ...capped('lockedmem', 'zone.max-locked-memory', 0, bytes),
    ...capped('nprocs', 'zone.max-processes', processes, '2147483647'),
    ...capped('swapresv', 'zone.max-swap', swap, bytes),
    // The name of a kstat is cut to 30 characters.
    ...(zone.bootedAt === undefined
      ? []
      : [
          {
            ...{ module: 'zones', instance, name: zone.name.slice(0, 30) },
            ...{ statistic: 'boot_time', value: seconds(zone.bootedAt) },
          },
        ]),
  ];
}

export function kstat(call: ToolCall, machine: Machine): number {
  const { options, operands, bad } = parseOptions(call.argv, 'p');
  if (bad !== undefined || !options.has('p') || operands.length === 0)
    return notModelled(call, `kstat ${call.argv.join(' ')}`);
  const patterns = operands.map((operand) => operand.split(':'));
  const odd = patterns.findIndex(
    (parts) => parts.length !== 4 || !/^(unix|caps|zones)$/.test(parts[0] ?? ''),
  );
  if (odd !== -1 || operands.some((operand) => /[*?/[]/.test(operand)))
    return notModelled(call, `the statistic ${operands[Math.max(odd, 0)]}`);
  const all: readonly Statistic[] = [
    ...machine.zones.filter(({ id }) => id !== undefined).flatMap(statisticsOf),
    ...[
      ['system_misc', 'boot_time', seconds(machine.bootTime)],
      ['system_misc', 'ncpus', String(machine.size.cpus)],
      ['system_pages', 'physmem', String(Math.floor(machine.size.memory / 4096))],
    ].map(([name = '', statistic = '', value = '']) => ({
      ...{ module: 'unix', instance: '0', name },
      ...{ statistic, value },
    })),
  ];
  const found = all.filter(({ module, instance, name, statistic }) =>
    patterns.some((parts) =>
      [module, instance, name, statistic].every((text, at) => ['', text].includes(parts[at] ?? '')),
    ),
  );
  for (const { module, instance, name, statistic, value } of found)
    call.print(`${module}:${instance}:${name}:${statistic}\t${value}`);
  return found.length === 0 ? 1 : 0;
}
