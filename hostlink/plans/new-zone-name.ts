/** Whether a new zone may have its name and its zonepath on a host. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import type { ZoneListing } from '../illumos/zoneadm.ts';
import type { ConfiguredZone } from '../illumos/zones-directory.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { type Zonepath, zonepathsOverlap } from '../names/zonepath.ts';
import { zoneEntryNamed } from '../registry/lookup.ts';
import type { Registry } from '../registry/model.ts';

/** What on a host has a name already. */
export interface NamesOnHost {
  readonly zones: readonly ZoneListing[];
  readonly configurations: ReadonlyMap<ZoneName, ConfiguredZone>;
  readonly registry: Registry;
}

/** @throws Diagnostic `zmgr::registry::missing` */
export function refuseNoRegistry(
  host: Pick<HostSpec, 'name'>,
  registry: Pick<Registry, 'exists' | 'directory'>,
): void {
  if (!registry.exists) {
    throw new Diagnostic({
      code: 'zmgr::registry::missing',
      message: `${host.name} has no registry at ${registry.directory}`,
      help: `\`/zone host init host=${host.name}\` begins one.`,
      suggestions: [`/zone host init host=${host.name}`],
    });
  }
}

/**
 * A name that something on the host has already, or that its tools would take for something else.
 * @throws Diagnostic `zmgr::zone::exists`, `has-entry`, `reserved-name`
 */
export function refuseTakenName(
  zone: ZoneName,
  host: Pick<HostSpec, 'name'>,
  { zones, configurations, registry }: NamesOnHost,
): void {
  const there = zones.find(({ name }) => name === zone) ?? configurations.get(zone);
  if (there !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::zone::exists',
      message: `${host.name} has a zone ${zone} already, ${there.state}`,
      help: `Choose another name; \`/zone show ${zone}\` tells about this one.`,
      suggestions: [`/zone show ${zone}`],
    });
  }
  const entry = zoneEntryNamed(registry, zone);
  if (entry !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::zone::has-entry',
      message: `The registry of ${host.name} has an entry ${zone}, ${entry.state}, though there is no such zone`,
      help: `See \`/zone op list\` for an operation that left it; else \`/zone destroy ${host.name}/${zone}\` removes what is left, or choose another name.`,
      suggestions: ['/zone op list'],
    });
  }
  // zone_get_id() tries a name as a number first, so zoneadm and zlogin may mean another zone by it.
  if (/^[0-9]+$/.test(zone)) {
    throw new Diagnostic({
      code: 'zmgr::zone::reserved-name',
      message: `The zone name ${zone} is a number, which illumos' tools take for a zone's id`,
      help: `Put a letter into it, like z${zone}.`,
    });
  }
  if (zoneTemplates.has(zone)) {
    throw new Diagnostic({
      code: 'zmgr::zone::reserved-name',
      message: `${zone} is the name of one of the system's own zone templates in /etc/zones`,
      help: 'Choose another name.',
    });
  }
}

/** Files of /etc/zones that brands bring along (OpenIndiana/pkg5 and omniosorg/pkg5, src/brand); SUNW… is no zone name anyway. */
const zoneTemplates: ReadonlySet<string> = new Set([
  'OInlipkg',
  'OMNIbhyve',
  'OMNIillumos',
  'OMNIkvm',
  'OMNIlipkg',
  'OMNIlx',
  'OMNIpkgsrc',
  'OMNIsparse',
  'OMNIemu',
]);

/**
 * zoneadm installs no zone into, or around, another one's zonepath.
 * @throws Diagnostic `zmgr::zone::zonepath-taken`
 */
export function refuseTakenZonepath(
  zonepath: Zonepath,
  { configurations }: Pick<NamesOnHost, 'configurations'>,
): void {
  const other = [...configurations.values()].find((zone) =>
    zonepathsOverlap(zone.zonepath, zonepath),
  );
  if (other !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::zone::zonepath-taken',
      message: `The zonepath ${zonepath} lies in the way of ${other.name}, whose zonepath is ${other.zonepath}`,
      help: 'Choose another name, or another zonepath-prefix in config.kdl.',
    });
  }
}
