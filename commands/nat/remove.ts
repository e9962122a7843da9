/**
 * /zone nat remove ["<rule>"] [type=] [interface=] [subnet=] [target=] [port=] [host=]
 * A rule by what it says; hostlink/plans/nat-remove.ts finds the one that is meant.
 */
import { confirmNatChange } from '../../hostlink/plans/nat-change.ts';
import { natFacts } from '../../hostlink/plans/nat-on-host.ts';
import { planNatRemove } from '../../hostlink/plans/nat-remove.ts';
import { option, optionalPositional } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';
import { natType, networkOrAddress, port } from '../grammar/types/nat.ts';
import { anyLinkName } from '../grammar/types/places.ts';
import { word } from '../grammar/types/words.ts';

export const natRemove = defineChange({
  path: 'nat remove',
  summary: 'Remove a NAT rule, named by what it says; sessions go on until they end',
  role: 'operator',
  risk: 'disruptive',
  args: {
    rule: optionalPositional(word('rule'), 'the rule between quotes, as `nat list` shows it'),
    type: option(natType, 'or by its type'),
    interface: option(anyLinkName, 'by its interface'),
    subnet: option(networkOrAddress, 'by the network or address that it is about'),
    target: option(networkOrAddress, 'by what it becomes'),
    port: option(port, 'by a port that is reached from outside'),
    host: option(hostOrDefault, 'host; the default host if left out'),
  },
  examples: [
    'nat remove "map igb0 10.1.0.0/24 -> 0/32"',
    'nat remove type=map subnet=10.1.0.0/24',
    'nat remove type=rdr port=8080 host=hv-04',
  ],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: () => 'nat',
  facts: () => natFacts,
  plan: ({ args: { host: _host, type, ...said }, host, facts }) =>
    planNatRemove({
      choice: { ...said, ...(type === undefined ? {} : { kind: type }) },
      host,
      facts,
    }),
  confirm: confirmNatChange,
});
