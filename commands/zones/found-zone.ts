/**
 * Zones as the hosts and their registries know them, joined by name: what is configured, what runs, what is written in
 * the entry. One exec a host, all hosts at once.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { type Vnic, vnicList } from '../../hostlink/illumos/dladm.ts';
import { type ZoneListing, zoneList } from '../../hostlink/illumos/zoneadm.ts';
import { type ConfiguredZone, zonesDirectory } from '../../hostlink/illumos/zones-directory.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { FactSet, Observed } from '../../hostlink/observe/fact.ts';
import { registryFact } from '../../hostlink/registry/fact.ts';
import type { Registry, ZoneEntry } from '../../hostlink/registry/model.ts';
import type { Desk } from '../desk.ts';

export const zoneFacts = {
  listed: zoneList,
  configured: zonesDirectory,
  vnics: vnicList,
  registry: registryFact,
} satisfies FactSet;

export type ZoneFacts = Observed<typeof zoneFacts>;

/** A zone, or the entry of one; at least one of the parts is there. */
export interface FoundZone {
  readonly host: HostName;
  readonly name: string;
  readonly listing?: ZoneListing;
  readonly configured?: ConfiguredZone;
  readonly entry?: ZoneEntry;
  /** Why the entry's file can't be understood. */
  readonly entryFault?: Diagnostic;
}

/** What came of asking a host. One that can't be read is an answer too: it is shown, never left out. */
export type HostZones =
  | {
      readonly kind: 'read';
      readonly host: HostName;
      readonly zones: readonly FoundZone[];
      readonly vnics: readonly Vnic[];
      readonly registry: Registry;
    }
  | { readonly kind: 'unread'; readonly host: HostName; readonly diagnostic: Diagnostic };

/** In the order of the hosts. */
export function readZones(desk: Desk, hosts: readonly HostName[]): Promise<readonly HostZones[]> {
  return Promise.all(hosts.map((host) => readZonesOf(desk, host)));
}

async function readZonesOf({ hosts }: Desk, host: HostName): Promise<HostZones> {
  try {
    const facts = await hosts.observe(host, zoneFacts);
    const { vnics, registry } = facts;
    return { kind: 'read', host, zones: joinZones(host, facts), vnics, registry };
  } catch (error) {
    if (error instanceof Diagnostic) return { kind: 'unread', host, diagnostic: error };
    throw error;
  }
}

/** web2 before web10. */
const byName = new Intl.Collator('en', { numeric: true }).compare;

/** Without the global zone, by name. */
export function joinZones(
  host: HostName,
  { listed, configured, registry }: Omit<ZoneFacts, 'vnics'>,
): readonly FoundZone[] {
  const listings = new Map<string, ZoneListing>();
  for (const listing of listed) if (listing.kind === 'zone') listings.set(listing.name, listing);
  const configurations: ReadonlyMap<string, ConfiguredZone> = configured;
  const entries: ReadonlyMap<string, ZoneEntry> = registry.zones;
  const faults = new Map<string, Diagnostic>();
  for (const { path, diagnostic, blocks } of registry.faults) {
    const name = /^zones\/(.+)\.kdl$/.exec(path)?.[1];
    if (blocks && name !== undefined) faults.set(name, diagnostic);
  }
  const names = new Set([
    ...listings.keys(),
    ...configurations.keys(),
    ...entries.keys(),
    ...faults.keys(),
  ]);
  return [...names].sort(byName).map((name) => {
    const listing = listings.get(name);
    const configuration = configurations.get(name);
    const entry = entries.get(name);
    const entryFault = faults.get(name);
    return {
      host,
      name,
      ...(listing === undefined ? {} : { listing }),
      ...(configuration === undefined ? {} : { configured: configuration }),
      ...(entry === undefined ? {} : { entry }),
      ...(entryFault === undefined ? {} : { entryFault }),
    };
  });
}
