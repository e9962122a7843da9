/**
 * What a new zone may use and what it gets besides its nets, in zonecfg(8)'s terms: limits, file systems, delegated
 * datasets, processors of its own. Limits are written as the resource controls that they are (resource-control.ts).
 */
import { z } from 'zod';
import { parseAbsolutePath } from '../names/absolute-path.ts';
import { parseDatasetName } from '../names/dataset-name.ts';
import type { Distribution } from './os-release.ts';
import { controlCommands, controlValue, printedValue } from './resource-control.ts';
import { type LimitName, limitNames, limits, valuesOf } from './zone-limits.ts';

/** A directory or a file system of the host, in a zone. */
const mount = z
  .object({
    /** In the zone. */
    directory: z.string(),
    /** On the host: a directory for lofs, a dataset for zfs. */
    special: z.string(),
    type: z.enum(['lofs', 'zfs']),
    options: z.array(z.string()).readonly(),
  })
  .strict();
export type Mount = Readonly<z.infer<typeof mount>>;

export const zoneResources = z
  .object({
    controls: z
      .array(z.object({ control: z.string(), values: z.array(controlValue).readonly() }).strict())
      .readonly(),
    /** Bytes in capped-memory, where that is no resource control. */
    physicalMemory: z.int().positive().exactOptional(),
    /** `2`, `2-4`. */
    dedicatedCpus: z.string().exactOptional(),
    mounts: z.array(mount).readonly(),
    datasets: z.array(z.string()).readonly(),
  })
  .strict();
export type ZoneResources = Readonly<z.infer<typeof zoneResources>>;

export type Limits = Readonly<Partial<Record<LimitName, number>>>;

export interface ResourcesWish {
  readonly limits: Limits;
  readonly dedicatedCpus?: string | undefined;
  readonly mounts: readonly Mount[];
  readonly datasets: readonly string[];
}

/** Undefined where nothing is wished, so that the plan of a plain zone says nothing of it. */
export function resourcesOf(
  { limits: wished, dedicatedCpus, mounts, datasets }: ResourcesWish,
  distribution: Distribution,
): ZoneResources | undefined {
  // OmniOS alone has a control for memory; elsewhere rcapd(8) keeps what capped-memory says.
  const isControl = (name: LimitName) => name !== 'memory' || distribution === 'omnios';
  const controls = limitNames
    .filter((name) => wished[name] !== undefined && isControl(name))
    .map((name) => ({ control: limits[name].control, values: valuesOf(name, wished[name]) }));
  const physicalMemory = isControl('memory') ? undefined : wished.memory;
  const isPlain =
    controls.length + mounts.length + datasets.length === 0 &&
    physicalMemory === undefined &&
    dedicatedCpus === undefined;
  if (isPlain) return undefined;
  return {
    controls,
    ...(physicalMemory === undefined ? {} : { physicalMemory }),
    ...(dedicatedCpus === undefined ? {} : { dedicatedCpus }),
    mounts,
    datasets,
  };
}

/** How a property becomes a command: zonecfg.ts has the one way to quote a value. */
type SetProperty = (property: string, value: string) => string;

/**
 * Commands for a zone that has none of it yet.
 * @throws Diagnostic `zmgr::path::…`, `zmgr::dataset::bad-name`, `zmgr::zone::unfit-value`
 */
export function resourceCommands(resources: ZoneResources, set: SetProperty): readonly string[] {
  const { controls, physicalMemory, dedicatedCpus, mounts, datasets } = resources;
  return [
    ...controls.flatMap(({ control, values }) => controlCommands(control, values)),
    ...(dedicatedCpus === undefined
      ? []
      : ['add dedicated-cpu', set('ncpus', dedicatedCpus), 'end']),
    ...(physicalMemory === undefined
      ? []
      : ['add capped-memory', set('physical', String(physicalMemory)), 'end']),
    ...mounts.flatMap(({ directory, special, type, options }) => [
      'add fs',
      set('dir', parseAbsolutePath(directory)),
      set('special', type === 'zfs' ? parseDatasetName(special) : parseAbsolutePath(special)),
      set('type', type),
      ...(options.length === 0 ? [] : [`add options [${options.map(parseMountOption).join(',')}]`]),
      'end',
    ]),
    ...datasets.flatMap((dataset) => [
      'add dataset',
      set('name', parseDatasetName(dataset)),
      'end',
    ]),
  ];
}

/**
 * Lines that `zonecfg info` prints of them, whole; it rounds the memory of capped-memory, of which the heading has to do
 * (bytes_to_units() in zonecfg.c).
 */
export const expectedResources = ({
  controls,
  physicalMemory,
  dedicatedCpus,
  mounts,
  datasets,
}: ZoneResources): readonly string[] => [
  ...controls.flatMap(({ control, values }) => [
    `\tname: ${control}`,
    ...values.map((value) => `\tvalue: ${printedValue(value)}`),
  ]),
  ...(dedicatedCpus === undefined ? [] : [`\tncpus: ${dedicatedCpus}`]),
  ...(physicalMemory === undefined ? [] : ['capped-memory:']),
  ...mounts.flatMap(({ directory, special, type, options }) => [
    `\tdir: ${spaced(directory)}`,
    `\tspecial: ${spaced(special)}`,
    `\ttype: ${type}`,
    ...(options.length === 0 ? [] : [`\toptions: [${options.join(',')}]`]),
  ]),
  ...datasets.map((dataset) => `\tname: ${dataset}`),
];

/** output_prop() in zonecfg.c quotes only what holds a space. */
const spaced = (value: string): string => (value.includes(' ') ? `"${value}"` : value);

/** mount(8): words without anything that zonecfg's own grammar reads. */
export const mountOptionFault = (text: string): string | undefined =>
  /^[a-z][a-z0-9]*$/.test(text) ? undefined : 'is no option of a mount, like ro or nodevices';

function parseMountOption(text: string): string {
  if (mountOptionFault(text) !== undefined) throw new Error(`"${text}" was let through`);
  return text;
}
