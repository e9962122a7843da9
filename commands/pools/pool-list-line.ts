/** A pool in one line: `98 of 104 free in 10.1.0.0/24 over stub0`. */
import { dhcpConfiguration } from '../../hostlink/illumos/dhcpd.ts';
import { addressList } from '../../hostlink/illumos/ipadm.ts';
import { zonesDirectory } from '../../hostlink/illumos/zones-directory.ts';
import { attempted } from '../../hostlink/observe/attempt.ts';
import type { FactSet, Observed } from '../../hostlink/observe/fact.ts';
import { registryFact } from '../../hostlink/registry/fact.ts';
import type { Line } from '../answer.ts';
import { poolLine } from '../hosts/pool-lines.ts';
import { takenAmong } from './taken-among.ts';

export const poolListFacts = {
  registry: registryFact,
  configurations: attempted(zonesDirectory),
  addresses: attempted(addressList),
  dhcp: attempted(dhcpConfiguration),
} satisfies FactSet;

export function poolListLine(
  facts: Observed<typeof poolListFacts>,
  name: string,
  holds: readonly string[],
): Line {
  const pool = facts.registry.pools.get(name);
  if (pool === undefined) return '';
  const taken = takenAmong(facts.registry, facts, holds);
  return poolLine(pool, taken.kind === 'read' ? taken.value : undefined);
}
