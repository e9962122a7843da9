/**
 * What files of a registry say about each other. Nearly all of it only warns: an entry describes a zone that there is,
 * and refusing it would also refuse the change that puts it right. What a plan needs and isn't there is refused when
 * it is looked up (lookup.ts).
 */
import { contains, formatCidr } from '../ipam/address.ts';
import { type Checked, missing, warningAt } from './checked.ts';
import { dependencyChecks, doubleAllocations, entryChecks } from './entry-checks.ts';
import type { Pool, PoolFamily, Registry, RegistryFault } from './model.ts';

export const crossChecks = (read: Omit<Registry, 'faults'>): readonly RegistryFault[] => {
  const registry: Checked = {
    ...read,
    families: [...read.pools.values()].flatMap(familiesOf),
    allPoolsRead: [...read.texts.keys()].every(
      (path) => !path.startsWith('pools/') || read.pools.has(path.slice(6, -4)),
    ),
  };
  return [
    ...configChecks(registry),
    ...templateChecks(registry),
    ...poolOverlaps(registry),
    ...[...registry.zones.values()].flatMap((entry) => [...entryChecks(entry, registry)]),
    ...doubleAllocations(registry),
    ...dependencyChecks(registry),
  ];
};

function* configChecks(registry: Checked): Iterable<RegistryFault> {
  if (registry.templates.size > 0) {
    yield* missing(registry, {
      path: 'config.kdl',
      node: 'default-template',
      who: 'The default template',
      kind: 'template',
      name: registry.config.defaultTemplate,
    });
  }
}

function* templateChecks(registry: Checked): Iterable<RegistryFault> {
  for (const { name, nets, publishers } of registry.templates.values()) {
    const path = `templates/${name}.kdl`;
    for (const net of nets) {
      const who = `The net "${net.name}"`;
      yield* missing(registry, { path, node: 'pool', who, kind: 'pool', name: net.pool });
    }
    for (const publisher of publishers) {
      const who = `The template "${name}"`;
      const reference = { path, node: 'publishers', who, kind: 'publisher' } as const;
      yield* missing(registry, { ...reference, name: publisher });
    }
    const twice = nets.find(
      (net, place) => nets.findIndex(({ pool }) => pool === net.pool) < place,
    );
    if (twice !== undefined) {
      yield warningAt(
        registry,
        path,
        { node: 'pool', isMeant: (value) => value === twice.pool },
        {
          code: 'zmgr::template::same-network',
          message: `Two nets of the template "${name}" are on the network of the pool "${twice.pool}"`,
          help: 'Give each net a pool of its own; which way packets leave is not defined otherwise.',
        },
      );
    }
  }
}

function* poolOverlaps(registry: Checked): Iterable<RegistryFault> {
  const families = [...registry.pools.values()].flatMap((pool) =>
    familiesOf(pool).map((family) => ({ pool, family })),
  );
  for (const [place, { pool, family }] of families.entries()) {
    const other = families
      .slice(0, place)
      .find((before) => before.pool !== pool && overlap(before.family, family));
    if (other !== undefined) {
      const network = formatCidr(family.network);
      yield warningAt(
        registry,
        `pools/${pool.name}.kdl`,
        { node: 'network', isMeant: (value) => value === network },
        {
          code: 'zmgr::pool::overlap',
          message: `The network ${network} overlaps that of the pool "${other.pool.name}"`,
          help: 'An address taken in one of them counts as taken in both.',
        },
      );
    }
  }
}

const familiesOf = ({ v4, v6 }: Pool): readonly PoolFamily[] =>
  [v4, v6].filter((family) => family !== undefined);

const overlap = (one: PoolFamily, other: PoolFamily): boolean =>
  contains(one.network, other.network.address) || contains(other.network, one.network.address);
