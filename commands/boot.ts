/**
 * /zone boot <zone> [host=]
 * hostlink/plans/zone-boot.ts decides whether it may be.
 */
import { confirmZoneBooted, planZoneBoot, zoneUpFacts } from '../hostlink/plans/zone-boot.ts';
import { option, target } from './argument.ts';
import { defineChange } from './define.ts';
import { hostName, zoneName } from './grammar/types/names.ts';
import { hostOfZone } from './zones/zone-host.ts';

export const boot = defineChange({
  path: 'boot',
  summary: 'Boot a zone that is installed',
  role: 'operator',
  risk: 'routine',
  args: {
    zone: target(zoneName, 'name of the zone'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['boot web01', 'boot hv-04/web01'],
  host: (args, desk) => hostOfZone(desk, args, 'boot'),
  subject: ({ zone }) => zone,
  facts: () => zoneUpFacts,
  plan: ({ args: { zone }, host, facts }) => planZoneBoot({ zone, host, facts }),
  confirm: confirmZoneBooted,
});
