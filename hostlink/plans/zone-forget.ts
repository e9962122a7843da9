/**
 * What forgetting a zone takes: its entry goes, and its reservations in DHCP; the zone stays as it is. Its addresses stay taken, because its own
 * configuration names them; where only the entry does, they would be given to others while the zone uses them.
 */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import { entryText } from '../guards/entry-text.ts';
import { zonePresent } from '../guards/zone-present.ts';
import type { HostSpec } from '../host.ts';
import { zoneList } from '../illumos/zoneadm.ts';
import { type ConfiguredZone, zonesDirectory } from '../illumos/zones-directory.ts';
import { formatAddress } from '../ipam/address.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { registryFact } from '../registry/fact.ts';
import { addressesOfEntry, zoneEntryNamed, zoneEntryPath } from '../registry/lookup.ts';
import type { Registry, ZoneEntry } from '../registry/model.ts';
import { entryRemove } from '../steps/entry-remove.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { configuredAddresses } from './addresses-in-use.ts';
import { freedReservations, hasReservation, zoneDhcpFacts } from './dhcp-of-zone.ts';
import { refuseUnfinished } from './unfinished-entry.ts';

export const zoneForgetFacts = {
  zones: zoneList,
  configurations: zonesDirectory,
  registry: registryFact,
  ...zoneDhcpFacts,
} satisfies FactSet;

export interface ZoneForgetPlanning {
  readonly zone: ZoneName;
  readonly host: Pick<HostSpec, 'name'>;
  readonly facts: Observed<typeof zoneForgetFacts>;
}

/** Told to people. */
export const zoneForgottenSchema = z.object({
  addresses: z.array(z.string()),
  /** In DHCP, made for it: they go. */
  reservations: z.array(z.string()).default([]),
});

/**
 * Pure. @throws Diagnostic `zmgr::zone::no-entry`, `zmgr::zone::unknown` of an entry whose zone is gone,
 * `zmgr::zone::unfinished`, `zmgr::zone::address-only-in-entry`, and what is wrong with the entry's file
 */
export function planZoneForget({ zone, host, facts }: ZoneForgetPlanning): Plan {
  const { zones, configurations, registry } = facts;
  const entry = zoneEntryNamed(registry, zone);
  if (entry === undefined) {
    throw new Diagnostic({
      code: 'zmgr::zone::no-entry',
      message: `The registry of ${host.name} has no entry of ${zone}; nothing was changed`,
      help: '`/zone list` shows which zones have one.',
    });
  }
  refuseUnfinished(zone, host.name, registry);
  const seen = zones.find((one) => one.kind === 'zone' && one.name === zone);
  if (seen === undefined) {
    throw new Diagnostic({
      code: 'zmgr::zone::unknown',
      message: `There is no zone ${zone} on ${host.name}, only its entry; nothing was changed`,
      help: `\`/zone destroy ${host.name}/${zone}\` removes what is left of it, and frees its addresses.`,
    });
  }
  refuseStillUsed(entry, configurations.get(zone), registry);
  const path = zoneEntryPath(registry, zone);
  const { text } = entry;
  const dhcp = freedReservations(zone, facts);
  return makePlan(
    {
      host: host.name,
      verb: 'forget',
      subject: zone,
      steps: [...dhcp.steps, entryRemove.step({ zone, path, text })],
      guards: [
        zonePresent.guard({ zone, ...(seen.uuid !== undefined && { uuid: seen.uuid }) }),
        entryText.guard({ zone, path, text }),
        ...dhcp.guards,
      ],
      locks: [`zone/${zone}`],
      lockTimeout: registry.config.lockTimeout,
      chosen: {
        forgotten: {
          addresses: [...addressesOfEntry(entry)],
          reservations: [...dhcp.reservations],
        },
      },
      holds: [],
      tags: entry.tags,
    },
    stepKinds,
  );
}

/** A router, whose addresses the host does not know, or a zone whose configuration can't be read. */
function refuseStillUsed(
  entry: ZoneEntry,
  configured: ConfiguredZone | undefined,
  { pools, directory }: Registry,
): void {
  const configuration = configured?.kind === 'read' ? configured.configuration : undefined;
  const known = new Set(
    [
      ...(configuration === undefined ? [] : configuredAddresses(configuration)),
      ...[...pools.values()].flatMap(({ reserved }) => reserved),
    ].map(({ address }) => formatAddress(address)),
  );
  const only = addressesOfEntry(entry).filter((address) => !known.has(address));
  const [first] = only;
  if (first === undefined) return;
  throw new Diagnostic({
    code: 'zmgr::zone::address-only-in-entry',
    message: `Only the entry of ${entry.name} says that it uses ${only.join(', ')}: without it, others would be given ${only.length === 1 ? 'that address' : 'those addresses'}; nothing was changed`,
    help: `Put \`reserve "${first}" note="${entry.name}"\` into the pool's file in ${directory}/pools first${only.length === 1 ? '' : ', and so for each of them'}.`,
  });
}

/** @throws Diagnostic `zmgr::zone::not-forgotten` where the entry is there, or the zone is not. */
export function confirmZoneForgotten(
  { host, subject, chosen }: Plan,
  {
    zones,
    registry,
    dhcpFile,
  }: Pick<Observed<typeof zoneForgetFacts>, 'zones' | 'registry' | 'dhcpFile'>,
): void {
  const isThere = zones.some(({ name }) => name === subject);
  const hasEntry = [...registry.zones.keys()].includes(subject);
  const { reservations = [] } = zoneForgottenSchema.safeParse(chosen.forgotten).data ?? {};
  const isReserved = reservations.length > 0 && hasReservation(subject, { dhcpFile });
  if (isThere && !hasEntry && !isReserved) return;
  throw new Diagnostic({
    code: 'zmgr::zone::not-forgotten',
    message: hasEntry
      ? `${subject} has an entry in the registry again`
      : isThere
        ? `${subject} has its reservation in DHCP still`
        : `${subject} is no zone of the host any more`,
    help: `\`/zone show ${host}/${subject}\` shows how it stands.`,
  });
}
