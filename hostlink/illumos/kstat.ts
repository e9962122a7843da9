/** kstat(8): what the kernel counts, by -p: `module:instance:name:statistic<TAB>value`. */
import { commandFact } from '../observe/define-fact.ts';
import type { Fact } from '../observe/fact.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';
import { command } from '../shell/command.ts';

/** One statistic: `{ module: 'caps', instance: 3, name: 'swapresv_zone_3', statistic: 'usage', value: '1048576' }`. */
export interface Statistic {
  readonly module: string;
  readonly instance: number;
  readonly name: string;
  readonly statistic: string;
  readonly value: string;
}

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseStatistics(stdout: string, source: string): readonly Statistic[] {
  return linesOf(stdout, source).map((where) => {
    const [, module, instance, name, statistic, value] =
      /^([^:\t]+):([0-9]+):(.*):([^:\t]+)\t(.*)$/.exec(where.text) ?? [];
    if (
      module === undefined ||
      name === undefined ||
      statistic === undefined ||
      value === undefined
    )
      throw notUnderstood(where, 'is no statistic and value');
    return { module, instance: Number(instance), name, statistic, value };
  });
}

/** When the host was booted. */
export const hostBootTime: Fact<Date> = commandFact({
  name: 'kstat boot_time',
  command: command('kstat', '-p', 'unix:0:system_misc:boot_time'),
  parse: (stdout, source) => {
    const [found] = parseStatistics(stdout, source);
    const seconds = found === undefined ? undefined : wholeNumber(found.value);
    if (seconds === undefined)
      throw notUnderstood({ source, line: 1, text: stdout.slice(0, 200) }, 'tells no boot time');
    return new Date(seconds * 1000);
  },
});

/** What a host has to share out. */
export interface HostCapacity {
  /** Bytes of memory. */
  readonly memory: number;
  /** Processors, as the kernel schedules them: with their threads. */
  readonly cpus: number;
}

/** Of x86, the only one that these distributions are built for. */
const pageSize = 4096;

/** physmem is what the kernel found, in pages: system_pages_kstat_update() in the kernel's vm_page.c. */
export const hostCapacity: Fact<HostCapacity> = commandFact({
  name: 'kstat physmem',
  command: command('kstat', '-p', 'unix:0:system_misc:ncpus', 'unix:0:system_pages:physmem'),
  parse: (stdout, source) => {
    const statistics = parseStatistics(stdout, source);
    const of = (name: string) => {
      const found = statistics.find(({ statistic }) => statistic === name);
      return found === undefined ? undefined : wholeNumber(found.value);
    };
    const [cpus, pages] = [of('ncpus'), of('physmem')];
    if (cpus === undefined || pages === undefined)
      throw notUnderstood(
        { source, line: 1, text: stdout.slice(0, 200) },
        'tells no number of processors and pages',
      );
    return { cpus, memory: pages * pageSize };
  },
});

/** What is used of what the kernel caps; no cap where there is none. */
export interface Counter {
  readonly usage: number;
  readonly cap?: number;
}

export interface ZoneCounters {
  /** Some kernels don't tell. */
  readonly bootedAt?: Date;
  /** Bytes. */
  readonly swap?: Counter;
  /** Bytes. */
  readonly lockedMemory?: Counter;
  readonly processes?: Counter;
}

/**
 * Of a running zone, by its id: zone_kstat_create() in the kernel's zone.c. Each is asked for by name, and a kernel that
 * has only some of them answers with these.
 */
export const zoneCounters = (zoneId: number): Fact<ZoneCounters> =>
  commandFact({
    name: `kstat of zone ${zoneId}`,
    command: command(
      'kstat',
      '-p',
      `caps:${zoneId}::usage`,
      `caps:${zoneId}::value`,
      `zones:${zoneId}::boot_time`,
    ),
    parse: (stdout, source) => countersIn(parseStatistics(stdout, source), zoneId),
  });

export function countersIn(statistics: readonly Statistic[], zoneId: number): ZoneCounters {
  const of = (module: string, name: RegExp, statistic: string): number | undefined => {
    const found = statistics.find(
      (one) =>
        one.module === module &&
        one.instance === zoneId &&
        one.statistic === statistic &&
        name.test(one.name),
    );
    return found === undefined ? undefined : wholeNumber(found.value);
  };
  const counter = (resource: string, uncapped: number): Counter | undefined => {
    const name = new RegExp(`^${resource}_zone_${zoneId}$`);
    const usage = of('caps', name, 'usage');
    const cap = of('caps', name, 'value');
    if (usage === undefined) return undefined;
    return cap === undefined || cap >= uncapped ? { usage } : { usage, cap };
  };
  const boot = of('zones', /^/, 'boot_time');
  const swap = counter('swapresv', uncappedBytes);
  const lockedMemory = counter('lockedmem', uncappedBytes);
  const processes = counter('nprocs', uncappedCount);
  return {
    ...(boot === undefined || boot === 0 ? {} : { bootedAt: new Date(boot * 1000) }),
    ...(swap === undefined ? {} : { swap }),
    ...(lockedMemory === undefined ? {} : { lockedMemory }),
    ...(processes === undefined ? {} : { processes }),
  };
}

/** UINT64_MAX and INT_MAX stand for "no cap": zone_init() in zone.c. */
const uncappedBytes = 2 ** 63;
const uncappedCount = 2 ** 31 - 1;

const wholeNumber = (text: string): number | undefined =>
  /^[0-9]{1,20}$/.test(text) ? Number(text) : undefined;
