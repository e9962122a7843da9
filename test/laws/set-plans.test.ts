/** The laws of plans that set something of a zone: its entry, its limits, its memory, in both dialects. */
import type { HostSeed } from '../../playground/hosts/model/seed.ts';
import { omniosSeed } from '../../playground/hosts/seeds/omnios.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { type LawfulPlan, lawZones, plansHoldTheLaws } from '../support/plan-laws.ts';
import { withZones } from '../support/power-on-host.ts';
import { planSet } from '../support/set-on-host.ts';
import { thoroughly } from '../support/thorough.ts';

const GiB = 1024 ** 3;

/** Zones with entries that people have written into, and half of a processor at most. */
const registered = (seed: HostSeed, brand: string, state: 'running' | 'installed'): HostSeed => {
  const { zones, files, ...rest } = withZones(seed, lawZones, brand, state);
  const entries = lawZones.map((zone) => [
    `/etc/zmgr/zones/${zone}.kdl`,
    `zone "${zone}" { // ours\n    tags "old" /* by hand */\n    net "default" {\n        vnic "${zone}_0"\n    }\n}\n`,
  ]);
  return {
    ...rest,
    files: { ...files, ...Object.fromEntries(entries) },
    zones: zones.map((zone) =>
      lawZones.includes(zone.name)
        ? {
            ...zone,
            configuration: {
              ...zone.configuration,
              resources: [
                ...zone.configuration.resources,
                {
                  type: 'rctl',
                  properties: { name: 'zone.cpu-cap' },
                  options: [],
                  values: [{ priv: 'privileged', limit: '50', action: 'deny' }],
                },
              ],
            },
          }
        : zone,
    ),
  };
};

const plans: readonly LawfulPlan[] = [
  {
    name: 'set on OpenIndiana: entry, limits, memory, and one more net of both families',
    host: { seed: registered(openindianaSeed, 'ipkg', 'installed') },
    make: (on, zone) =>
      planSet(on, zone, {
        limits: { memory: 3 * GiB, swap: 4 * GiB, 'cpu-cap': 150 },
        tags: { kind: 'edit', add: ['web'], remove: ['old'] },
        deleteProtection: true,
        bootOrder: 10,
        addNet: 'lab',
      }),
    isQuick: true,
    looks: { tool: 'zonecfg', verb: 'info' },
  },
  ...thoroughly<LawfulPlan>({
    name: 'set on OmniOS: limits, memory among them, and autoboot',
    host: { name: 'om-01', dialect: 'omnios', seed: registered(omniosSeed, 'sparse', 'running') },
    make: (on, zone) =>
      planSet(on, zone, { limits: { memory: 3 * GiB, 'cpu-cap': null }, autoboot: false }),
    isQuick: true,
    looks: { tool: 'zonecfg', verb: 'info' },
  }),
];

plansHoldTheLaws(plans);
