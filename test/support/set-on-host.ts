/** Plans of `set` for zones of a simulated host. */
import { parseZoneName } from '../../hostlink/names/zone-name.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { planZoneSet, type ZoneSetWish, zoneSetFacts } from '../../hostlink/plans/zone-set.ts';
import type { HostUnderTest } from './simulated-host.ts';

export const planSet = async (
  { spec, observe }: Pick<HostUnderTest, 'spec' | 'observe'>,
  zone: string,
  { limits = {}, ...wish }: Partial<Omit<ZoneSetWish, 'zone'>>,
  pinned?: Plan,
): Promise<Plan> =>
  planZoneSet({
    host: spec,
    pinned,
    facts: await observe(zoneSetFacts),
    wish: { zone: parseZoneName(zone), limits, ...wish },
  });
