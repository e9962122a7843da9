/**
 * What planning looks up in a registry. Each throws what a person needs to know when it isn't there: the fault of the
 * file that should say it, or the names that may have been meant.
 */
import { Diagnostic } from '../diagnostic.ts';
import { formatAddress } from '../ipam/address.ts';
import { type AbsolutePath, parseAbsolutePath } from '../names/absolute-path.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { nearest } from '../nearest.ts';
import type { Pool, Publisher, Registry, RegistryConfig, Template, ZoneEntry } from './model.ts';
import { poolArguments } from './pool-arguments.ts';

/** @throws Diagnostic `zmgr::template::unknown`, or what is wrong with the template's file */
export const templateNamed = (registry: Registry, name: string): Template =>
  named(registry, 'template', registry.templates, name);

/** @throws Diagnostic `zmgr::pool::unknown`, or what is wrong with the pool's file */
export const poolNamed = (registry: Registry, name: string): Pool =>
  named(registry, 'pool', registry.pools, name);

/** @throws Diagnostic `zmgr::publisher::unknown`, or what is wrong with the publisher's file */
export const publisherNamed = (registry: Registry, name: string): Publisher =>
  named(registry, 'publisher', registry.publishers, name);

/** What holds for all zones. @throws Diagnostic what is wrong with config.kdl */
export function usableConfig(registry: Registry): RegistryConfig {
  refuseBroken(registry, 'config.kdl');
  return registry.config;
}

/** The zone's entry; undefined where it has none. @throws Diagnostic what is wrong with the entry's file */
export function zoneEntryNamed(registry: Registry, name: string): ZoneEntry | undefined {
  refuseBroken(registry, `zones/${name}.kdl`);
  return registry.zones.get(name);
}

/** Path of an entry on the host. */
export const zoneEntryPath = (
  registry: Pick<Registry, 'directory'>,
  name: ZoneName,
): AbsolutePath => parseAbsolutePath(`${zoneEntriesIn(registry)}/${name}.kdl`);

/** Addresses that an entry allocates, without prefix length. */
export const addressesOfEntry = ({ nets }: Pick<ZoneEntry, 'nets'>): readonly string[] =>
  nets.flatMap(({ addresses }) => addresses.map(({ address }) => formatAddress(address)));

/** Zones whose entries say that they depend on one. */
export const dependantsOf = (
  { zones }: Pick<Registry, 'zones'>,
  zone: ZoneName,
): readonly ZoneName[] =>
  [...zones.values()].filter(({ dependsOn }) => dependsOn.includes(zone)).map(({ name }) => name);

/** Directory of all entries on the host. */
export const zoneEntriesIn = ({ directory }: Pick<Registry, 'directory'>): AbsolutePath =>
  parseAbsolutePath(`${directory}/zones`);

const unknownCodes = {
  template: 'zmgr::template::unknown',
  pool: 'zmgr::pool::unknown',
  publisher: 'zmgr::publisher::unknown',
} as const;

function named<T>(
  registry: Registry,
  kind: 'template' | 'pool' | 'publisher',
  known: ReadonlyMap<string, T>,
  name: string,
): T {
  refuseBroken(registry, `${kind}s/${name}.kdl`);
  const value = known.get(name);
  if (value !== undefined) return value;
  const suggestions = nearest(name, known.keys());
  throw new Diagnostic({
    code: unknownCodes[kind],
    message: `There is no ${kind} "${name.slice(0, 80)}" in ${registry.directory}`,
    help: !registry.exists
      ? 'The host has no registry yet: `/zone host init` begins one.'
      : suggestions.length > 0
        ? `Did you mean ${suggestions.join(' or ')}?`
        : known.size > 0
          ? `There are: ${[...known.keys()].slice(0, 10).join(', ')}.`
          : kind === 'publisher'
            ? `\`/zone publisher create ${name.slice(0, 63)}\` makes it.`
            : kind === 'pool'
              ? `\`/zone pool create ${poolArguments(name.slice(0, 63)).replace('pool=', '')}\` makes it.`
              : `\`/zone host init\` writes one for each brand of the host. Or write one, ${registry.directory}/${kind}s/${name.slice(0, 80)}.kdl.`,
    suggestions,
  });
}

function refuseBroken(registry: Registry, path: string): void {
  const fault = registry.faults.find((one) => one.path === path && one.blocks);
  if (fault !== undefined) throw fault.diagnostic;
}
