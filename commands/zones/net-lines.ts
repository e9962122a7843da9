/** A zone's nets, one line a link: `web01_0` over `stub0` · 10.1.0.10/24 · pool internal · router 10.1.0.1 · 02:08:20:0a:0c:01. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Vnic } from '../../hostlink/illumos/dladm.ts';
import type { NetResource } from '../../hostlink/illumos/zone-configuration.ts';
import {
  contains,
  formatAddress,
  formatCidr,
  type IpAddress,
  parseAddress,
} from '../../hostlink/ipam/address.ts';
import type { Registry } from '../../hostlink/registry/model.ts';
import type { Line } from '../answer.ts';
import { code, joined } from '../answers/parts.ts';
import type { FoundZone, HostZones } from './found-zone.ts';
import { withoutPrefix } from './zone-words.ts';

/** What the host says comes first; where it says nothing, the entry's word counts. */
export function netLines(
  zone: FoundZone,
  { vnics, registry }: Extract<HostZones, { kind: 'read' }>,
): readonly Line[] {
  const { entry, configured } = zone;
  const onHost = configured?.kind === 'read' ? configured.configuration.nets : [];
  const inEntry = entry?.nets ?? [];
  const links = new Set([
    ...onHost.map(({ physical }) => physical),
    ...inEntry.flatMap(({ vnic }) => vnic ?? []),
  ]);
  const nets = [...links].map((link): Line => {
    const here = onHost.filter(({ physical }) => physical === link);
    const entryNet = inEntry.find(({ vnic }) => vnic === link);
    const vnic = vnics.find(({ name }) => name === link);
    const over = vnic?.over ?? entryNet?.stub;
    const configuredHere = here.flatMap(
      ({ allowedAddress, address }) => allowedAddress ?? address ?? [],
    );
    const addresses = orElse(configuredHere, entryNet?.addresses.map(formatCidr) ?? []);
    const routers = orElse(
      here.flatMap(({ defrouter }) => defrouter ?? []),
      entryNet?.gateways.map(formatAddress) ?? [],
    );
    return [
      code(link),
      ...(over === undefined ? [] : [' over ', code(over)]),
      ' · ',
      ...joined([
        addresses.join(', ') || 'no address known',
        poolWord(registry, addresses),
        routers.map((router) => `router ${router}`).join(', '),
        macWord(zone, vnic),
        here.length === 0 || !isExclusive(zone) ? '' : protectionWord(here),
      ]),
    ];
  });
  // An entry in the first spelling may know an address and no link.
  const linkless = inEntry.filter(({ vnic }) => vnic === undefined);
  return [
    ...nets,
    ...linkless.map(
      ({ name, addresses }) =>
        `${name} · ${addresses.map(formatCidr).join(', ') || 'no address known'}`,
    ),
  ];
}

/** The pools whose network the addresses are in. */
function poolWord({ pools }: Registry, addresses: readonly string[]): string {
  const parsed = addresses.flatMap((text) => addressIn(withoutPrefix(text)) ?? []);
  const found = [...pools.values()].filter(({ v4, v6 }) =>
    [v4, v6].some(
      (family) =>
        family !== undefined && parsed.some((address) => contains(family.network, address)),
    ),
  );
  return found.length === 0 ? '' : `pool ${found.map(({ name }) => name).join(', ')}`;
}

/** A configuration may name a host instead of an address. */
function addressIn(text: string): IpAddress | undefined {
  try {
    return parseAddress(text);
  } catch (error) {
    if (error instanceof Diagnostic) return undefined;
    throw error;
  }
}

/** A shared stack has no link of its own; a VNIC may come and go with its zone. */
function macWord(zone: FoundZone, vnic: Vnic | undefined): string {
  if (vnic !== undefined)
    return vnic.vlan === undefined ? vnic.mac : `${vnic.mac}, VLAN ${vnic.vlan}`;
  return isExclusive(zone) ? 'no such VNIC now, so no MAC' : '';
}

const isExclusive = ({ listing, configured }: FoundZone): boolean =>
  (listing?.ipType ??
    (configured?.kind === 'read' ? configured.configuration.ipType : undefined)) === 'exclusive';

/** The host holds a zone to its addresses by allowed-address, and to nothing without one. */
const protectionWord = (nets: readonly NetResource[]): string =>
  nets.some(({ allowedAddress }) => allowedAddress !== undefined) ? 'protected' : 'not protected';

const orElse = <T>(some: readonly T[], others: readonly T[]): readonly T[] =>
  some.length > 0 ? some : others;
