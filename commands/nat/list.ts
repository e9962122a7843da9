/** /zone nat list [host=]: NAT rules as they are configured and as the kernel has them, and what is wrong with either. */
import { natFacts } from '../../hostlink/plans/nat-on-host.ts';
import { option } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';
import { readHost } from '../hosts/found-host.ts';
import { natListAnswer } from '../networks/nat-list-answer.ts';

export const natList = defineRead({
  path: 'nat list',
  summary: 'Show NAT rules, configured and active, and the state of ipfilter',
  role: 'viewer',
  args: { host: option(hostOrDefault, 'host; the default host if left out') },
  examples: ['nat list', 'nat list host=hv-04'],
  answer: async ({ host }, desk) =>
    natListAnswer(await readHost(desk, chosenHost(desk, host), natFacts), desk.now),
});
