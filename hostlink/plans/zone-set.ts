/**
 * What setting something of a zone takes: its entry in the registry first, for what people say of it and for addresses;
 * then its configuration. Only what is really another value becomes a step, and only old values of these are guarded: who
 * edits anything else of the zone meanwhile is in nobody's way.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { Guard } from '../guards/define-guard.ts';
import { entryPlaces } from '../guards/entry-places.ts';
import { zoneMemoryCap } from '../guards/zone-memory-cap.ts';
import { zonePresent } from '../guards/zone-present.ts';
import { zoneSettings } from '../guards/zone-settings.ts';
import type { HostSpec } from '../host.ts';
import { hostCapacity } from '../illumos/kstat.ts';
import { type LimitName, limits } from '../illumos/zone-limits.ts';
import type { SettingChange } from '../illumos/zone-settings.ts';
import { zoneList } from '../illumos/zoneadm.ts';
import { parseAbsolutePath } from '../names/absolute-path.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { attempted } from '../observe/attempt.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { warned } from '../plan/warnings.ts';
import { usableConfig, zoneEntryNamed } from '../registry/lookup.ts';
import type { Step } from '../steps/define-step.ts';
import { entryEdit } from '../steps/entry-edit.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { zoneCapMemory } from '../steps/zone-cap-memory.ts';
import { zoneSet } from '../steps/zone-set.ts';
import { overcommitOfChange } from './overcommit.ts';
import { refuseUnfinished } from './unfinished-entry.ts';
import { zoneFitFor } from './zone-power-fit.ts';
import { type EntryWish, entryChanges, noEntry } from './zone-set-entry.ts';
import { limitChanges } from './zone-set-limits.ts';
import { type NetsWish, netChanges, netFacts } from './zone-set-nets.ts';

/** What is left out stays as it is. */
export interface ZoneSetWish extends EntryWish, NetsWish {
  readonly zone: ZoneName;
  readonly limits: Readonly<Partial<Record<LimitName, number | null>>>;
  readonly autoboot?: boolean | undefined;
}

/** All that planning looks at, in one exec. */
export const zoneSetFacts = {
  ...netFacts,
  capacity: attempted(hostCapacity),
  zones: zoneList,
} satisfies FactSet;

export type ZoneSetFacts = Observed<typeof zoneSetFacts>;

export interface ZoneSetPlanning {
  readonly wish: ZoneSetWish;
  readonly host: HostSpec;
  readonly facts: ZoneSetFacts;
  /** Addresses that operations under way have set aside, this one's own aside. */
  readonly holds?: readonly string[];
  /** The plan made before, whose choices are kept. */
  readonly pinned?: Plan | undefined;
}

/**
 * Pure. @throws Diagnostic `zmgr::zone::nothing-to-set`, `set-already`, `unregistered`, `dedicated-cpu`, `odd-control`,
 *   `too-little`, `depends-on-itself`, `zmgr::host::overcommitted` where config.kdl refuses it, those of zoneFitFor() and refuseUnfinished(), and of files that can't be understood
 */
export function planZoneSet({ wish, host, facts, holds = [], pinned }: ZoneSetPlanning): Plan {
  const { zone } = wish;
  const { registry } = facts;
  const seen = zoneFitFor({ verb: 'set', zone, host: host.name, zones: facts.zones });
  refuseEmpty(wish, host);
  refuseUnfinished(zone, host.name, registry);
  const configured = facts.configurations.get(zone);
  if (configured?.kind === 'fault') throw configured.diagnostic;

  const entry = zoneEntryNamed(registry, zone);
  const asksForNets = wish.addNet !== undefined || wish.removeNet !== undefined;
  if (asksForNets && entry === undefined) throw noEntry(zone, ['its nets'], host);
  const nets =
    entry === undefined || configured === undefined
      ? undefined
      : netChanges({
          ...{ wish, seen, entry, host, facts, holds, pinned },
          configuration: configured.configuration,
        });
  const inEntry = entryChanges(wish, host, facts, nets);
  const changes: SettingChange[] = [];
  const steps: Step[] = [];
  const guards: Guard[] = [];
  if (configured !== undefined) {
    const { configuration } = configured;
    const { autoboot = configuration.autoboot } = wish;
    if (autoboot !== configuration.autoboot)
      changes.push({ kind: 'autoboot', from: configuration.autoboot, to: autoboot });
    const { controls, memory } = limitChanges(wish, configuration, facts.os.distribution);
    changes.push(...controls);
    if (memory !== undefined) {
      const args = { ...memory, zone, xml: parseAbsolutePath(`${host.etc}/zones/${zone}.xml`) };
      steps.push(zoneCapMemory.step(args));
      guards.push(zoneMemoryCap.guard(args));
    }
  }
  if (changes.length > 0) {
    steps.unshift(zoneSet.step({ zone, changes }));
    guards.unshift(zoneSettings.guard({ zone, changes }));
  }
  if (inEntry !== undefined) {
    steps.unshift(entryEdit.step({ zone, ...inEntry }));
    guards.unshift(entryPlaces.guard({ zone, path: inEntry.path, hunks: inEntry.hunks }));
  }
  const config = usableConfig(registry);
  const overcommit = overcommitOfChange(config.overcommit, zone, wish.limits, {
    ...facts,
    host: host.name,
  });
  steps.push(...(nets?.steps ?? []));
  guards.push(...(nets?.guards ?? []));
  if (steps.length === 0) throw setAlready(zone, host);
  const before = entry?.tags ?? [];
  const after = inEntry?.changes.find(({ name }) => name === 'tags')?.to ?? before;
  return makePlan(
    {
      host: host.name,
      verb: 'set',
      subject: zone,
      steps,
      guards: [
        zonePresent.guard({ zone, ...(seen.uuid !== undefined && { uuid: seen.uuid }) }),
        ...guards,
      ],
      locks: [`zone/${zone}`],
      lockTimeout: config.lockTimeout,
      chosen: { ...nets?.chosen, ...warned(overcommit) },
      holds: [...(nets?.holds ?? [])],
      // A rule for a tag counts for who takes the tag away, too.
      tags: [...new Set([...before, ...after])],
    },
    stepKinds,
  );
}

function refuseEmpty({ zone, limits: wished, autoboot, ...entry }: ZoneSetWish, host: HostSpec) {
  const asked = [autoboot, ...Object.values(wished), ...Object.values(entry)];
  if (asked.some((value) => value !== undefined)) return;
  throw new Diagnostic({
    code: 'zmgr::zone::nothing-to-set',
    message: `Nothing is said that is to be set of ${zone}`,
    help: `Say what, as in \`/zone set ${host.name}/${zone} memory=2G tags=web\`. There are: ${[...Object.keys(limits), 'autoboot', 'tags', 'delete-protection', 'boot-order', 'boot-delay', 'depends-on', 'add-net', 'remove-net'].join(', ')}.`,
  });
}

const setAlready = (zone: ZoneName, host: HostSpec): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::zone::set-already',
    message: `All that is to be set of ${zone} is so already; nothing was changed`,
    help: `\`/zone show ${host.name}/${zone}\` shows what it has, and what holds from its next boot on.`,
  });
