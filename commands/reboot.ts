/**
 * /zone reboot <zone | tag:tag> [force=] [host=]
 * Cleanly unless by force; hostlink/plans/zone-reboot.ts decides whether it may be.
 */
import { zoneUpFacts } from '../hostlink/plans/zone-boot.ts';
import { confirmZoneRebooted, planZoneReboot } from '../hostlink/plans/zone-reboot.ts';
import { confirmZonesPower, isOfTag, planZonesPower } from '../hostlink/plans/zones-power.ts';
import { flag, option, target } from './argument.ts';
import { defineChange } from './define.ts';
import { hostName } from './grammar/types/names.ts';
import { subjectOf, zoneTarget } from './grammar/types/zone-target.ts';
import { hostOfTarget, hostsOfTarget } from './zones/target-hosts.ts';

export const reboot = defineChange({
  path: 'reboot',
  summary: 'Shut down a running zone cleanly and boot it again',
  role: 'operator',
  risk: 'disruptive',
  args: {
    zone: target(zoneTarget, 'name of the zone, or tag:web for all that have the tag'),
    force: flag('halt it instead: quicker, and nothing in it is shut down cleanly'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['reboot web01', 'reboot hv-04/web01', 'reboot web01 force=yes', 'reboot tag:web'],
  host: (args, desk) => hostOfTarget(desk, args, 'reboot'),
  hosts: (args, desk) => hostsOfTarget(desk, args, 'reboot'),
  subject: ({ zone }) => subjectOf(zone),
  facts: () => zoneUpFacts,
  plan: ({ args: { zone, force = false }, host, facts }) =>
    zone.kind === 'tag'
      ? planZonesPower({ verb: 'reboot', tag: zone.tag, host, facts: facts, force })
      : planZoneReboot({ zone: zone.name, host, facts, force }),
  confirm: (plan, facts) => (isOfTag(plan) ? confirmZonesPower : confirmZoneRebooted)(plan, facts),
});
