/**
 * What renaming a zone takes: its entry under the new name, which reserves it; its reservations in
 * DHCP noted as its own; the rename; the old entry removed. What
 * was named after it stays as it is: its zonepath, datasets and VNICs, and the host name that it has inside.
 */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import { entryAbsent } from '../guards/entry-absent.ts';
import { entryText } from '../guards/entry-text.ts';
import { zoneAbsent } from '../guards/zone-absent.ts';
import { zoneState } from '../guards/zone-state.ts';
import type { HostSpec } from '../host.ts';
import { zoneList } from '../illumos/zoneadm.ts';
import { zonesDirectory } from '../illumos/zones-directory.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { renamedEntryText } from '../registry/entry-name.ts';
import { registryFact } from '../registry/fact.ts';
import { dependantsOf, zoneEntryNamed, zoneEntryPath } from '../registry/lookup.ts';
import type { Registry } from '../registry/model.ts';
import { entryCreate } from '../steps/entry-create.ts';
import { entryRemove } from '../steps/entry-remove.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { zoneRename } from '../steps/zone-rename.ts';
import { renamedReservations, zoneDhcpFacts } from './dhcp-of-zone.ts';
import { refuseTakenName } from './new-zone-name.ts';
import { refuseUnfinished } from './unfinished-entry.ts';
import { zoneFitFor } from './zone-power-fit.ts';

export const zoneRenameFacts = {
  zones: zoneList,
  configurations: zonesDirectory,
  registry: registryFact,
  ...zoneDhcpFacts,
} satisfies FactSet;

export interface ZoneRenamePlanning {
  readonly zone: ZoneName;
  readonly to: ZoneName;
  readonly host: Pick<HostSpec, 'name'>;
  readonly facts: Observed<typeof zoneRenameFacts>;
}

/** Told to people. */
export const zoneRenamedSchema = z.object({
  to: z.string(),
  zonepath: z.string(),
  /** Zones whose entries go on to name the old one. */
  dependants: z.array(z.string()),
});

/**
 * Pure. @throws Diagnostic as zoneFitFor(), refuseTakenName() and refuseUnfinished() do, `zmgr::kdl::edit` where the name
 * in the entry can't be told from what stands around it
 */
export function planZoneRename({ zone, to, host, facts }: ZoneRenamePlanning): Plan {
  const { zones, registry } = facts;
  const seen = zoneFitFor({ verb: 'rename', zone, host: host.name, zones });
  refuseTakenName(to, host, facts);
  refuseUnfinished(zone, host.name, registry);
  const { state, uuid, zonepath } = seen;
  const sameZone = uuid !== undefined && { uuid };
  const entry = entriesOf(registry, zone, to);
  const dhcp = renamedReservations(zone, to, facts);
  return makePlan(
    {
      host: host.name,
      verb: 'rename',
      subject: zone,
      steps: [
        ...(entry === undefined ? [] : [entryCreate.step(entry.created)]),
        ...dhcp.steps,
        zoneRename.step({ zone, to, zonepath, ...sameZone }),
        ...(entry === undefined ? [] : [entryRemove.step(entry.removed)]),
      ],
      guards: [
        zoneState.guard({ zone, state, ...sameZone }),
        zoneAbsent.guard({ zone: to }),
        ...(entry === undefined
          ? []
          : [
              entryText.guard(entry.removed),
              entryAbsent.guard({ zone: to, path: entry.created.path }),
            ]),
        ...dhcp.guards,
      ],
      locks: [`zone/${zone}`, `zone/${to}`],
      lockTimeout: registry.config.lockTimeout,
      chosen: { renamed: { to, zonepath, dependants: dependantsOf(registry, zone) } },
      holds: [],
      tags: entry?.tags ?? [],
    },
    stepKinds,
  );
}

function entriesOf(registry: Registry, zone: ZoneName, to: ZoneName) {
  const entry = zoneEntryNamed(registry, zone);
  if (entry === undefined) return undefined;
  const text = renamedEntryText(entry, to);
  return {
    created: { zone: to, path: zoneEntryPath(registry, to), text, settled: text },
    removed: { zone, path: zoneEntryPath(registry, zone), text: entry.text },
    tags: entry.tags,
  };
}

/** @throws Diagnostic `zmgr::zone::not-renamed` that says what is missing. */
export function confirmZoneRenamed(
  { host, subject, chosen, steps }: Plan,
  { zones, registry }: Pick<Observed<typeof zoneRenameFacts>, 'zones' | 'registry'>,
): void {
  const { to } = zoneRenamedSchema.parse(chosen.renamed);
  const hasEntry = steps.some(({ kind }) => kind === entryCreate.kind);
  const isZone = (zone: string) => zones.some(({ name }) => name === zone);
  const isEntry = (zone: string) => registry.zones.has(zone);
  const fault = !isZone(to)
    ? `There is no zone ${to}`
    : isZone(subject)
      ? `There is a zone ${subject} again`
      : hasEntry && !isEntry(to)
        ? `${to} has no entry in the registry`
        : isEntry(subject)
          ? `The registry still has an entry of ${subject}`
          : undefined;
  if (fault === undefined) return;
  throw new Diagnostic({
    code: 'zmgr::zone::not-renamed',
    message: fault,
    help: `\`/zone show ${host}/${to}\` and \`/zone show ${host}/${subject}\` show what there is.`,
  });
}
