/**
 * What importing zones takes: an entry for each zone of a host that has none and whose template is beyond doubt, written
 * exclusively. The others are told with what can be chosen; nothing of a zone itself is changed.
 */
import { z } from 'zod';
import { type Finding, findingOf, unregisteredZones } from '../compare/unregistered.ts';
import type { SeenLease } from '../compare/zone-addresses.ts';
import { isLeased } from '../dhcp/leases.ts';
import { Diagnostic } from '../diagnostic.ts';
import { addressFree } from '../guards/address-free.ts';
import { entryAbsent } from '../guards/entry-absent.ts';
import { zonePresent } from '../guards/zone-present.ts';
import type { HostSpec } from '../host.ts';
import { hostClock } from '../illumos/date.ts';
import { dhcpConfiguration, dhcpLeases } from '../illumos/dhcpd.ts';
import { linkList, vnicList } from '../illumos/dladm.ts';
import { addressList } from '../illumos/ipadm.ts';
import { isWritable } from '../illumos/test.ts';
import { zoneList } from '../illumos/zoneadm.ts';
import { zonesDirectory } from '../illumos/zones-directory.ts';
import { zonesInside } from '../illumos/zones-inside.ts';
import { type TakenAddresses, takenOn } from '../ipam/taken.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { nearest } from '../nearest.ts';
import { attempted } from '../observe/attempt.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { registryFact } from '../registry/fact.ts';
import {
  addressesOfEntry,
  zoneEntriesIn,
  zoneEntryNamed,
  zoneEntryPath,
} from '../registry/lookup.ts';
import { newZoneEntryText } from '../registry/zone-entry-text.ts';
import { entryCreate } from '../steps/entry-create.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { configuredAddresses } from './addresses-in-use.ts';
import { refuseNoRegistry } from './new-zone-name.ts';
import { nothingToImport } from './zones-import-refusals.ts';

/** All that planning looks at, in one exec. */
export const zonesImportFacts = ({ zone }: { readonly zone?: ZoneName }) =>
  ({
    zones: zoneList,
    configurations: zonesDirectory,
    links: linkList,
    vnics: vnicList,
    addresses: addressList,
    inside: zonesInside(zone),
    leases: attempted(dhcpLeases),
    dhcp: attempted(dhcpConfiguration),
    clock: attempted(hostClock),
    registry: registryFact,
    canWrite: isWritable(({ registry }) => `${registry}/zones`),
  }) satisfies FactSet;

export type ZonesImportFacts = Observed<ReturnType<typeof zonesImportFacts>>;

export interface ZonesImportWish {
  /** Only this one: what is said of it is decided. Of all, it decides only between what fits. */
  readonly zone?: ZoneName | undefined;
  /** Left alone, where all are asked for. */
  readonly except?: readonly ZoneName[];
  readonly template?: string | undefined;
  readonly pools: readonly string[];
  readonly withoutTemplate?: boolean | undefined;
  /** Only these, each with what is decided of it. */
  readonly choices?: readonly ZoneChoice[];
}

export interface ZoneChoice {
  readonly zone: ZoneName;
  /** None: its entry says its brand alone. */
  readonly template?: string;
  readonly pools: readonly string[];
}

export interface ZonesImportPlanning {
  readonly wish: ZonesImportWish;
  readonly host: HostSpec;
  readonly facts: ZonesImportFacts;
  readonly holds: readonly string[];
  readonly pinned?: Plan | undefined;
}

/** What the operation is about: a zone, or several that are known once it is planned. */
export const importSubject = (
  zone: ZoneName | undefined,
  choices: readonly ZoneChoice[] = [],
): string => zone ?? (choices.length === 1 ? choices[0]?.zone : undefined) ?? 'zones';

const reason = z.object({ zone: z.string(), because: z.string() });
/** What a plan remembers beside its steps, for people. */
export const zonesImportSchema = z.object({
  written: z.array(
    reason.extend({
      template: z.string().optional(),
      addresses: z.array(z.string()),
      sources: z.array(z.string()),
      remarks: z.array(z.string()),
    }),
  ),
  unsure: z.array(
    reason.extend({
      fit: z.enum(['several', 'none']),
      candidates: z.array(z.string()),
      addresses: z.array(z.string()),
    }),
  ),
  left: z.array(reason),
  skipped: z.array(reason),
});
export type ZonesImported = Readonly<z.infer<typeof zonesImportSchema>>;

/**
 * Pure. @throws Diagnostic `zmgr::registry::missing`, `zmgr::registry::not-writable`, `zmgr::import::…`,
 * `zmgr::zone::unknown`, and what is wrong with the entry's file of the zone that is asked for
 */
