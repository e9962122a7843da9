/**
 * /zone halt <zone | tag:tag> [host=]
 * At once, and not cleanly; hostlink/plans/zone-halt.ts decides whether it may be.
 */

import { insisted } from '../hostlink/observe/attempt.ts';
import { confirmZoneDown, planZoneHalt } from '../hostlink/plans/zone-halt.ts';
import { tagsSeen, zoneDownFacts } from '../hostlink/plans/zone-power.ts';
import { confirmZonesPower, isOfTag, planZonesPower } from '../hostlink/plans/zones-power.ts';
import { option, target } from './argument.ts';
import { defineChange } from './define.ts';
import { hostName } from './grammar/types/names.ts';
import { subjectOf, zoneTarget } from './grammar/types/zone-target.ts';
import { hostOfTarget, hostsOfTarget } from './zones/target-hosts.ts';

export const halt = defineChange({
  path: 'halt',
  summary: 'Halt a zone at once; nothing in it is shut down cleanly',
  role: 'operator',
  risk: 'disruptive',
  args: {
    zone: target(zoneTarget, 'name of the zone, or tag:web for all that have the tag'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['halt web01', 'halt hv-04/web01', 'halt tag:web'],
  host: (args, desk) => hostOfTarget(desk, args, 'halt'),
  hosts: (args, desk) => hostsOfTarget(desk, args, 'halt'),
  subject: ({ zone }) => subjectOf(zone),
  facts: () => zoneDownFacts,
  plan: ({ args: { zone }, host, facts }) =>
    zone.kind === 'tag'
      ? planZonesPower({
          verb: 'halt',
          tag: zone.tag,
          host,
          facts: { ...facts, registry: insisted(facts.registry) },
        })
      : planZoneHalt({
          zone: zone.name,
          host,
          facts,
          tags: tagsSeen(facts.registry, zone.name),
        }),
  confirm: (plan, facts) => (isOfTag(plan) ? confirmZonesPower : confirmZoneDown)(plan, facts),
});
