/** What is taken on a host, where all of it can be told. */

import type { DhcpConfiguration } from '../../hostlink/dhcp/configuration.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { DhcpFile } from '../../hostlink/illumos/dhcpd.ts';
import type { AddressObject } from '../../hostlink/illumos/ipadm.ts';
import type { ConfiguredZone } from '../../hostlink/illumos/zones-directory.ts';
import type { TakenAddresses } from '../../hostlink/ipam/taken.ts';
import type { ZoneName } from '../../hostlink/names/zone-name.ts';
import type { Attempt } from '../../hostlink/observe/attempt.ts';
import { addressesInUse } from '../../hostlink/plans/addresses-in-use.ts';
import type { Registry } from '../../hostlink/registry/model.ts';

export interface AttemptedFacts {
  readonly configurations: Attempt<ReadonlyMap<ZoneName, ConfiguredZone>>;
  readonly addresses: Attempt<readonly AddressObject[]>;
  readonly dhcp: Attempt<DhcpFile<DhcpConfiguration>>;
}

/** Without all of the zones' configurations, the host's own addresses and what DHCP gives, a number would be a guess. */
export function takenAmong(
  registry: Registry,
  { configurations, addresses, dhcp }: AttemptedFacts,
  holds: readonly string[],
): Attempt<TakenAddresses> {
  if (configurations.kind === 'unread') return configurations;
  if (addresses.kind === 'unread') return addresses;
  if (dhcp.kind === 'unread') return dhcp;
  try {
    const facts = {
      registry,
      configurations: configurations.value,
      addresses: addresses.value,
      dhcp: dhcp.value,
    };
    return { kind: 'read', value: addressesInUse(facts, holds) };
  } catch (error) {
    if (error instanceof Diagnostic) return { kind: 'unread', diagnostic: error };
    throw error;
  }
}
