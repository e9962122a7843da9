/**
 * /zone nat start [host=]
 * Has ipfilter run, out of maintenance too; hostlink/plans/nat-start.ts decides whether it may.
 */
import { natFacts } from '../../hostlink/plans/nat-on-host.ts';
import { confirmNatStart, planNatStart } from '../../hostlink/plans/nat-start.ts';
import { option } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';

export const natStart = defineChange({
  path: 'nat start',
  summary: 'Start ipfilter, which loads the NAT rules; also out of maintenance',
  role: 'operator',
  risk: 'routine',
  args: { host: option(hostOrDefault, 'host; the default host if left out') },
  examples: ['nat start', 'nat start host=hv-04'],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: () => 'nat',
  facts: () => natFacts,
  plan: ({ host, facts }) => planNatStart({ host, facts }),
  confirm: confirmNatStart,
});
