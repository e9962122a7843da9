/**
 * /zone reboot <zone> [force=] [host=]
 * Cleanly unless by force; hostlink/plans/zone-reboot.ts decides whether it may be.
 */
import { zoneUpFacts } from '../hostlink/plans/zone-boot.ts';
import { confirmZoneRebooted, planZoneReboot } from '../hostlink/plans/zone-reboot.ts';
import { flag, option, target } from './argument.ts';
import { defineChange } from './define.ts';
import { hostName, zoneName } from './grammar/types/names.ts';
import { hostOfZone } from './zones/zone-host.ts';

export const reboot = defineChange({
  path: 'reboot',
  summary: 'Shut down a running zone cleanly and boot it again',
  role: 'operator',
  risk: 'disruptive',
  args: {
    zone: target(zoneName, 'name of the zone'),
    force: flag('halt it instead: quicker, and nothing in it is shut down cleanly'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['reboot web01', 'reboot hv-04/web01', 'reboot web01 force=yes'],
  host: (args, desk) => hostOfZone(desk, args, 'reboot'),
  subject: ({ zone }) => zone,
  facts: () => zoneUpFacts,
  plan: ({ args: { zone, force = false }, host, facts }) =>
    planZoneReboot({ zone, host, facts, force }),
  confirm: confirmZoneRebooted,
});
