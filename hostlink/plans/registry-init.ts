/**
 * What a first registry takes: its directories, a template for each brand of the host, config.kdl, and a pool where one
 * was asked for. Only what is missing is made, and nothing is ever written over.
 */
import { datasetMounted } from '../guards/dataset-mounted.ts';
import { fileAbsent } from '../guards/file-absent.ts';
import { linkPresent } from '../guards/link-present.ts';
import type { HostSpec } from '../host.ts';
import { installedBrands } from '../illumos/brands.ts';
import { type Link, linkList } from '../illumos/dladm.ts';
import { osRelease } from '../illumos/os-release.ts';
import { isDirectory, isWritable } from '../illumos/test.ts';
import { fileSystemList } from '../illumos/zfs.ts';
import { zoneList } from '../illumos/zoneadm.ts';
import type { IpAddress } from '../ipam/address.ts';
import { type AbsolutePath, parseAbsolutePath } from '../names/absolute-path.ts';
import { parseDatasetName } from '../names/dataset-name.ts';
import { parseLinkName } from '../names/link-name.ts';
import { parseZonepath, type Zonepath } from '../names/zonepath.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { registryFact } from '../registry/fact.ts';
import { type PoolWish, poolArguments } from '../registry/pool-arguments.ts';
import { directoryCreate } from '../steps/directory-create.ts';
import { fileCreate } from '../steps/file-create.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { firstConfig, firstTemplates, poolNameFor } from './first-files.ts';
import { firstPool } from './first-pool.ts';
import { nothingMissing, refuseKept, refuseUnwritable } from './registry-init-refusals.ts';

export interface RegistryInitWish extends PoolWish {
  /** Directory below which zones are to lie; found if left out. */
  readonly zonepathPrefix?: Zonepath;
  /** The pool that templates name, whether it is made now or later. */
  readonly pool?: string;
  readonly resolvers: readonly IpAddress[];
  readonly dnsDomain?: string;
}

const folders = ['templates', 'pools', 'zones', 'publishers'] as const;
type Folder = (typeof folders)[number];

const below = (folder: Folder) => (host: HostSpec) => `${host.registry}/${folder}`;
const parentOf = (path: string): string => path.replace(/\/[^/]+$/, '') || '/';

/** All that planning looks at, in one exec. */
export const registryInitFacts = {
  zones: zoneList,
  links: linkList,
  fileSystems: fileSystemList,
  os: osRelease,
  brands: installedBrands,
  registry: registryFact,
  canMake: isWritable(({ registry }) => parentOf(registry)),
  canWrite: isWritable(({ registry }) => registry),
  templates: isDirectory(below('templates')),
  pools: isDirectory(below('pools')),
  entries: isDirectory(below('zones')),
  publishers: isDirectory(below('publishers')),
} satisfies FactSet;

export type RegistryInitFacts = Observed<typeof registryInitFacts>;

export interface RegistryInitPlanning {
  readonly wish: RegistryInitWish;
  readonly host: HostSpec;
  readonly facts: RegistryInitFacts;
  /** The plan made before, whose choices are kept. */
  readonly pinned?: Plan | undefined;
}

interface NewFile {
  readonly path: AbsolutePath;
  readonly text: string;
}

/**
 * Pure. @throws Diagnostic `zmgr::registry::complete` where nothing is missing, `zmgr::registry::not-writable`,
 * `zmgr::registry::kept`, `zmgr::registry::no-brands`, `zmgr::registry::no-zones-dataset`, and those of pools and links.
 */
export function planRegistryInit({ wish, host, facts, pinned }: RegistryInitPlanning): Plan {
  const { registry, links } = facts;
  const at = (path: string) => parseAbsolutePath(`${registry.directory}/${path}`);
  const poolName = wish.pool ?? poolNameFor(registry);
  const pool = firstPool(poolName, wish, { registry, links, host });
  const templates = firstTemplates(wish, poolName, facts);
  refuseKept(registry, wish, templates);
  const config = registry.hasConfig
    ? undefined
    : firstConfig(wish.zonepathPrefix ?? pinnedPrefix(pinned), templates, facts, host);

  const files: readonly NewFile[] = [
    ...(pool === undefined ? [] : [{ path: at(`pools/${poolName}.kdl`), text: pool.text }]),
    ...templates.map(({ name, text }) => ({ path: at(`templates/${name}.kdl`), text })),
    ...(config === undefined ? [] : [{ path: at('config.kdl'), text: config.text }]),
  ];
  const isThere = { ...facts, zones: facts.entries };
  const directories = [
    ...(registry.exists ? [] : [parseAbsolutePath(registry.directory)]),
    ...folders.filter((folder) => !isThere[folder]).map(at),
  ];
  if (files.length + directories.length === 0) throw nothingMissing(registry, poolName, host);
  refuseUnwritable(facts, host);
  return makePlan(
    {
      host: host.name,
      verb: 'host init',
      subject: 'registry',
      tags: [],
      steps: [
        ...directories.map((path) => directoryCreate.step({ path })),
        ...files.map((file) => fileCreate.step({ ...file })),
      ],
      guards: [
        ...files.map(({ path }) => fileAbsent.guard({ path })),
        ...(pool === undefined
          ? []
          : [linkPresent.guard({ link: pool.stub, class: pool.link.class })]),
        ...(config === undefined
          ? []
          : [
              datasetMounted.guard({
                dataset: parseDatasetName(config.place.dataset),
                mountpoint: parseAbsolutePath(config.place.mountpoint),
              }),
            ]),
      ],
      locks: ['init'],
      lockTimeout: registry.config.lockTimeout,
      chosen: {
        ...(config === undefined ? {} : { zonepathPrefix: config.place.mountpoint }),
        ...(pool === undefined && registry.pools.size === 0
          ? { next: poolCommand(poolName, links, host) }
          : {}),
      },
      holds: [],
    },
    stepKinds,
  );
}

/** What is to be typed before a zone can be made, for who reads the plan: over a link that the host has. */
function poolCommand(pool: string, links: readonly Link[], host: HostSpec): string {
  const kinds = ['etherstub', 'phys', 'aggr'];
  const [link] = kinds.flatMap((kind) => links.filter((one) => one.class === kind));
  const stub = link === undefined ? {} : { stub: parseLinkName(link.name) };
  return `host init host=${host.name} ${poolArguments(pool, { addresses: [], ...stub })}`;
}

const pinnedPrefix = (pinned: Plan | undefined): Zonepath | undefined =>
  typeof pinned?.chosen.zonepathPrefix === 'string'
    ? parseZonepath(pinned.chosen.zonepathPrefix)
    : undefined;
