/**
 * prstat(8): what the processes of a zone use, by -Z, which counts a page that several processes share once
 * (getvmusage(2)). There is no form of it for programs; sizes are rounded to K, M or G.
 */
import { commandFact } from '../observe/define-fact.ts';
import type { Fact } from '../observe/fact.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';
import { command } from '../shell/command.ts';

export interface ZoneLoad {
  readonly processes: number;
  /** Bytes, rounded by prstat. */
  readonly swap: number;
  /** Bytes in memory, rounded by prstat. */
  readonly rss: number;
  /** Of the host's memory, 0 to 100. */
  readonly memoryPercent: number;
  /** Of all processors of the host of late, 0 to 100. */
  readonly cpuPercent: number;
}

/**
 * One report. The interval is how old the kernel's own count of memory may be, in seconds: counting it anew walks all
 * processes of the host.
 */
export const zoneLoad = (zoneId: number): Fact<ZoneLoad | undefined> =>
  commandFact({
    name: 'prstat -Z',
    command: command('prstat', '-c', '-Z', '-z', String(zoneId), '-n', '1,1', '60', '1'),
    parse: (stdout, source) => parseZoneLoads(stdout, source).get(zoneId),
  });

/**
 * By the zone's id. Lines of processes come first, then those below `ZONEID` (prstat.c, ZONE_LINE).
 * @throws Diagnostic `zmgr::host::not-understood`
 */
export function parseZoneLoads(stdout: string, source: string): ReadonlyMap<number, ZoneLoad> {
  const lines = linesOf(stdout, source);
  const header = lines.findIndex(({ text }) => /^\s*ZONEID\s+NPROC\s/.test(text));
  if (header === -1) {
    const [where = { source, line: 1, text: '' }] = lines;
    throw notUnderstood(where, 'begins no report of zones');
  }
  const loads = new Map<number, ZoneLoad>();
  for (const where of lines.slice(header + 1)) {
    if (where.text.startsWith('Total:') || where.text.trim() === '') continue;
    const fields = where.text.trim().split(/\s+/);
    const [id = '', processes = '', swap = '', rss = '', memory = '', time = '', cpu = ''] = fields;
    const numbers = [id, processes].every((text) => /^[0-9]+$/.test(text));
    const percents = [memory, cpu].every((text) => /^[0-9.]+%$/.test(text));
    if (fields.length < 8 || !numbers || !percents || !/^[0-9]+:[0-9]{2}:[0-9]{2}$/.test(time))
      throw notUnderstood(where, 'is no line of a zone');
    const sizes = [swap, rss].map(bytesIn);
    const [swapBytes, rssBytes] = sizes;
    if (swapBytes === undefined || rssBytes === undefined)
      throw notUnderstood(where, 'has no sizes in its third and fourth field');
    loads.set(Number(id), {
      processes: Number(processes),
      swap: swapBytes,
      rss: rssBytes,
      memoryPercent: Number.parseFloat(memory),
      cpuPercent: Number.parseFloat(cpu),
    });
  }
  return loads;
}

/** Format_size() in prstat's prutil.c. */
function bytesIn(text: string): number | undefined {
  const [, digits, unit] = /^([0-9]+)([KMG])$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * (unit === 'K' ? 1024 : unit === 'M' ? 1024 ** 2 : 1024 ** 3);
}
