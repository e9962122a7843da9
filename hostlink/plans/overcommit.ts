/**
 * Whether a host's zones may take more than it has, with a zone that is to be made or to get higher caps. Caps alone are
 * counted: a zone without one may take all there is, and nobody has promised it anything.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { HostCapacity } from '../illumos/kstat.ts';
import { capsOf } from '../illumos/zone-caps.ts';
import { type LimitName, spelt, speltBytes } from '../illumos/zone-limits.ts';
import type { Limits } from '../illumos/zone-resources.ts';
import type { ConfiguredZone } from '../illumos/zones-directory.ts';
import type { HostName } from '../names/host-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { Attempt } from '../observe/attempt.ts';
import type { RegistryConfig } from '../registry/model.ts';

export interface NewCaps {
  readonly limits: Limits;
  readonly dedicatedCpus?: string | undefined;
}

/** What config.kdl says of it: what is promised beyond what there is. */
export type OvercommitPolicy = RegistryConfig['overcommit'];

export interface Promised {
  readonly host: HostName;
  readonly capacity: Attempt<HostCapacity>;
  readonly configurations: ReadonlyMap<ZoneName, ConfiguredZone>;
}

/**
 * For the plan's warnings; none where it is allowed, or where nobody can tell how much there is.
 * @throws Diagnostic `zmgr::host::overcommitted` where it is refused
 */
export function overcommitBy(
  policy: OvercommitPolicy,
  zone: ZoneName,
  caps: NewCaps,
  { host, capacity, configurations }: Promised,
): readonly Diagnostic[] {
  if (policy === 'allow' || capacity.kind === 'unread') return [];
  const found = overcommitOf(zone, caps, host, capacity.value, configurations);
  const [tooMuch] = found;
  if (tooMuch !== undefined && policy === 'refuse') throw tooMuch;
  return found;
}

/**
 * For a zone that gets other caps. Lower ones are always fine. One that had none could take all there was, so that its first
 * cap is no reason to refuse, whatever it is.
 * @throws Diagnostic `zmgr::host::overcommitted` where it is refused
 */
export function overcommitOfChange(
  policy: OvercommitPolicy,
  zone: ZoneName,
  wished: Readonly<Partial<Record<LimitName, number | null>>>,
  promised: Promised,
): readonly Diagnostic[] {
  const configured = promised.configurations.get(zone);
  if (configured?.kind !== 'read') return [];
  const { memory, cpus } = capsOf(configured.configuration);
  const now = { memory, 'cpu-cap': cpus === undefined ? undefined : cpus * 100 };
  return (['memory', 'cpu-cap'] as const).flatMap((name) => {
    const [from, to] = [now[name], wished[name]];
    if (typeof to !== 'number' || (from !== undefined && to <= from)) return [];
    const asWarned = policy === 'refuse' && from === undefined ? 'warn' : policy;
    return overcommitBy(asWarned, zone, { limits: { [name]: to } }, promised);
  });
}

/** A diagnostic, `zmgr::host::overcommitted`, for memory and one for processors, where the new zone takes part in it. */
function overcommitOf(
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