export function planZonesImport(planning: ZonesImportPlanning): Plan {
  const { wish, host, facts, pinned } = planning;
  const { registry } = facts;
  refuseNoRegistry(host, registry);
  const findings = findingsOf(planning);
  const before = zonesImportSchema.safeParse(pinned?.chosen.import).data?.written;
  const sure = findings
    .filter((finding) => finding.kind === 'sure')
    // Planned again, zones that came meanwhile are another import's.
    .filter(({ zone }) => before?.some((one) => one.zone === zone) ?? true);
  if (sure.length === 0) {
    const { zone, choices = [], except = [] } = wish;
    const isByName = zone !== undefined || choices.length > 0;
    throw nothingToImport({ host: host.name, zones: facts.zones, isByName, except }, findings);
  }
  refuseUnwritable(planning);
  const entries = sure.map(({ zone, uuid, entry }) => ({
    zone,
    uuid,
    path: zoneEntryPath(registry, zone),
    text: newZoneEntryText(entry),
    addresses: addressesOfEntry(entry),
  }));
  const directory = zoneEntriesIn(registry);
  return makePlan(
    {
      host: host.name,
      verb: 'import',
      subject: importSubject(wish.zone, wish.choices),
      steps: entries.map(({ zone, path, text }) =>
        entryCreate.step({ zone, path, text, settled: text }),
      ),
      guards: entries.flatMap(({ zone, uuid, path, addresses }) => [
        zonePresent.guard({ zone, ...(uuid !== undefined && { uuid }) }),
        entryAbsent.guard({ zone, path }),
        ...addresses.map((address) => addressFree.guard({ address, directory })),
      ]),
      locks: entries.map(({ zone }) => `zone/${zone}`),
      lockTimeout: registry.config.lockTimeout,
      chosen: { import: told(findings, sure) },
      holds: [...new Set(entries.flatMap(({ addresses }) => addresses))],
      tags: [],
    },
    stepKinds,
  );
}

type Sure = Extract<Finding, { kind: 'sure' }>;

const told = (findings: readonly Finding[], sure: readonly Sure[]): ZonesImported => ({
  written: sure.map(({ zone, entry, because, sources, remarks }) => ({
    zone,
    ...(entry.template !== undefined && { template: entry.template }),
    addresses: [...addressesOfEntry(entry)],
    because,
    sources: [...sources],
    remarks: [...remarks],
  })),
  unsure: findings.flatMap((one) =>
    one.kind === 'unsure'
      ? [
          {
            zone: one.zone,
            because: one.because,
            fit: one.fit,
            candidates: [...one.candidates],
            addresses: [...one.addresses],
          },
        ]
      : [],
  ),
  left: findings.flatMap((one) =>
    one.kind === 'left' ? [{ zone: one.zone, because: one.because }] : [],
  ),
  skipped: findings.flatMap((one) =>
    one.kind === 'skipped' ? [{ zone: one.zone, because: one.because }] : [],
  ),
});

function findingsOf(planning: ZonesImportPlanning): readonly Finding[] {
  const { wish, host, facts, holds, pinned } = planning;
  const seen = { ...facts, leases: leasesSeen(facts) };
  const unregistered = unregisteredZones(seen).filter((zone) => !wish.except?.includes(zone));
  const asked = askedFor(wish);
  const open = (asked ?? unregistered).filter((zone) => unregistered.includes(zone));
  const known = (asked ?? []).filter((zone) => !unregistered.includes(zone));
  // Somebody else may have been quicker with one of several; the others are imported all the same.
  for (const zone of known)
    if (open.length === 0 || zoneEntryNamed(facts.registry, zone) === undefined)
      throw unfit(zone, unregistered, host, facts);
  const taken = takenNow(facts, holds);
  const before = new Map(
    zonesImportSchema
      .safeParse(pinned?.chosen.import)
      .data?.written.map(({ zone, template }) => [zone, template]),
  );
  const findings = open.map((zone) => {
    const choice = wish.choices?.find((one) => one.zone === zone);
    return findingOf(
      zone,
      seen,
      taken,
      choice === undefined
        ? { ...wish, template: wish.template ?? before.get(zone), isForOne: asked !== undefined }
        : { ...choice, withoutTemplate: choice.template === undefined, isForOne: true },
    );
  });
  return [
    ...withoutDoubles(findings),
    ...known.map((zone): Finding => ({ zone, kind: 'left', because: 'it has an entry already' })),
  ];
}

/**
 * Undefined where all are.
 * @throws Diagnostic `zmgr::command::twice`
 */
function askedFor({ zone, choices = [] }: ZonesImportWish): readonly ZoneName[] | undefined {
  const several = choices.map((one) => one.zone);
  const double = several.find((one, at) => several.indexOf(one) !== at) ?? several[0];
  if (double !== undefined && (zone !== undefined || new Set(several).size < several.length)) {
    throw new Diagnostic({
      code: 'zmgr::command::twice',
      message:
        zone === undefined
          ? `as= says twice what ${double} is to be`
          : `Zones are named twice, ${zone} and by as=`,
      help: 'Name each zone once, with one template.',
    });
  }
  return zone === undefined ? (several.length === 0 ? undefined : several) : [zone];
}

