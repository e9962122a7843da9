/** Why a first registry is not made: it is there, or the bot's user may not. Pure. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import type { IpAddress } from '../ipam/address.ts';
import type { Zonepath } from '../names/zonepath.ts';
import type { Registry } from '../registry/model.ts';
import { poolArguments } from '../registry/pool-arguments.ts';
import { quoteAll } from '../shell/quote.ts';
import type { FirstTemplate } from './first-files.ts';

/** Says what there is, and what is still needed before a zone can be made. */
export function nothingMissing(registry: Registry, pool: string, host: HostSpec): Diagnostic {
  const { templates, pools, zones, faults, directory } = registry;
  const broken = faults.filter(({ blocks }) => blocks).length;
  const counts = [
    `${templates.size} ${templates.size === 1 ? 'template' : 'templates'}`,
    `${pools.size} ${pools.size === 1 ? 'pool' : 'pools'}`,
    `${zones.size} ${zones.size === 1 ? 'zone' : 'zones'}`,
    ...(broken === 0
      ? []
      : [`${broken} ${broken === 1 ? 'file' : 'files'} that can't be understood`]),
  ];
  return new Diagnostic({
    code: 'zmgr::registry::complete',
    message: `${host.name} has a registry at ${directory}: config.kdl, ${counts.join(', ')}. Nothing was changed`,
    help:
      pools.size === 0
        ? `It lacks a pool of addresses: \`/zone host init host=${host.name} ${poolArguments(pool)}\``
        : 'Its files can be edited by hand; nothing here writes over them.',
    ...(pools.size === 0 ? {} : { suggestions: ['/zone create web01'] }),
  });
}

/**
 * What was said about files that are there already, and stay as they are.
 * @throws Diagnostic `zmgr::registry::kept`
 */
export function refuseKept(
  { hasConfig, config, directory }: Registry,
  wish: {
    readonly zonepathPrefix?: Zonepath;
    readonly resolvers: readonly IpAddress[];
    readonly dnsDomain?: string;
  },
  templates: readonly FirstTemplate[],
): void {
  const kept = (file: string, said: string, key: string) =>
    new Diagnostic({
      code: 'zmgr::registry::kept',
      message: `${directory}/${file} there already, and nothing is written over`,
      help: `Leave ${said}= out, and change ${key} there by hand.`,
    });
  if (
    hasConfig &&
    wish.zonepathPrefix !== undefined &&
    wish.zonepathPrefix !== config.zonepathPrefix
  )
    throw kept('config.kdl is', 'zonepath-prefix', 'zonepath-prefix');
  if (templates.length > 0) return;
  if (wish.resolvers.length > 0) throw kept('templates/*.kdl are', 'resolvers', 'resolvers');
  if (wish.dnsDomain !== undefined) throw kept('templates/*.kdl are', 'dns-domain', 'dns-domain');
}

/** @throws Diagnostic `zmgr::registry::not-writable` with what root has to type on the host */
export function refuseUnwritable(
  {
    registry: { exists, directory },
    canMake,
    canWrite,
  }: { readonly registry: Registry; readonly canMake: boolean; readonly canWrite: boolean },
  { name, user }: HostSpec,
): void {
  if (exists ? canWrite : canMake) return;
  const owned = quoteAll(['chown', '-R', user, directory]);
  throw new Diagnostic({
    code: 'zmgr::registry::not-writable',
    message: exists
      ? `${user} may not write into ${directory} on ${name}`
      : `${name} has no ${directory}, and ${user} may not make it`,
    help: `Type this there as root, and ask again: ${exists ? owned : `${quoteAll(['mkdir', '-p', directory])} && ${owned}`}`,
  });
}
