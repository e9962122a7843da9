/**
 * prstat(8), one report with -Z: lines of processes, then those of zones. illumos-gate usr/src/cmd/prstat/prstat.c; its
 * lines of processes are those of each zone's init alone.
 */
import type { ToolCall } from '../calls/call.ts';
import type { Machine } from '../model/machine.ts';
import type { Zone, ZoneUse } from '../model/zone.ts';
import { parseOptions } from './options.ts';
import { notModelled } from './refusals.ts';

const MiB = 1024 ** 2;
/** Of the host; what a percentage of memory is a part of. */
const physicalMemory = 64 * 1024 * MiB;

/** What a zone that runs uses when nobody said otherwise. */
export const useOf = ({ inside }: Zone): ZoneUse => ({
  processes: 24,
  rss: 112 * MiB,
  swap: 168 * MiB,
  cpuPercent: 0.3,
  ...inside?.use,
});

export function prstat(call: ToolCall, machine: Machine): number {
  const { options, operands, bad } = parseOptions(call.argv, 'cZz:n:');
  const [, count] = operands;
  if (bad !== undefined || !options.has('c') || !options.has('Z') || count !== '1')
    return notModelled(call, `prstat ${call.argv.join(' ')}`);
  const [top = 15, bottom = 5] = (options.get('n') ?? '15,5').split(',').map(Number);
  if (top === 0 || bottom === 0) {
    call.complain('prstat: invalid argument for -n');
    return 1;
  }
  const asked = options.get('z')?.split(',');
  const active = machine.zones.filter(
    ({ id, name }) =>
      id !== undefined &&
      (asked === undefined || asked.includes(String(id)) || asked.includes(name)),
  );
  // Whether a zone is there at all is asked of the kernel, which knows active ones alone.
  if (asked !== undefined && active.length === 0) {
    call.complain(`prstat: unknown zone -- ${asked.join()}`);
    return 1;
  }
  call.print('   PID USERNAME  SIZE   RSS STATE  PRI NICE      TIME  CPU PROCESS/NLWP       ');
  for (const { id = 0 } of active.slice(0, top))
    call.print(
      `${String(1000 + id).padStart(6)} ${'root'.padEnd(8)} ${size(2704 * 1024)} ${size(1784 * 1024)} ${'sleep'.padEnd(6)} ${' 59'}  ${'  0'} ${time(0)} ${percent(0)} init/1`,
    );
  call.print('ZONEID    NPROC  SWAP   RSS MEMORY      TIME  CPU ZONE                        ');
  for (const zone of active.slice(0, bottom)) {
    const { processes, swap, rss, cpuPercent } = useOf(zone);
    const memory = (100 * rss) / physicalMemory;
    call.print(
      `${String(zone.id).padStart(6)} ${String(processes).padStart(8)} ${size(swap)} ${size(rss)}   ${percent(memory)} ${time(sinceBoot(machine, zone))} ${percent(cpuPercent)} ${zone.name.padStart(28)}`,
    );
  }
  const total = active.reduce((sum, zone) => sum + useOf(zone).processes, 0);
  call.print(`Total: ${total} processes, ${total * 3} lwps, load averages: 0.21, 0.18, 0.15`);
  return 0;
}

/** Seconds on a processor: a hundredth of the time that it is up. */
const sinceBoot = (machine: Machine, { bootedAt }: Zone): number =>
  bootedAt === undefined ? 0 : Math.floor((machine.now().getTime() - bootedAt.getTime()) / 100_000);

/** Format_size() of prutil.c. */
function size(bytes: number): string {
  const kibibytes = Math.round(bytes / 1024);
  if (kibibytes < 10_000) return `${String(kibibytes).padStart(4)}K`;
  const mebibytes = Math.floor((kibibytes + 512) / 1024);
  if (mebibytes < 10_000) return `${String(mebibytes).padStart(4)}M`;
  return `${String(Math.floor((mebibytes + 512) / 1024)).padStart(4)}G`;
}

/** Format_pct(): three characters and the sign. */
const percent = (value: number): string =>
  `${(value < 9.95 ? value.toFixed(1) : value.toFixed(0)).padStart(3)}%`;

/** Format_time(): hours, minutes, seconds. */
const time = (seconds: number): string =>
  [
    String(Math.floor(seconds / 3600)).padStart(3),
    String(Math.floor((seconds % 3600) / 60)).padStart(2, '0'),
    String(seconds % 60).padStart(2, '0'),
  ].join(':');
