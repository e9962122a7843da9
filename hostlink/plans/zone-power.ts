/**
 * What the plans of boot, shutdown, halt and reboot have in common: what is looked at, a plan of one step that holds
 * while the zone is as it was seen, and whether the state that was asked for was reached.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { Guard } from '../guards/define-guard.ts';
import { zoneState } from '../guards/zone-state.ts';
import type { HostSpec } from '../host.ts';
import { type ZoneListing, zoneList } from '../illumos/zoneadm.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { type Attempt, attempted } from '../observe/attempt.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { registryFact } from '../registry/fact.ts';
import { zoneEntryNamed } from '../registry/lookup.ts';
import type { Registry } from '../registry/model.ts';
import type { Step } from '../steps/define-step.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { type PowerVerb, type SeenZone, zoneFitFor } from './zone-power-fit.ts';

/** All that is looked at of a zone that is to come down: no registry is needed for that, and a broken one is in no way. */
export const zonePowerFacts = { zones: zoneList } satisfies FactSet;

/** For what may bring down all zones with a tag, too: then the registry says which. */
export const zoneDownFacts = {
  ...zonePowerFacts,
  registry: attempted(registryFact),
} satisfies FactSet;

export interface PowerPlanning {
  readonly zone: ZoneName;
  readonly host: Pick<HostSpec, 'name'>;
  readonly facts: Observed<typeof zonePowerFacts>;
  /** The zone's, for rules that ask for them; left out where nobody could read them. */
  readonly tags?: readonly string[] | undefined;
}

/** Tags of a zone; undefined where its entry can't be read. */
export function tagsSeen(
  registry: Attempt<Registry>,
  zone: ZoneName,
): readonly string[] | undefined {
  if (registry.kind === 'unread') return undefined;
  try {
    return zoneEntryNamed(registry.value, zone)?.tags ?? [];
  } catch (error) {
    if (error instanceof Diagnostic) return undefined;
    throw error;
  }
}

/** The zone as it is seen, where the verb fits its state. @throws Diagnostic as zoneFitFor() does */
export const zoneSeen = (verb: PowerVerb, { zone, host, facts }: PowerPlanning): SeenZone =>
  zoneFitFor({ verb, zone, host: host.name, zones: facts.zones });

export interface PowerOptions {
  /** Whether it is about this run of the zone, and no later one. */
  readonly run?: 'this-run' | 'any-run';
  readonly tags?: readonly string[] | undefined;
}

/** The plan of one step for one zone. */
export function powerPlan(
  verb: PowerVerb,
  host: Pick<HostSpec, 'name'>,
  { name, state, uuid, id }: SeenZone,
  step: Step,
  { run = 'any-run', tags }: PowerOptions = {},
): Plan {
  const guard: Guard = zoneState.guard({
    zone: name,
    state,
    ...(uuid !== undefined && { uuid }),
    ...(run === 'this-run' && id !== undefined && { id }),
  });
  return makePlan(
    {
      host: host.name,
      verb,
      subject: name,
      steps: [step],
      guards: [guard],
      locks: [`zone/${name}`],
      chosen: {},
      holds: [],
      ...(tags !== undefined && { tags }),
    },
    stepKinds,
  );
}

/** @throws Diagnostic `zmgr::zone::not-as-asked` where a zone is not in the state that was to be reached. */
export function confirmState(
  { host, subject }: Plan,
  zones: readonly ZoneListing[],
  isReached: (zone: ZoneListing) => boolean,
): void {
  const zone = zones.find(({ name }) => name === subject);
  if (zone !== undefined && isReached(zone)) return;
  const now = zone === undefined ? 'no zone of the host any more' : zone.state.replace('_', ' ');
  throw new Diagnostic({
    code: 'zmgr::zone::not-as-asked',
    message: `${subject} is ${now}`,
    help: `\`/zone show ${host}/${subject}\` shows how it stands.`,
  });
}