/** Of two zones that have one address each only the first gets an entry; which is right, a person has to find out. */
function withoutDoubles(findings: readonly Finding[]): readonly Finding[] {
  const owners = new Map<string, ZoneName>();
  return findings.map((finding): Finding => {
    if (finding.kind !== 'sure') return finding;
    const { zone, entry } = finding;
    const claims = [
      ...addressesOfEntry(entry),
      ...entry.nets.flatMap(({ vnic }) => (vnic === undefined ? [] : [`the VNIC ${vnic}`])),
    ];
    const double = claims.find((claim) => owners.has(claim));
    if (double !== undefined)
      return { zone, kind: 'left', because: `${owners.get(double)} has ${double} as well` };
    for (const claim of claims) owners.set(claim, zone);
    return finding;
  });
}

/** By the host's own clock, as its DHCP server sees them. What can't be read tells nothing, and costs nothing else. */
function leasesSeen({ leases, dhcp, clock }: ZonesImportFacts): readonly SeenLease[] {
  const known = leases.kind === 'read' && leases.value.kind === 'read' ? leases.value.value : [];
  const hosts = dhcp.kind === 'read' && dhcp.value.kind === 'read' ? dhcp.value.value.hosts : [];
  return [
    ...known.flatMap((lease) =>
      lease.mac !== undefined && clock.kind === 'read' && isLeased(lease, clock.value)
        ? [{ kind: 'lease', address: lease.address, mac: lease.mac } as const]
        : [],
    ),
    ...hosts.flatMap(({ mac, addresses }) =>
      mac === undefined
        ? []
        : addresses.map((address) => ({ kind: 'reservation', address, mac }) as const),
    ),
  ];
}

/** What can't be read is no reason to leave the others: nothing is given out here. */
const takenNow = (
  { registry, configurations, addresses }: ZonesImportFacts,
  holds: readonly string[],
): TakenAddresses =>
  takenOn({
    registry,
    zoneNets: [...configurations.values()].map((zone) => ({
      zone: zone.name,
      addresses: zone.kind === 'read' ? configuredAddresses(zone.configuration) : [],
    })),
    hostAddresses: addresses.flatMap(({ object, address, prefix }) =>
      address === undefined ? [] : [{ object, address: { address, prefix: prefix ?? 0 } }],
    ),
    dhcp: { ranges: [], reservations: [] },
    holds,
  });

/** Why one that is asked for is none without an entry: it has one, or its file is broken, or there is no such zone. */
function unfit(
  zone: ZoneName,
  unregistered: readonly ZoneName[],
  { name: host }: HostSpec,
  { registry, zones }: ZonesImportFacts,
): Diagnostic {
  if (zoneEntryNamed(registry, zone) !== undefined) {
    return new Diagnostic({
      code: 'zmgr::import::has-entry',
      message: `${zone} has an entry in the registry of ${host} already; nothing was changed`,
      help: `\`/zone show ${host}/${zone}\` tells whether it is right. To have it written anew, \`/zone forget ${host}/${zone}\` first.`,
    });
  }
  const near = nearest(zone, unregistered);
  return new Diagnostic({
    code: 'zmgr::zone::unknown',
    message: `There is no zone ${zone} on ${host}; nothing was changed`,
    help:
      near.length > 0
        ? 'Did you mean another one?'
        : zones.length > 1
          ? `\`/zone list host=${host}\` shows which there are.`
          : `${host} has no zones.`,
    suggestions: near.map((name) => `/zone import ${host}/${name}`),
  });
}

/** @throws Diagnostic `zmgr::registry::not-writable` */
function refuseUnwritable({ host, facts: { registry, canWrite } }: ZonesImportPlanning): void {
  if (canWrite) return;
  const directory = zoneEntriesIn(registry);
  throw new Diagnostic({
    code: 'zmgr::registry::not-writable',
    message: `${host.user} can't write in ${directory} on ${host.name}, or it is not there; nothing was changed`,
    help: `As root on the host: mkdir -p ${directory} && chown ${host.user} ${directory}`,
  });
}

/** @throws Diagnostic `zmgr::import::not-written` naming those whose entry is not there */
export function confirmZonesImported(
  { host, steps }: Plan,
  { registry }: Pick<ZonesImportFacts, 'registry'>,
): void {
  const names = new Set<unknown>(registry.zones.keys());
  const missing = steps.flatMap(({ args }) => (names.has(args.zone) ? [] : [String(args.zone)]));
  if (missing.length === 0) return;
  throw new Diagnostic({
    code: 'zmgr::import::not-written',
    message: `No entry that can be understood is there of ${missing.slice(0, 10).join(', ')}`,
    help: `\`/zone validate host=${host}\` shows what is wrong with the files.`,
  });
}
