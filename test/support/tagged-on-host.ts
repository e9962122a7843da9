/** Zones with the tag web and entries of their own, and plans for all of them. */
import type { Plan } from '../../hostlink/plan/plan.ts';
import { zoneUpFacts } from '../../hostlink/plans/zone-boot.ts';
import type { PowerVerb } from '../../hostlink/plans/zone-power-fit.ts';
import { planZonesPower } from '../../hostlink/plans/zones-power.ts';
import type { HostSeed } from '../../playground/hosts/model/seed.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { withZones } from './power-on-host.ts';
import type { HostUnderTest } from './simulated-host.ts';

/** @param entries by zone, what its entry says beside the tag, nodes with `;` between them */
export function withTagged(
  entries: Readonly<Record<string, string>>,
  state: 'running' | 'installed',
  { leaveOut = [] }: { readonly leaveOut?: readonly string[] } = {},
): HostSeed {
  const there = Object.keys(entries).filter((zone) => !leaveOut.includes(zone));
  const seed = withZones(openindianaSeed, there, 'ipkg', state);
  const files = Object.entries(entries).map(([zone, more]) => [
    `/etc/zmgr/zones/${zone}.kdl`,
    `zone "${zone}" {\n    tags "web" "prod"\n    ${more}\n    net "default" {\n        vnic "${zone}_0"\n    }\n}\n`,
  ]);
  return { ...seed, files: { ...seed.files, ...Object.fromEntries(files) } };
}

export const planTagged = async (
  { spec, observe }: Pick<HostUnderTest, 'spec' | 'observe'>,
  verb: PowerVerb,
  tag = 'web',
): Promise<Plan> => planZonesPower({ verb, tag, host: spec, facts: await observe(zoneUpFacts) });
