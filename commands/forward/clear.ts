/**
 * /zone forward clear <zone> [port=] [host=]
 * No port of the host leads into the zone any more, or one of them does not.
 */
import { forwardFacts, planForwardClear } from '../../hostlink/plans/forwards.ts';
import { confirmNatChange } from '../../hostlink/plans/nat-change.ts';
import { option, target } from '../argument.ts';
import { defineChange } from '../define.ts';
import { hostName, zoneName } from '../grammar/types/names.ts';
import { port } from '../grammar/types/nat.ts';
import { hostOfZone } from '../zones/zone-host.ts';

export const forwardClear = defineChange({
  path: 'forward clear',
  summary: 'Take away ports of the host that lead into a zone, all or one',
  role: 'operator',
  risk: 'disruptive',
  args: {
    zone: target(zoneName, 'name of the zone'),
    port: option(port, 'only the one that is reached by this port'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: ['forward clear web01', 'forward clear hv-04/web01 port=8080'],
  host: (args, desk) => hostOfZone(desk, args, 'forward clear'),
  subject: ({ zone }) => zone,
  facts: () => forwardFacts,
  plan: ({ args: { zone, port: only }, host, facts }) =>
    planForwardClear({ zone, host, facts, ...(only === undefined ? {} : { port: only }) }),
  confirm: confirmNatChange,
});
