/**
 * /zone boot <zone | tag:tag> [host=]
 * hostlink/plans/zone-boot.ts decides whether it may be.
 */
import { confirmZoneBooted, planZoneBoot, zoneUpFacts } from '../hostlink/plans/zone-boot.ts';
import { confirmZonesPower, isOfTag, planZonesPower } from '../hostlink/plans/zones-power.ts';
import { option, target } from './argument.ts';
import { defineChange } from './define.ts';
import { hostName } from './grammar/types/names.ts';
import { subjectOf, zoneTarget } from './grammar/types/zone-target.ts';
import { hostOfTarget, hostsOfTarget } from './zones/target-hosts.ts';

export const boot = defineChange({
  path: 'boot',
  summary: 'Boot a zone that is installed',
  role: 'operator',
  risk: 'routine',
  args: {
    zone: target(zoneTarget, 'name of the zone, or tag:web for all that have the tag'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['boot web01', 'boot hv-04/web01', 'boot tag:web'],
  host: (args, desk) => hostOfTarget(desk, args, 'boot'),
  hosts: (args, desk) => hostsOfTarget(desk, args, 'boot'),
  subject: ({ zone }) => subjectOf(zone),
  facts: () => zoneUpFacts,
  plan: ({ args: { zone }, host, facts }) =>
    zone.kind === 'tag'
      ? planZonesPower({ verb: 'boot', tag: zone.tag, host, facts: facts })
      : planZoneBoot({ zone: zone.name, host, facts }),
  confirm: (plan, facts) => (isOfTag(plan) ? confirmZonesPower : confirmZoneBooted)(plan, facts),
});
