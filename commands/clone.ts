/**
 * /zone clone <zone> <name> [template=] [host=] [address=] [boot=] [hostname=]
 * Of a zone that is down. hostlink/plans/zone-create.ts decides what it takes: a clone is a new zone that is filled with
 * another's files.
 */
import { planZoneCreate, zoneCreateFacts } from '../hostlink/plans/zone-create.ts';
import { confirmZoneCreated } from '../hostlink/plans/zone-created.ts';
import { flag, option, positional, target } from './argument.ts';
import { defineChange } from './define.ts';
import { ipAddress } from './grammar/types/ip-address.ts';
import { hostName, newZoneName, templateName, zoneName } from './grammar/types/names.ts';
import { hostname } from './grammar/types/sysconfig.ts';
import { hostOfZone } from './zones/zone-host.ts';

export const clone = defineChange({
  path: 'clone',
  summary: "Make a zone with another's files, and addresses of its own",
  role: 'operator',
  risk: 'routine',
  args: {
    zone: target(zoneName, 'the zone to clone, which must be down'),
    name: positional(newZoneName, 'name of the new zone'),
    host: option(hostName, 'its host, where several have a zone of that name'),
    template: option(templateName, "template; the other zone's if left out"),
    address: option(ipAddress, 'a certain address; the next free one if left out'),
    boot: flag("whether it is booted at the end; the template's if left out"),
    hostname: option(hostname, 'its name in itself; its name as a zone if left out'),
  },
  examples: ['clone web01 web02', 'clone hv-04/web01 web02 address=10.1.0.20 boot=yes'],
  host: (args, desk) => hostOfZone(desk, args, 'clone'),
  subject: ({ name }) => name,
  facts: () => zoneCreateFacts,
  plan: ({ args: { zone: from, name: zone, host: _, hostname, ...wish }, ...circumstances }) =>
    planZoneCreate({ ...circumstances, wish: { ...wish, zone, from, sysconfig: { hostname } } }),
  confirm: confirmZoneCreated,
});
