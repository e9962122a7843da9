/** What shutting down a zone takes: one step, for a zone that runs. */
import type { Plan } from '../plan/plan.ts';
import { zoneShutdown } from '../steps/zone-shutdown.ts';
import { type PowerPlanning, powerPlan, zoneSeen } from './zone-power.ts';

/** Pure. @throws Diagnostic as zoneFitFor() does */
export function planZoneShutdown(planning: PowerPlanning): Plan {
  const { zone, host, tags } = planning;
  const seen = zoneSeen('shutdown', planning);
  return powerPlan('shutdown', host, seen, zoneShutdown.step({ zone }), { tags });
}
