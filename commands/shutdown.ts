/**
 * /zone shutdown <zone> [host=]
 * Cleanly; hostlink/plans/zone-shutdown.ts decides whether it may be.
 */
import { confirmZoneDown } from '../hostlink/plans/zone-halt.ts';
import { zonePowerFacts } from '../hostlink/plans/zone-power.ts';
import { planZoneShutdown } from '../hostlink/plans/zone-shutdown.ts';
import { option, target } from './argument.ts';
import { defineChange } from './define.ts';
import { hostName, zoneName } from './grammar/types/names.ts';
import { hostOfZone } from './zones/zone-host.ts';

export const shutdown = defineChange({
  path: 'shutdown',
  summary: 'Shut down a running zone cleanly, its services in their order',
  role: 'operator',
  risk: 'disruptive',
  args: {
    zone: target(zoneName, 'name of the zone'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['shutdown web01', 'shutdown hv-04/web01'],
  host: (args, desk) => hostOfZone(desk, args, 'shutdown'),
  subject: ({ zone }) => zone,
  facts: () => zonePowerFacts,
  plan: ({ args: { zone }, host, facts }) => planZoneShutdown({ zone, host, facts }),
  confirm: confirmZoneDown,
});
