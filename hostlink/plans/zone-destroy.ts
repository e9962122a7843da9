/**
 * What destroying a zone takes, in whatever state it is: its entry marked, so that nobody boots it and its addresses stay
 * taken; its reservations in DHCP given up; a halt; the uninstall, after which there is no way back; its configuration and its links; and its entry last,
 * with which its addresses are free. Of a zone that is not there any more, its entry and links.
 *
 * Its datasets are the uninstall's to destroy, which leaves alone what it did not make: no dataset is destroyed here.
 */
import { z } from 'zod';
import { datasetUntied } from '../guards/dataset-untied.ts';
import type { Guard } from '../guards/define-guard.ts';
import { entryText } from '../guards/entry-text.ts';
import { zoneAbsent } from '../guards/zone-absent.ts';
import { zoneState } from '../guards/zone-state.ts';
import type { HostSpec } from '../host.ts';
import { linkList, vnicList } from '../illumos/dladm.ts';
import { addressList } from '../illumos/ipadm.ts';
import { tiesLines, zoneDatasets } from '../illumos/zone-datasets.ts';
import { activeStates, zoneList } from '../illumos/zoneadm.ts';
import { type ConfiguredZone, zonesDirectory } from '../illumos/zones-directory.ts';
import { formatAddress } from '../ipam/address.ts';
import { parseDatasetName } from '../names/dataset-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { stateLine } from '../registry/entry-state.ts';
import { registryFact } from '../registry/fact.ts';
import {
  addressesOfEntry,
  dependantsOf,
  zoneEntryNamed,
  zoneEntryPath,
} from '../registry/lookup.ts';
import type { ZoneEntry } from '../registry/model.ts';
import type { Step } from '../steps/define-step.ts';
import { entryMark } from '../steps/entry-mark.ts';
import { entryRemove } from '../steps/entry-remove.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { vnicDelete } from '../steps/vnic-delete.ts';
import { zoneDelete } from '../steps/zone-delete.ts';
import { zoneHalt } from '../steps/zone-halt.ts';
import { zoneUninstall } from '../steps/zone-uninstall.ts';
import { configuredAddresses } from './addresses-in-use.ts';
import { freedReservations, zoneDhcpFacts } from './dhcp-of-zone.ts';
import { refuseProtected, refuseTied, refuseUsed } from './zone-destroy-refusals.ts';
import { type GoingDatasets, zoneDisk } from './zone-disk.ts';
import { type SeenZone, zoneFitFor } from './zone-power-fit.ts';
import { zoneVnics } from './zone-vnics.ts';

/** All that planning looks at, in one exec. */
export const zoneDestroyFacts = ({ zone }: { readonly zone: ZoneName }) =>
  ({
    zones: zoneList,
    configurations: zonesDirectory,
    links: linkList,
    vnics: vnicList,
    addresses: addressList,
    datasets: zoneDatasets(zone),
    registry: registryFact,
    ...zoneDhcpFacts,
  }) satisfies FactSet;

export type ZoneDestroyFacts = Observed<ReturnType<typeof zoneDestroyFacts>>;

export interface ZoneDestroyPlanning {
  readonly zone: ZoneName;
  readonly host: Pick<HostSpec, 'name'>;
  readonly facts: ZoneDestroyFacts;
}

/** What a destroy takes away and what it leaves, as it was seen when planning: told to people, and no part of the digest. */
export const zoneLossSchema = z.object({
  /** Undefined where only an entry is left. */
  state: z.string().exactOptional(),
  addresses: z.array(z.string()),
  /** The zone's own, where something is installed. */
  dataset: z
    .object({ name: z.string(), bytes: z.number(), snapshots: z.array(z.string()) })
    .exactOptional(),
  /** Zones whose entries say that they depend on it. */
  dependants: z.array(z.string()),
  /** In DHCP, made for it. */
  reservations: z.array(z.string()).default([]),
  stay: z.array(z.object({ what: z.string(), because: z.string() })),
});
export type ZoneLoss = z.infer<typeof zoneLossSchema>;

/**
 * Pure. @throws Diagnostic as zoneFitFor() does; `zmgr::zone::delete-protected`, `unfinished`, `snapshots-held`,
 * `has-clones`, `used-by-zone`; and what is wrong with the entry's file, which might say that it is protected
 */
