/**
 * /zone forget <zone> [host=]
 * Its entry goes and the zone stays; hostlink/plans/zone-forget.ts decides whether that may be.
 */
import {
  confirmZoneForgotten,
  planZoneForget,
  zoneForgetFacts,
} from '../hostlink/plans/zone-forget.ts';
import { option, target } from './argument.ts';
import { defineChange } from './define.ts';
import { hostName, zoneName } from './grammar/types/names.ts';
import { hostOfZone } from './zones/zone-host.ts';

export const forget = defineChange({
  path: 'forget',
  summary: "Drop a zone's entry from the registry; the zone stays as it is",
  role: 'operator',
  risk: 'routine',
  args: {
    zone: target(zoneName, 'name of the zone'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['forget web01', 'forget hv-04/web01'],
  host: (args, desk) => hostOfZone(desk, args, 'forget'),
  subject: ({ zone }) => zone,
  facts: () => zoneForgetFacts,
  plan: ({ args: { zone }, host, facts }) => planZoneForget({ zone, host, facts }),
  confirm: confirmZoneForgotten,
});
