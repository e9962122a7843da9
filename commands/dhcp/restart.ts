/** /zone dhcp restart [host=]: hostlink/plans/dhcp-power.ts decides what it takes. */
import { dhcpServiceFacts } from '../../hostlink/plans/dhcp-on-host.ts';
import { confirmDhcpPower, planDhcpRestart } from '../../hostlink/plans/dhcp-power.ts';
import { option } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';

export const dhcpRestart = defineChange({
  path: 'dhcp restart',
  summary: 'Restart the DHCP server, so that it reads its file anew',
  role: 'operator',
  risk: 'disruptive',
  args: {
    host: option(hostOrDefault, 'host whose DHCP server it is; the default host if left out'),
  },
  examples: ['dhcp restart', 'dhcp restart host=hv-04'],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: () => 'server',
  facts: () => dhcpServiceFacts,
  plan: ({ host, facts }) => planDhcpRestart({ host, facts }),
  confirm: confirmDhcpPower,
});
