/** Registered zones that are there from the start, and plans that destroy, forget and rename them. */
import { parseZoneName } from '../../hostlink/names/zone-name.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { planZoneDestroy, zoneDestroyFacts } from '../../hostlink/plans/zone-destroy.ts';
import type { HostSeed } from '../../playground/hosts/model/seed.ts';
import { withZones } from './power-on-host.ts';
import type { HostUnderTest } from './simulated-host.ts';

type Reached = Pick<HostUnderTest, 'spec' | 'observe'>;

/** As withZones, each with an entry that names its VNIC and an address of its own. */
export const withEntries = (
  seed: HostSeed,
  names: readonly string[],
  brand: string,
  state: 'running' | 'installed' | 'incomplete',
): HostSeed => {
  const zones = withZones(seed, names, brand, state);
  return {
    ...zones,
    files: {
      ...zones.files,
      ...Object.fromEntries(
        names.map((name, at) => [
          `/etc/zmgr/zones/${name}.kdl`,
          `// ours\nzone "${name}" {\n    net "default" {\n        address "10.9.0.${at + 1}/24"\n        vnic "${name}_0"\n        stub "stub0"\n    }\n}\n`,
        ]),
      ),
    },
  };
};

export async function planDestroy({ spec, observe }: Reached, name: string): Promise<Plan> {
  const zone = parseZoneName(name);
  return planZoneDestroy({ zone, host: spec, facts: await observe(zoneDestroyFacts({ zone })) });
}
