/** All addresses that something on a host is known to use, from what was observed of it. */
import { type DhcpConfiguration, dhcpTaken } from '../dhcp/configuration.ts';
import type { DhcpFile } from '../illumos/dhcpd.ts';
import type { AddressObject } from '../illumos/ipadm.ts';
import type { ZoneConfiguration } from '../illumos/zone-configuration.ts';
import type { ConfiguredZone } from '../illumos/zones-directory.ts';
import { type Cidr, parseCidr } from '../ipam/address.ts';
import { type TakenAddresses, takenOn } from '../ipam/taken.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { Registry } from '../registry/model.ts';

export interface AddressesOnHost {
  readonly configurations: ReadonlyMap<ZoneName, ConfiguredZone>;
  readonly addresses: readonly AddressObject[];
  readonly registry: Registry;
  /** What the host's DHCP server gives out. */
  readonly dhcp: DhcpFile<DhcpConfiguration>;
}

/**
 * @param holds set aside by operations that have not ended
 * @throws Diagnostic of a zone whose configuration can't be read: its addresses are not known, and giving one of them
 * out would be a guess.
 */
export function addressesInUse(facts: AddressesOnHost, holds: readonly string[]): TakenAddresses {
  const zoneNets = [...facts.configurations.values()].map((zone) => {
    if (zone.kind === 'fault') throw zone.diagnostic;
    return { zone: zone.name, addresses: configuredAddresses(zone.configuration) };
  });
  return takenOn({
    registry: facts.registry,
    zoneNets,
    hostAddresses: facts.addresses.flatMap(({ object, address, prefix }) =>
      address === undefined ? [] : [{ object, address: { address, prefix: prefix ?? 0 } }],
    ),
    dhcp:
      facts.dhcp.kind === 'read' ? dhcpTaken(facts.dhcp.value) : { ranges: [], reservations: [] },
    holds,
  });
}

/** What a zone's own configuration says that it uses. */
export const configuredAddresses = ({ nets }: ZoneConfiguration): readonly Cidr[] =>
  nets
    .flatMap(({ address, allowedAddress }) => [address, allowedAddress])
    .filter((text) => text !== undefined)
    .flatMap(addressIn);

/** zonecfg takes host names, and v4 addresses without a prefix length, too: a name is no address that a pool could give. */
function addressIn(text: string): readonly Cidr[] {
  const withPrefix = text.includes('/') ? text : `${text}/32`;
  try {
    return [parseCidr(withPrefix)];
  } catch {
    return [];
  }
}
