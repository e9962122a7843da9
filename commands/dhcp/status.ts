/** /zone dhcp status [host=]: how the DHCP server of a host stands, and what it lacks. One exec. */
import { optionalPositional } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { statusFacts } from '../dhcp-server/found-dhcp.ts';
import { statusAnswer } from '../dhcp-server/status-answer.ts';
import { hostOrDefault } from '../grammar/types/names.ts';

export const dhcpStatus = defineRead({
  path: 'dhcp status',
  summary: 'Show how the DHCP server of a host stands, and what it lacks',
  role: 'viewer',
  args: { host: optionalPositional(hostOrDefault, 'the host; the default host if left out') },
  examples: ['dhcp status', 'dhcp status hv-04', 'dhcp status host=hv-04'],
  answer: async ({ host: named }, desk) => {
    const host = chosenHost(desk, named);
    return statusAnswer(host, await desk.hosts.observe(host, statusFacts), desk.now);
  },
});