export function planZoneDestroy({ zone, host, facts }: ZoneDestroyPlanning): Plan {
  const { registry, configurations } = facts;
  const path = zoneEntryPath(registry, zone);
  const entry = zoneEntryNamed(registry, zone);
  const isListed = facts.zones.some(({ name }) => name === zone);
  const seen =
    isListed || entry === undefined
      ? zoneFitFor({ verb: 'destroy', zone, host: host.name, zones: facts.zones })
      : undefined;
  refuseProtected(zone, host.name, path, entry);

  const isActive = seen !== undefined && isIn(activeStates, seen.state);
  const vnics = zoneVnics(zone, entry, isActive, facts);
  const disk = zoneDisk(seen, facts.datasets);
  if (disk.goes !== undefined) refuseTied(zone, disk.goes);
  if (seen !== undefined) refuseUsed(zone, seen.zonepath, disk.dataset, configurations);

  const dhcp = freedReservations(zone, facts);

  const mark = entry?.state === 'ready' ? stateLine(entry, 'destroying') : undefined;
  const marking = mark && {
    zone,
    path,
    state: 'destroying' as const,
    line: mark.line,
    after: mark.after,
  };
  const loss: ZoneLoss = {
    ...(seen !== undefined && { state: seen.state }),
    addresses: addressesLost(entry, configurations.get(zone)),
    ...(disk.goes !== undefined && {
      dataset: {
        name: disk.goes.dataset,
        bytes: disk.goes.used,
        snapshots: [...new Set(disk.goes.snapshots.map(({ name }) => name))],
      },
    }),
    dependants: [...dependantsOf(registry, zone)],
    reservations: [...dhcp.reservations],
    stay: [
      ...vnics.stay.map(({ link, because }) => ({ what: `link ${link}`, because })),
      ...disk.stay.map(({ dataset, because }) => ({ what: `dataset ${dataset}`, because })),
      ...dhcp.stay,
    ],
  };
  return makePlan(
    {
      host: host.name,
      verb: 'destroy',
      subject: zone,
      steps: [
        ...(marking === undefined ? [] : [entryMark.step(marking)]),
        // Before there is no way back: dhcpd may not accept its file, for whatever else is wrong in it.
        ...dhcp.steps,
        ...(seen === undefined ? [] : zoneSteps(seen)),
        // What else on the host was made for the zone goes here, too: while its entry stands, nobody gets its address.
        ...vnics.ours.map((vnic) => vnicDelete.step({ ...vnic })),
        ...(entry === undefined
          ? []
          : [entryRemove.step({ zone, path, text: mark?.text ?? entry.text })]),
      ],
      guards: [
        seen === undefined ? zoneAbsent.guard({ zone }) : seenGuard(seen),
        ...(entry === undefined ? [] : [entryText.guard({ zone, path, text: entry.text })]),
        ...(disk.goes === undefined ? [] : [untied(disk.goes)]),
        ...dhcp.guards,
      ],
      locks: [`zone/${zone}`],
      lockTimeout: registry.config.lockTimeout,
      chosen: { loss },
      holds: [],
      tags: entry?.tags ?? [],
    },
    stepKinds,
  );
}

/** From whatever it is to nothing. */
function zoneSteps({ name: zone, state }: SeenZone): readonly Step[] {
  const isActive = isIn(activeStates, state);
  return [
    ...(isActive ? [zoneHalt.step({ zone, ran: state === 'running', forGood: true })] : []),
    ...(state === 'configured'
      ? []
      : [zoneUninstall.step({ zone, from: state === 'incomplete' ? 'incomplete' : 'installed' })]),
    zoneDelete.step({ zone }),
  ];
}

const isIn = <T extends string>(some: readonly T[], one: string): boolean =>
  some.some((other) => other === one);

const addressesLost = (
  entry: ZoneEntry | undefined,
  zone: ConfiguredZone | undefined,
): string[] => [
  ...new Set([
    ...(entry === undefined ? [] : addressesOfEntry(entry)),
    ...(zone?.kind === 'read'
      ? configuredAddresses(zone.configuration).map(({ address }) => formatAddress(address))
      : []),
  ]),
];

const seenGuard = ({ name, state, uuid }: SeenZone): Guard =>
  zoneState.guard({ zone: name, state, ...(uuid !== undefined && { uuid }) });

const untied = ({ dataset, allSnapshots }: GoingDatasets): Guard =>
  datasetUntied.guard({ dataset: parseDatasetName(dataset), ties: tiesLines(allSnapshots) });
