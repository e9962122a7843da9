/**
 * What files of a registry say about each other. Nearly all of it only warns: an entry describes a zone that there is,
 * and refusing it would also refuse the change that puts it right. What a plan needs and isn't there is refused when
 * it is looked up (lookup.ts).
 */
import { Diagnostic } from '../diagnostic.ts';
import { contains, formatAddress, formatCidr } from '../ipam/address.ts';
import { linkNameFault } from '../names/link-name.ts';
import { nearest } from '../nearest.ts';
import type { Pool, PoolFamily, Registry, RegistryFault, ZoneEntry } from './model.ts';

/** What could be read, and the paths of all files: one that is broken is there all the same, and says so itself. */
type Checked = Omit<Registry, 'faults'> & {
  readonly paths: ReadonlySet<string>;
  readonly families: readonly PoolFamily[];
  /** Only then is an address outside all pools worth a word. */
  readonly allPoolsRead: boolean;
};

export const crossChecks = (
  read: Omit<Registry, 'faults'>,
  paths: ReadonlySet<string>,
): readonly RegistryFault[] => {
  const registry = {
    ...read,
    paths,
    families: [...read.pools.values()].flatMap(familiesOf),
    allPoolsRead: [...paths].every(
      (path) => !path.startsWith('pools/') || read.pools.has(path.slice(6, -4)),
    ),
  };
  return [
    ...configChecks(registry),
    ...templateChecks(registry),
    ...poolOverlaps(registry),
    ...[...registry.zones.values()].flatMap((entry) => [...entryChecks(entry, registry)]),
    ...doubleAllocations(registry),
  ];
};

const warning = (
  path: string,
  fields: ConstructorParameters<typeof Diagnostic>[0],
): RegistryFault => ({ path, diagnostic: new Diagnostic(fields), blocks: false });

function* configChecks(registry: Checked): Iterable<RegistryFault> {
  if (registry.templates.size > 0) {
    const { defaultTemplate } = registry.config;
    yield* missing(registry, 'config.kdl', 'The default template', 'template', defaultTemplate);
  }
}

function* templateChecks(registry: Checked): Iterable<RegistryFault> {
  for (const { name, nets, publishers } of registry.templates.values()) {
    const path = `templates/${name}.kdl`;
    for (const net of nets)
      yield* missing(registry, path, `The net "${net.name}"`, 'pool', net.pool);
    for (const publisher of publishers)
      yield* missing(registry, path, `The template "${name}"`, 'publisher', publisher);
    const twice = nets.find(
      (net, place) => nets.findIndex(({ pool }) => pool === net.pool) < place,
    );
    if (twice !== undefined) {
      yield warning(path, {
        code: 'zmgr::template::same-network',
        message: `Two nets of the template "${name}" are on the network of the pool "${twice.pool}"`,
        help: 'Give each net a pool of its own; which way packets leave is not defined otherwise.',
      });
    }
  }
}

function* poolOverlaps({ pools }: Checked): Iterable<RegistryFault> {
  const families = [...pools.values()].flatMap((pool) =>
    familiesOf(pool).map((family) => ({ pool, family })),
  );
  for (const [place, { pool, family }] of families.entries()) {
    const other = families
      .slice(0, place)
      .find((before) => before.pool !== pool && overlap(before.family, family));
    if (other !== undefined) {
      yield warning(`pools/${pool.name}.kdl`, {
        code: 'zmgr::pool::overlap',
        message: `The network ${formatCidr(family.network)} overlaps that of the pool "${other.pool.name}"`,
        help: 'An address taken in one of them counts as taken in both.',
      });
    }
  }
}

function* entryChecks(entry: ZoneEntry, registry: Checked): Iterable<RegistryFault> {
  const path = `zones/${entry.name}.kdl`;
  if (entry.brand === 'bhyve') {
    yield {
      path,
      blocks: true,
      diagnostic: new Diagnostic({
        code: 'zmgr::zone::bhyve',
        message: `${entry.name} is a virtual machine`,
        help: 'vm-manager looks after zones of the brand bhyve.',
      }),
    };
  }
  if (entry.template !== undefined)
    yield* missing(registry, path, `The zone "${entry.name}"`, 'template', entry.template);
  for (const net of entry.nets) {
    const stray = net.addresses.find(
      ({ address }) => !registry.families.some(({ network }) => contains(network, address)),
    );
    if (stray !== undefined && registry.allPoolsRead) {
      yield warning(path, {
        code: 'zmgr::zone::outside-pools',
        message: `${formatAddress(stray.address)} of the net "${net.name}" is in the network of no pool`,
        help: 'It is kept, and never given out while the entry names it.',
      });
    }
    const fault = net.vnic === undefined ? undefined : linkNameFault(net.vnic);
    if (fault !== undefined) {
      yield warning(path, {
        code: 'zmgr::link::bad-name',
        message: `The VNIC "${net.vnic}" of the net "${net.name}" ${fault}`,
        help: 'Write the name that `dladm show-vnic` prints.',
      });
    }
  }
}

/** One address, or one VNIC, in two places of the ledger. */
function* doubleAllocations({ zones }: Checked): Iterable<RegistryFault> {
  const owners = new Map<string, string>();
  for (const { name, nets } of zones.values()) {
    for (const net of nets) {
      const claims = [
        ...net.addresses.map(({ address }) => formatAddress(address)),
        ...(net.vnic === undefined ? [] : [`VNIC ${net.vnic}`]),
      ];
      for (const claim of claims) {
        const owner = owners.get(claim);
        owners.set(claim, owner ?? name);
        if (owner === undefined) continue;
        yield warning(`zones/${name}.kdl`, {
          code: 'zmgr::zone::double-allocation',
          message: `${claim} stands in the entry of ${owner} ${owner === name ? 'twice' : `and of ${name}`}`,
          help: `Ask the host which zone has it, and correct zones/${name}.kdl.`,
        });
      }
    }
  }
}

const unknownCodes = {
  template: 'zmgr::template::unknown',
  pool: 'zmgr::pool::unknown',
  publisher: 'zmgr::publisher::unknown',
} as const;

/** A reference to a file that isn't there. */
function* missing(
  { templates, pools, publishers, paths }: Checked,
  path: string,
  who: string,
  kind: 'template' | 'pool' | 'publisher',
  name: string,
): Iterable<RegistryFault> {
  if (paths.has(`${kind}s/${name}.kdl`)) return;
  const known = { template: templates, pool: pools, publisher: publishers }[kind];
  const suggestions = nearest(name, known.keys());
  const [meant] = suggestions;
  yield warning(path, {
    code: unknownCodes[kind],
    message: `${who} names the ${kind} "${name}", which there is not`,
    help:
      meant === undefined ? `Write ${kind}s/${name}.kdl.` : `Write "${meant}", if that is meant.`,
    suggestions,
  });
}

const familiesOf = ({ v4, v6 }: Pool): readonly PoolFamily[] =>
  [v4, v6].filter((family) => family !== undefined);

const overlap = (one: PoolFamily, other: PoolFamily): boolean =>
  contains(one.network, other.network.address) || contains(other.network, one.network.address);
