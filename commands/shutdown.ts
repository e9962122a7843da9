/**
 * /zone shutdown <zone | tag:tag> [host=]
 * Cleanly; hostlink/plans/zone-shutdown.ts decides whether it may be.
 */

import { insisted } from '../hostlink/observe/attempt.ts';
import { confirmZoneDown } from '../hostlink/plans/zone-halt.ts';
import { tagsSeen, zoneDownFacts } from '../hostlink/plans/zone-power.ts';
import { planZoneShutdown } from '../hostlink/plans/zone-shutdown.ts';
import { confirmZonesPower, isOfTag, planZonesPower } from '../hostlink/plans/zones-power.ts';
import { option, target } from './argument.ts';
import { defineChange } from './define.ts';
import { hostName } from './grammar/types/names.ts';
import { subjectOf, zoneTarget } from './grammar/types/zone-target.ts';
import { hostOfTarget, hostsOfTarget } from './zones/target-hosts.ts';

export const shutdown = defineChange({
  path: 'shutdown',
  summary: 'Shut down a running zone cleanly, its services in their order',
  role: 'operator',
  risk: 'disruptive',
  args: {
    zone: target(zoneTarget, 'name of the zone, or tag:web for all that have the tag'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['shutdown web01', 'shutdown hv-04/web01', 'shutdown tag:web'],
  host: (args, desk) => hostOfTarget(desk, args, 'shutdown'),
  hosts: (args, desk) => hostsOfTarget(desk, args, 'shutdown'),
  subject: ({ zone }) => subjectOf(zone),
  facts: () => zoneDownFacts,
  plan: ({ args: { zone }, host, facts }) =>
    zone.kind === 'tag'
      ? planZonesPower({
          verb: 'shutdown',
          tag: zone.tag,
          host,
          facts: { ...facts, registry: insisted(facts.registry) },
        })
      : planZoneShutdown({
          zone: zone.name,
          host,
          facts,
          tags: tagsSeen(facts.registry, zone.name),
        }),
  confirm: (plan, facts) => (isOfTag(plan) ? confirmZonesPower : confirmZoneDown)(plan, facts),
});
