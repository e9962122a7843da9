/** Zones without an entry that are there from the start, and plans that import some of them. */
import type { Plan } from '../../hostlink/plan/plan.ts';
import { planZonesImport, zonesImportFacts } from '../../hostlink/plans/zones-import.ts';
import type { HostSeed } from '../../playground/hosts/model/seed.ts';
import { withEntries } from './destroy-on-host.ts';
import type { HostUnderTest } from './simulated-host.ts';

/** A pool that holds the addresses of withEntries, and a template for the zones. */
const ofTheirs = (brand: string) => ({
  '/etc/zmgr/pools/law.kdl':
    'pool "law" {\n    network "10.9.0.0/24"\n    gateway "10.9.0.254"\n    stub "stub0"\n    range-start "10.9.0.1"\n    range-end "10.9.0.250"\n}\n',
  '/etc/zmgr/templates/law.kdl': `template "law" {\n    brand "${brand}"\n    net "default" {\n        pool "law"\n    }\n}\n`,
});

export function withoutEntries(
  seed: HostSeed,
  names: readonly string[],
  brand: string,
  state: 'running' | 'installed',
): HostSeed {
  const host = withEntries(seed, names, brand, state);
  return { ...host, files: { ...seed.files, ...ofTheirs(brand) } };
}

/** All zones of the host whose names begin so are imported, as if there were no others. */
export async function planImport({ spec, observe }: HostUnderTest, start: string): Promise<Plan> {
  const facts = await observe(zonesImportFacts({}));
  const isAsked = (name: string) => name === start || name.startsWith(`${start}.`);
  return planZonesImport({
    wish: { pools: [] },
    host: spec,
    facts: {
      ...facts,
      zones: facts.zones.filter((zone) => zone.kind !== 'zone' || isAsked(zone.name)),
      configurations: new Map([...facts.configurations].filter(([name]) => isAsked(name))),
    },
    holds: [],
  });
}
