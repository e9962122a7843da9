/**
 * Which VNICs go with a zone: those that were made for it. Its entry says so, or our stamp on its configuration; and
 * nobody else uses them. All others stay, and it is said why.
 */
import type { Link, Vnic } from '../illumos/dladm.ts';
import type { AddressObject } from '../illumos/ipadm.ts';
import { stampName } from '../illumos/zone-stamp.ts';
import type { ConfiguredZone } from '../illumos/zones-directory.ts';
import { type LinkName, linkNameFault, parseLinkName } from '../names/link-name.ts';
import type { MacAddress } from '../names/mac-address.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { Registry, ZoneEntry } from '../registry/model.ts';

export interface ZoneVnic {
  readonly link: LinkName;
  readonly over: LinkName;
  readonly mac: MacAddress;
  readonly vlan?: number;
}

/** A link that stays, and why. */
export interface LinkThatStays {
  readonly link: string;
  readonly because: string;
}

export interface ZoneVnics {
  readonly ours: readonly ZoneVnic[];
  readonly stay: readonly LinkThatStays[];
}

export interface LinksOnHost {
  readonly links: readonly Link[];
  readonly vnics: readonly Vnic[];
  readonly addresses: readonly AddressObject[];
  readonly configurations: ReadonlyMap<ZoneName, ConfiguredZone>;
  readonly registry: Registry;
}

/** @param active one that comes down first takes along the VNICs that its brand had made for it (`global-nic`). */
export function zoneVnics(
  zone: ZoneName,
  entry: ZoneEntry | undefined,
  active: boolean,
  host: LinksOnHost,
): ZoneVnics {
  const configuration = configurationOf(zone, host);
  const nets = configuration?.ipType === 'exclusive' ? configuration.nets : [];
  const vanishing = nets.filter(({ properties }) => active && properties.has('global-nic'));
  const names = new Set([
    ...nets.map(({ physical }) => physical),
    ...(entry?.nets.flatMap(({ vnic }) => vnic ?? []) ?? []),
  ]);
  for (const { physical } of vanishing) names.delete(physical);
  const ours: ZoneVnic[] = [];
  const stay: LinkThatStays[] = [];
  for (const name of names) {
    const link = host.links.find((one) => bareName(one.name, zone) === name);
    if (link === undefined) continue;
    const vnic = host.vnics.find((one) => bareName(one.name, zone) === name);
    const because = whyItStays(name, link, vnic, zone, entry, host);
    if (because !== undefined) stay.push({ link: name, because });
    else if (vnic !== undefined) ours.push(plain(name, vnic));
  }
  return { ours, stay };
}

/** What lives in a running zone may be listed with the zone's name before it. */
const bareName = (listed: string, zone: ZoneName): string =>
  listed.startsWith(`${zone}/`) ? listed.slice(zone.length + 1) : listed;

const configurationOf = (zone: ZoneName, { configurations }: LinksOnHost) => {
  const found = configurations.get(zone);
  return found?.kind === 'read' ? found.configuration : undefined;
};

const plain = (name: string, { over, mac, vlan }: Vnic): ZoneVnic => ({
  link: parseLinkName(name),
  over: parseLinkName(over),
  mac,
  ...(vlan !== undefined && { vlan }),
});

function whyItStays(
  name: string,
  link: Link,
  vnic: Vnic | undefined,
  zone: ZoneName,
  entry: ZoneEntry | undefined,
  host: LinksOnHost,
): string | undefined {
  if (link.class !== 'vnic' || vnic === undefined)
    return `it is no VNIC but of class ${link.class}`;
  const odd = [name, vnic.over].find((one) => linkNameFault(one) !== undefined);
  if (odd !== undefined) return `${odd} is no name that can be told to dladm`;
  const user = otherUser(name, zone, host);
  if (user !== undefined) return `${user} uses it too`;
  const named = entry?.nets.find((net) => net.vnic === name);
  if (named !== undefined)
    return named.stub === undefined || named.stub === vnic.over
      ? undefined
      : `it lies over ${vnic.over}, where the entry says ${named.stub}`;
  return isStamped(zone, host) && vnic.macType === 'fixed' && vnic.mac.startsWith('02:08:20:')
    ? undefined
    : `nothing says that it was made for ${zone}`;
}

function otherUser(name: string, zone: ZoneName, host: LinksOnHost): string | undefined {
  const address = host.addresses.find(({ object }) => object.startsWith(`${name}/`));
  if (address !== undefined) return `the host, with the address object ${address.object},`;
  const configured = [...host.configurations.values()].find(
    (other) =>
      other.name !== zone &&
      other.kind === 'read' &&
      other.configuration.nets.some(({ physical }) => physical === name),
  );
  if (configured !== undefined) return `the zone ${configured.name}`;
  const entry = [...host.registry.zones.values()].find(
    (other) => other.name !== zone && other.nets.some(({ vnic }) => vnic === name),
  );
  return entry === undefined ? undefined : `the zone ${entry.name}, by its entry,`;
}

/** Made by us; its MAC addresses are then of our choice, and begin as illumos' own do. */
const isStamped = (zone: ZoneName, host: LinksOnHost): boolean =>
  configurationOf(zone, host)?.attributes.some(({ name }) => name === stampName) ?? false;
