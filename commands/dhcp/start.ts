/** /zone dhcp start [host=]: hostlink/plans/dhcp-power.ts decides what it takes. */
import { dhcpServiceFacts } from '../../hostlink/plans/dhcp-on-host.ts';
import { confirmDhcpPower, planDhcpStart } from '../../hostlink/plans/dhcp-power.ts';
import { option } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';

export const dhcpStart = defineChange({
  path: 'dhcp start',
  summary: 'Start the DHCP server, now and at every boot of its host',
  role: 'operator',
  risk: 'routine',
  args: {
    host: option(hostOrDefault, 'host whose DHCP server it is; the default host if left out'),
  },
  examples: ['dhcp start', 'dhcp start host=hv-04'],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: () => 'server',
  facts: () => dhcpServiceFacts,
  plan: ({ host, facts }) => planDhcpStart({ host, facts }),
  confirm: confirmDhcpPower,
});
