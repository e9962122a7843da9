/** Zones that are there from the start, and plans of boot, shutdown, halt and reboot for them. */
import { parseZoneName } from '../../hostlink/names/zone-name.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { planZoneBoot, zoneUpFacts } from '../../hostlink/plans/zone-boot.ts';
import { planZoneHalt } from '../../hostlink/plans/zone-halt.ts';
import type { PowerVerb } from '../../hostlink/plans/zone-power-fit.ts';
import { planZoneReboot } from '../../hostlink/plans/zone-reboot.ts';
import { planZoneShutdown } from '../../hostlink/plans/zone-shutdown.ts';
import type { HostSeed } from '../../playground/hosts/model/seed.ts';
import type { HostUnderTest } from './simulated-host.ts';

/** A host with zones of these names, each with a VNIC over stub0; those that run boot with the host as well. */
export const withZones = (
  seed: HostSeed,
  names: readonly string[],
  brand: string,
  state: 'running' | 'installed' | 'incomplete',
): HostSeed => ({
  ...seed,
  links: [
    ...seed.links,
    ...names.map((name) => ({ name: `${name}_0`, class: 'vnic' as const, over: ['stub0'] })),
  ],
  zones: [
    ...seed.zones,
    ...names.map((name) => ({
      name,
      state,
      configuration: {
        properties: {
          zonepath: `/zones/${name}`,
          brand,
          autoboot: String(state === 'running'),
          'ip-type': 'exclusive',
        },
        resources: [
          { type: 'net', properties: { physical: `${name}_0` }, options: [], values: [] },
        ],
      },
    })),
  ],
});

export async function planPower(
  { spec, observe }: Pick<HostUnderTest, 'spec' | 'observe'>,
  verb: PowerVerb,
  name: string,
  force = false,
): Promise<Plan> {
  const planning = { zone: parseZoneName(name), host: spec, facts: await observe(zoneUpFacts) };
  switch (verb) {
    case 'boot':
      return planZoneBoot(planning);
    case 'shutdown':
      return planZoneShutdown(planning);
    case 'halt':
      return planZoneHalt(planning);
    case 'reboot':
      return planZoneReboot({ ...planning, force });
    default:
      return verb satisfies never;
  }
}
