/** /zone forwarding show [host=]: whether a host passes packets on, now and after a boot, and by which interfaces. */
import { forwardingFacts } from '../../hostlink/plans/forwarding-set.ts';
import { option } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';
import { readHost } from '../hosts/found-host.ts';
import { forwardingAnswer } from '../networks/forwarding-answer.ts';

export const forwardingShow = defineRead({
  path: 'forwarding show',
  summary: 'Show whether a host passes packets on, now and after a boot',
  role: 'viewer',
  args: { host: option(hostOrDefault, 'host; the default host if left out') },
  examples: ['forwarding show', 'forwarding show host=hv-04'],
  answer: async ({ host }, desk) =>
    forwardingAnswer(await readHost(desk, chosenHost(desk, host), forwardingFacts), desk.now),
});
