/**
 * /zone halt <zone> [host=]
 * At once, and not cleanly; hostlink/plans/zone-halt.ts decides whether it may be.
 */
import { confirmZoneDown, planZoneHalt } from '../hostlink/plans/zone-halt.ts';
import { zonePowerFacts } from '../hostlink/plans/zone-power.ts';
import { option, target } from './argument.ts';
import { defineChange } from './define.ts';
import { hostName, zoneName } from './grammar/types/names.ts';
import { hostOfZone } from './zones/zone-host.ts';

export const halt = defineChange({
  path: 'halt',
  summary: 'Halt a zone at once; nothing in it is shut down cleanly',
  role: 'operator',
  risk: 'disruptive',
  args: {
    zone: target(zoneName, 'name of the zone'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['halt web01', 'halt hv-04/web01'],
  host: (args, desk) => hostOfZone(desk, args, 'halt'),
  subject: ({ zone }) => zone,
  facts: () => zonePowerFacts,
  plan: ({ args: { zone }, host, facts }) => planZoneHalt({ zone, host, facts }),
  confirm: confirmZoneDown,
});
