/** What booting a zone takes: one step, where illumos would let it and nobody is at work on the zone. */
import type { FactSet, Observed } from '../observe/fact.ts';
import type { Plan } from '../plan/plan.ts';
import { registryFact } from '../registry/fact.ts';
import { zoneBoot } from '../steps/zone-boot.ts';
import { refuseUnfinished } from './unfinished-entry.ts';
import {
  confirmState,
  type PowerPlanning,
  powerPlan,
  zonePowerFacts,
  zoneSeen,
} from './zone-power.ts';

/** For what brings a zone up. */
export const zoneUpFacts = { ...zonePowerFacts, registry: registryFact } satisfies FactSet;

export interface ZoneUpPlanning extends PowerPlanning {
  readonly facts: Observed<typeof zoneUpFacts>;
}

/** Pure. @throws Diagnostic as zoneFitFor() and refuseUnfinished() do */
export function planZoneBoot(planning: ZoneUpPlanning): Plan {
  const { zone, host, facts } = planning;
  const seen = zoneSeen('boot', planning);
  refuseUnfinished(zone, host.name, facts.registry);
  const tags = facts.registry.zones.get(zone)?.tags ?? [];
  return powerPlan('boot', host, seen, zoneBoot.step({ zone }), { tags });
}

/** @throws Diagnostic `zmgr::zone::not-as-asked` */
export const confirmZoneBooted = (
  plan: Plan,
  { zones }: Pick<Observed<typeof zoneUpFacts>, 'zones'>,
): void => confirmState(plan, zones, ({ state }) => state === 'running');
