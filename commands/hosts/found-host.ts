/** Hosts as they answer for themselves: one exec a host, all at once. What a host can't tell takes nothing else with it. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostSpec } from '../../hostlink/host.ts';
import { installedBrands } from '../../hostlink/illumos/brands.ts';
import { hostClock } from '../../hostlink/illumos/date.ts';
import { dhcpConfiguration } from '../../hostlink/illumos/dhcpd.ts';
import { addressList } from '../../hostlink/illumos/ipadm.ts';
import { hostBootTime } from '../../hostlink/illumos/kstat.ts';
import { osRelease } from '../../hostlink/illumos/os-release.ts';
import { isDirectory, isWritable } from '../../hostlink/illumos/test.ts';
import { kernel } from '../../hostlink/illumos/uname.ts';
import { topSpaces } from '../../hostlink/illumos/zfs-space.ts';
import { zoneList } from '../../hostlink/illumos/zoneadm.ts';
import { zonesDirectory } from '../../hostlink/illumos/zones-directory.ts';
import { zpoolList } from '../../hostlink/illumos/zpool.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { attempted } from '../../hostlink/observe/attempt.ts';
import type { FactSet, Observed } from '../../hostlink/observe/fact.ts';
import { registryFact } from '../../hostlink/registry/fact.ts';
import type { Desk } from '../desk.ts';

/** For a line in a list. */
export const hostFacts = {
  zones: attempted(zoneList),
  os: attempted(osRelease),
  bootedAt: attempted(hostBootTime),
  clock: attempted(hostClock),
  registry: attempted(registryFact),
  zpools: attempted(zpoolList),
  spaces: attempted(topSpaces),
} satisfies FactSet;

/** For all about one. */
export const wholeHostFacts = {
  ...hostFacts,
  kernel: attempted(kernel),
  brands: attempted(installedBrands),
  configurations: attempted(zonesDirectory),
  addresses: attempted(addressList),
  dhcp: attempted(dhcpConfiguration),
  registryWritable: attempted(isWritable(({ registry }) => registry)),
  stateExists: attempted(isDirectory(({ state }) => state)),
  stateWritable: attempted(isWritable(({ state }) => state)),
} satisfies FactSet;

export type HostFacts = Observed<typeof hostFacts>;
export type WholeHostFacts = Observed<typeof wholeHostFacts>;

/** What came of asking a host. One that can't be reached is an answer too. */
export type FoundHost<F> = {
  readonly host: HostName;
  readonly spec: HostSpec;
  readonly isDefault: boolean;
} & (
  | { readonly kind: 'read'; readonly facts: F }
  | { readonly kind: 'unread'; readonly diagnostic: Diagnostic }
);

export async function readHost<S extends FactSet>(
  { hosts }: Desk,
  host: HostName,
  facts: S,
): Promise<FoundHost<Observed<S>>> {
  const about = { host, spec: hosts.spec(host), isDefault: host === hosts.default };
  try {
    return { ...about, kind: 'read', facts: await hosts.observe(host, facts) };
  } catch (error) {
    if (error instanceof Diagnostic) return { ...about, kind: 'unread', diagnostic: error };
    throw error;
  }
}
