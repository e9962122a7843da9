/**
 * What a new zone may use and gets besides its nets: what its template says, and for limits what was typed instead.
 * What zonecfg or zoneadm would refuse half way is refused here.
 */
import { Diagnostic, type DiagnosticFields } from '../diagnostic.ts';
import type { Distribution } from '../illumos/os-release.ts';
import { type LimitName, limitNames } from '../illumos/zone-limits.ts';
import {
  type Limits,
  type Mount,
  resourcesOf,
  type ZoneResources,
} from '../illumos/zone-resources.ts';
import type { ConfiguredZone } from '../illumos/zones-directory.ts';
import { parseAbsolutePath } from '../names/absolute-path.ts';
import { type DatasetName, parseDatasetName } from '../names/dataset-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { Template, TemplateDataset } from '../registry/model.ts';
import { datasetCreate } from '../steps/dataset-create.ts';
import type { Step } from '../steps/define-step.ts';
import { refuseBelowLeast, refuseLockedAbove } from './limit-rules.ts';

export interface ResourcesWish {
  /** null takes the template's away. */
  readonly limits?: Readonly<Partial<Record<LimitName, number | null>>> | undefined;
  /** Beside the template's; `{zone}` is the zone's name. */
  readonly mounts?: readonly Mount[] | undefined;
  readonly datasets?: readonly string[] | undefined;
}

export interface ResourcesOnHost {
  /** File systems, and whether each says itself where it is mounted. */
  readonly datasets: ReadonlyMap<string, boolean>;
  readonly configurations: ReadonlyMap<ZoneName, ConfiguredZone>;
  readonly distribution: Distribution;
}

export interface PlannedResources {
  readonly limits: Limits;
  readonly configuration: ZoneResources | undefined;
  /** Datasets that are made for it. */
  readonly steps: readonly Step[];
}

/**
 * @throws Diagnostic `zmgr::zone::dedicated-cpu`, `zmgr::zone::too-little`, `zmgr::zone::mounted-twice`,
 * `zmgr::dataset::…`
 */
export function zoneResources(
  zone: ZoneName,
  template: Template,
  wish: ResourcesWish,
  host: ResourcesOnHost,
): PlannedResources {
  const limits = limitsOf(template, wish);
  const { dedicatedCpus } = template;
  refuseBesideDedicated(template, limits);
  refuseBelowLeast(zone, limits);
  refuseLockedAbove(zone, limits.locked ?? null, limits.memory ?? null);
  const own = (text: string) => text.replaceAll('{zone}', zone);
  const mounts = [...template.mounts, ...(wish.mounts ?? [])].map((mount) => ({
    ...mount,
    directory: parseAbsolutePath(own(mount.directory)),
    special: own(mount.special),
  }));
  refuseMountedTwice(zone, mounts);
  const datasets = [
    ...template.datasets,
    ...(wish.datasets ?? []).map((name): TemplateDataset => ({ name })),
  ].map(({ name, quota }) => ({ dataset: parseDatasetName(own(name)), quota }));
  return {
    limits,
    configuration: resourcesOf(
      { limits, dedicatedCpus, mounts, datasets: datasets.map(({ dataset }) => dataset) },
      host.distribution,
    ),
    steps: datasets.flatMap(({ dataset, quota }, at) => {
      refuseUnfitDataset(
        zone,
        dataset,
        datasets.slice(0, at).map((one) => one.dataset),
        host,
      );
      return host.datasets.has(dataset)
        ? []
        : [datasetCreate.step({ dataset, zone, ...(quota === undefined ? {} : { quota }) })];
    }),
  };
}

function limitsOf(template: Template, wish: ResourcesWish): Limits {
  const found: Partial<Record<LimitName, number>> = {};
  for (const name of limitNames) {
    const typed = wish.limits?.[name];
    const value = typed === undefined ? template.limits[name] : (typed ?? undefined);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function refuseBesideDedicated({ name, dedicatedCpus }: Template, limits: Limits): void {
  const beside = (['cpu-cap', 'cpu-shares'] as const).find((one) => limits[one] !== undefined);
  if (dedicatedCpus === undefined || beside === undefined) return;
  throw new Diagnostic({
    code: 'zmgr::zone::dedicated-cpu',
    message: `The template "${name}" gives its zones ${dedicatedCpus} processors of their own, beside which there can be no ${beside}`,
    help: `Leave ${beside} out, with ${beside}=none where the template says it; or take dedicated-cpu out of templates/${name}.kdl.`,
  });
}

function refuseMountedTwice(zone: ZoneName, mounts: readonly Mount[]): void {
  const twice = mounts.find(
    ({ directory }, at) => mounts.findIndex((one) => one.directory === directory) < at,
  );
  if (twice === undefined) return;
  throw new Diagnostic({
    code: 'zmgr::zone::mounted-twice',
    message: `Two file systems are to be mounted on ${twice.directory} of ${zone}`,
    help: 'Give each a directory of its own.',
  });
}

/**
 * @throws Diagnostic `zmgr::dataset::in-use`, `zmgr::dataset::no-parent`, `zmgr::dataset::inherits-mountpoint`,
 * `zmgr::dataset::not-for-zones`
 */
function refuseUnfitDataset(
  zone: ZoneName,
  dataset: DatasetName,
  before: readonly DatasetName[],
  { datasets, configurations }: ResourcesOnHost,
): void {
  const refuse = (code: DiagnosticFields['code'], message: string, help: string): never => {
    throw new Diagnostic({ code, message, help });
  };
  if (before.includes(dataset))
    refuse('zmgr::dataset::in-use', `${zone} is to get ${dataset} twice`, 'Name it once.');
  // A whole zpool, or a boot environment, would be taken from the host.
  if (!dataset.includes('/') || /^[^/]+\/ROOT(\/|$)/.test(dataset))
    refuse(
      'zmgr::dataset::not-for-zones',
      `${dataset} belongs to the host itself, and can't be given to ${zone}`,
      'Name a dataset of its own, like rpool/data/{zone}.',
    );
  const user = [...configurations.values()].find(
    (other) =>
      other.kind === 'read' &&
      other.configuration.resources.some(
        ({ kind, properties }) =>
          kind === 'dataset' && overlaps(properties.get('name') ?? '', dataset),
      ),
  );
  if (user !== undefined)
    refuse(
      'zmgr::dataset::in-use',
      `${dataset}, or what lies above or below it, is in the hands of the zone ${user.name}`,
      'Name another dataset; one dataset goes to one zone.',
    );
  const hasOwnMountpoint = datasets.get(dataset);
  if (hasOwnMountpoint === false)
    refuse(
      'zmgr::dataset::inherits-mountpoint',
      `${dataset} inherits its mountpoint, and zoneadm gives no such dataset to a zone`,
      `On the host: \`zfs set mountpoint=none ${dataset}\`, once nothing there uses it.`,
    );
  const parent = dataset.slice(0, dataset.lastIndexOf('/'));
  if (hasOwnMountpoint === undefined && !datasets.has(parent))
    refuse(
      'zmgr::dataset::no-parent',
      `The dataset ${dataset} can't be made: there is no ${parent}`,
      `On the host: \`zfs create -p ${parent}\`; or correct the name.`,
    );
}

const overlaps = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
