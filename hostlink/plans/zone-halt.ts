/** What halting a zone takes: one step, for whatever the kernel has of it. */
import type { Observed } from '../observe/fact.ts';
import type { Plan } from '../plan/plan.ts';
import { zoneHalt } from '../steps/zone-halt.ts';
import {
  confirmState,
  type PowerPlanning,
  powerPlan,
  type zonePowerFacts,
  zoneSeen,
} from './zone-power.ts';

/** Pure. @throws Diagnostic as zoneFitFor() does */
export function planZoneHalt(planning: PowerPlanning): Plan {
  const { zone, host, tags } = planning;
  const seen = zoneSeen('halt', planning);
  const step = zoneHalt.step({ zone, ran: seen.state === 'running' });
  return powerPlan('halt', host, seen, step, { tags });
}

/** Whether it came down, by a halt or by itself. @throws Diagnostic `zmgr::zone::not-as-asked` */
export const confirmZoneDown = (plan: Plan, { zones }: Observed<typeof zonePowerFacts>): void =>
  confirmState(plan, zones, ({ state }) => state === 'installed');
