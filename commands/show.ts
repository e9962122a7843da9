/** /zone show <zone>: all about one zone, by name; on whichever host it is. Two execs on its host, one on the others. */
import { option, target } from './argument.ts';
import { chosenHosts } from './chosen-host.ts';
import { defineRead } from './define.ts';
import { hostName, zoneName } from './grammar/types/names.ts';
import { findZone } from './zones/find-zone.ts';
import { readZones } from './zones/found-zone.ts';
import { zoneAnswer } from './zones/zone-answer.ts';
import { readDetails } from './zones/zone-details.ts';
import { operationsOn } from './zones/zone-operations.ts';

export const show = defineRead({
  path: 'show',
  summary: 'Show one zone: its state, nets, resources, services and entry',
  role: 'viewer',
  args: {
    zone: target(zoneName, 'name of the zone'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['show web01', 'show hv-04/web01'],
  answer: async ({ zone, host }, desk) => {
    const found = findZone(await readZones(desk, chosenHosts(desk, host)), zone, 'show');
    const [details, operations] = await Promise.all([
      readDetails(desk, found.zone),
      operationsOn(desk, found.on.host, zone),
    ]);
    return zoneAnswer({ ...found, details, operations }, desk.now);
  },
});
