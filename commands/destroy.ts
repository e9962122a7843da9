/**
 * /zone destroy <zone> [host=]
 * In whatever state it is, and no copy is kept; hostlink/plans/zone-destroy.ts decides what that takes.
 */
import { planZoneDestroy, zoneDestroyFacts } from '../hostlink/plans/zone-destroy.ts';
import { confirmZoneDestroyed } from '../hostlink/plans/zone-destroyed.ts';
import { option, target } from './argument.ts';
import { defineChange } from './define.ts';
import { hostName, zoneName } from './grammar/types/names.ts';
import { hostOfZone } from './zones/zone-host.ts';

export const destroy = defineChange({
  path: 'destroy',
  summary: 'Destroy a zone: its files, snapshots, links and entry; no copy is kept',
  role: 'operator',
  risk: 'destructive',
  args: {
    zone: target(zoneName, 'name of the zone'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['destroy web01', 'destroy hv-04/web01'],
  host: (args, desk) => hostOfZone(desk, args, 'destroy'),
  subject: ({ zone }) => zone,
  facts: zoneDestroyFacts,
  plan: ({ args: { zone }, host, facts }) => planZoneDestroy({ zone, host, facts }),
  confirm: confirmZoneDestroyed,
});
