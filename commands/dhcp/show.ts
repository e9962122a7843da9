/** /zone dhcp show [host=]: what the DHCP server of a host is configured to give. One exec. */
import { optionalPositional } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { shownFacts } from '../dhcp-server/found-dhcp.ts';
import { showAnswer } from '../dhcp-server/show-answer.ts';
import { hostOrDefault } from '../grammar/types/names.ts';

export const dhcpShow = defineRead({
  path: 'dhcp show',
  summary: 'Show what DHCP serves on a host: subnets and reservations',
  role: 'viewer',
  args: { host: optionalPositional(hostOrDefault, 'the host; the default host if left out') },
  examples: ['dhcp show', 'dhcp show hv-04', 'dhcp show host=hv-04'],
  answer: async ({ host: named }, desk) => {
    const host = chosenHost(desk, named);
    return showAnswer(host, await desk.hosts.observe(host, shownFacts), desk.now);
  },
});
