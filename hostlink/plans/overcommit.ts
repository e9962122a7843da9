/**
 * Whether a host's zones may take more than it has, with a zone that is to be made. Caps alone are counted: a zone
 * without one may take all there is, and nobody has promised it anything.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { HostCapacity } from '../illumos/kstat.ts';
import { capsOf } from '../illumos/zone-caps.ts';
import { spelt, speltBytes } from '../illumos/zone-limits.ts';
import type { Limits } from '../illumos/zone-resources.ts';
import type { ConfiguredZone } from '../illumos/zones-directory.ts';
import type { HostName } from '../names/host-name.ts';
import type { ZoneName } from '../names/zone-name.ts';

export interface NewCaps {
  readonly limits: Limits;
  readonly dedicatedCpus?: string | undefined;
}

/** A diagnostic, `zmgr::host::overcommitted`, for memory and one for processors, where the new zone takes part in it. */
export function overcommitOf(
  zone: ZoneName,
  { limits, dedicatedCpus }: NewCaps,
  host: HostName,
  { memory, cpus }: HostCapacity,
  configurations: ReadonlyMap<ZoneName, ConfiguredZone>,
): readonly Diagnostic[] {
  const others = [...configurations.values()]
    .filter((one) => one.name !== zone)
    .flatMap((one) => (one.kind === 'read' ? [capsOf(one.configuration)] : []));
  const sum = (values: readonly (number | undefined)[]) =>
    values.reduce<number>((total, value) => total + (value ?? 0), 0);
  const memoryNow = sum(others.map((caps) => caps.memory));
  const hundredthsNow = sum(
    others.map((caps) =>
      hundredths(caps.cpus === undefined ? undefined : caps.cpus * 100, caps.dedicatedCpus),
    ),
  );
  const wanted = hundredths(limits['cpu-cap'], dedicatedCpus);
  return [
    ...(limits.memory === undefined || memoryNow + limits.memory <= memory
      ? []
      : [
          overcommitted(
            `With ${zone} the zones of ${host} may take ${about(memoryNow + limits.memory)} of memory, and it has ${about(memory)}`,
            `memory=${speltBytes(Math.max(1024 ** 2, floorTo(memory - memoryNow, 1024 ** 2)))}`,
            memory > memoryNow + 1024 ** 2,
          ),
        ]),
    ...(wanted === 0 || hundredthsNow + wanted <= cpus * 100
      ? []
      : [
          overcommitted(
            `With ${zone} the zones of ${host} may take ${spelt('cpu-cap', hundredthsNow + wanted)} processors, and it has ${cpus}`,
            `cpu-cap=${spelt('cpu-cap', cpus * 100 - hundredthsNow)}`,
            cpus * 100 > hundredthsNow,
          ),
        ]),
  ];
}

/** Dedicated processors count in full, the most of them. */
const hundredths = (cap: number | undefined, dedicated: string | undefined): number =>
  dedicated === undefined ? (cap ?? 0) : Number(dedicated.split('-').at(-1)) * 100;

const floorTo = (value: number, unit: number): number => Math.floor(value / unit) * unit;

/** For people: `1.5G`. */
const about = (bytes: number): string => `${Math.round((bytes / 1024 ** 3) * 10) / 10}G`;

const overcommitted = (message: string, fits: string, isPossible: boolean): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::host::overcommitted',
    message,
    help: `${isPossible ? `\`${fits}\` would fit. ` : ''}What becomes of it says \`overcommit\` in config.kdl: warn, refuse or allow.`,
  });
