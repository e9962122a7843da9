/** What rebooting a zone takes: one step, about the run that was seen and no later one. */
import type { Observed } from '../observe/fact.ts';
import type { Plan } from '../plan/plan.ts';
import { zoneReboot } from '../steps/zone-reboot.ts';
import { refuseUnfinished } from './unfinished-entry.ts';
import type { ZoneUpPlanning, zoneUpFacts } from './zone-boot.ts';
import { confirmState, powerPlan, zoneSeen } from './zone-power.ts';

export interface ZoneRebootPlanning extends ZoneUpPlanning {
  /** Halted instead of shut down. */
  readonly force: boolean;
}

/** Pure. @throws Diagnostic as zoneFitFor() and refuseUnfinished() do */
export function planZoneReboot({ force, ...planning }: ZoneRebootPlanning): Plan {
  const { zone, host, facts } = planning;
  const seen = zoneSeen('reboot', planning);
  const { id } = seen;
  if (id === undefined) throw new Error(`${zone} runs without an id, and was let through`);
  refuseUnfinished(zone, host.name, facts.registry);
  const step = zoneReboot.step({ zone, id, clean: !force });
  const tags = facts.registry.zones.get(zone)?.tags ?? [];
  return powerPlan('reboot', host, seen, step, { run: 'this-run', tags });
}

/** @throws Diagnostic `zmgr::zone::not-as-asked` */
export function confirmZoneRebooted(
  plan: Plan,
  { zones }: Pick<Observed<typeof zoneUpFacts>, 'zones'>,
): void {
  const before = plan.steps.find(({ kind }) => kind === zoneReboot.kind)?.args.id;
  confirmState(plan, zones, ({ state, id }) => state === 'running' && id !== before);
}
