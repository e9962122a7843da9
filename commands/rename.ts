/**
 * /zone rename <zone> to=<new> [host=]
 * Of a zone that is down; hostlink/plans/zone-rename.ts decides whether that may be.
 */
import {
  confirmZoneRenamed,
  planZoneRename,
  zoneRenameFacts,
} from '../hostlink/plans/zone-rename.ts';
import { option, positional, target } from './argument.ts';
import { defineChange } from './define.ts';
import { hostName, newZoneName, zoneName } from './grammar/types/names.ts';
import { hostOfZone } from './zones/zone-host.ts';

export const rename = defineChange({
  path: 'rename',
  summary: 'Give a zone that is down another name, and its entry with it',
  role: 'operator',
  risk: 'disruptive',
  args: {
    zone: target(zoneName, 'name of the zone'),
    to: positional(newZoneName, 'its new name'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['rename web01 to=web02', 'rename hv-04/web01 web02'],
  host: (args, desk) => hostOfZone(desk, args, 'rename'),
  subject: ({ zone }) => zone,
  facts: () => zoneRenameFacts,
  plan: ({ args: { zone, to }, host, facts }) => planZoneRename({ zone, to, host, facts }),
  confirm: confirmZoneRenamed,
});
