/** /zone dhcp stop [host=]: hostlink/plans/dhcp-power.ts decides what it takes. */
import { dhcpServiceFacts } from '../../hostlink/plans/dhcp-on-host.ts';
import { confirmDhcpPower, planDhcpStop } from '../../hostlink/plans/dhcp-power.ts';
import { option } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';

export const dhcpStop = defineChange({
  path: 'dhcp stop',
  summary: 'Stop the DHCP server; what has a lease keeps it until it ends',
  role: 'operator',
  risk: 'disruptive',
  args: {
    host: option(hostOrDefault, 'host whose DHCP server it is; the default host if left out'),
  },
  examples: ['dhcp stop', 'dhcp stop host=hv-04'],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: () => 'server',
  facts: () => dhcpServiceFacts,
  plan: ({ host, facts }) => planDhcpStop({ host, facts }),
  confirm: confirmDhcpPower,
});
