/** Registered zones that are there from the start, and plans that destroy, forget and rename them. */
import { parseZoneName } from '../../hostlink/names/zone-name.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { planZoneDestroy, zoneDestroyFacts } from '../../hostlink/plans/zone-destroy.ts';
import { planZoneForget, zoneForgetFacts } from '../../hostlink/plans/zone-forget.ts';
import { planZoneRename, zoneRenameFacts } from '../../hostlink/plans/zone-rename.ts';
import type { HostSeed, SeedZone } from '../../playground/hosts/model/seed.ts';
import type { ZoneConfiguration } from '../../playground/hosts/model/zone.ts';
import { withZones } from './power-on-host.ts';
import type { HostUnderTest } from './simulated-host.ts';

type Reached = Pick<HostUnderTest, 'spec' | 'observe'>;

/** As withZones, each with an entry that names its VNIC and an address of its own, and a reservation in DHCP where there is one. */
export const withEntries = (
  seed: HostSeed,
  names: readonly string[],
  brand: string,
  state: 'running' | 'installed' | 'incomplete',
): HostSeed => {
  const host = withZones(seed, names, brand, state);
  const addressOf = (name: string) => `10.9.0.${names.indexOf(name) + 1}/24`;
  const reserved = names.map((name) => `host ${name} { # zonebot: zone ${name}\n}\n`);
  return {
    ...host,
    ...(host.dhcp !== undefined && {
      dhcp: { ...host.dhcp, config: `${host.dhcp.config}${reserved.join('')}` },
    }),
    zones: host.zones.map((zone) =>
      names.includes(zone.name) ? { ...zone, configuration: protectedBy(zone, addressOf) } : zone,
    ),
    files: {
      ...host.files,
      ...Object.fromEntries(
        names.map((name) => [
          `/etc/zmgr/zones/${name}.kdl`,
          `// ours\nzone "${name}" {\n    net "default" {\n        address "${addressOf(name)}"\n        vnic "${name}_0"\n        stub "stub0"\n    }\n}\n`,
        ]),
      ),
    },
  };
};

const protectedBy = (
  { name, configuration }: SeedZone,
  addressOf: (zone: string) => string,
): ZoneConfiguration => ({
  ...configuration,
  resources: configuration.resources.map((net) => ({
    ...net,
    properties: { 'allowed-address': addressOf(name), ...net.properties },
  })),
});

export async function planDestroy({ spec, observe }: Reached, name: string): Promise<Plan> {
  const zone = parseZoneName(name);
  return planZoneDestroy({ zone, host: spec, facts: await observe(zoneDestroyFacts({ zone })) });
}

export type RegisteredVerb = 'destroy' | 'forget' | 'rename';

/** A rename puts an r before the name. */
export async function planRegistered(
  on: Reached,
  verb: RegisteredVerb,
  name: string,
): Promise<Plan> {
  const { spec: host, observe } = on;
  const zone = parseZoneName(name);
  switch (verb) {
    case 'destroy':
      return planDestroy(on, name);
    case 'forget':
      return planZoneForget({ zone, host, facts: await observe(zoneForgetFacts) });
    case 'rename': {
      const to = parseZoneName(`r${name}`);
      return planZoneRename({ zone, to, host, facts: await observe(zoneRenameFacts) });
    }
    default:
      return verb satisfies never;
  }
}
