/**
 * /zone nat add interface= [type=map|bimap|rdr] [subnet=] [target=] [port=] [portmap=] [protocol=] [host=]
 * One rule at the end of ipnat.conf; hostlink/plans/nat-add.ts decides whether it fits there.
 */
import { planNatAdd } from '../../hostlink/plans/nat-add.ts';
import { confirmNatChange } from '../../hostlink/plans/nat-change.ts';
import { natFacts } from '../../hostlink/plans/nat-on-host.ts';
import { needed, option } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';
import {
  natProtocol,
  natTarget,
  natType,
  networkOrAddress,
  portForward,
  portmap,
} from '../grammar/types/nat.ts';
import { anyLinkName } from '../grammar/types/places.ts';
import { natWish } from '../networks/nat-wish.ts';

export const natAdd = defineChange({
  path: 'nat add',
  summary: 'Add a NAT rule and load it; sessions go on',
  role: 'operator',
  risk: 'routine',
  args: {
    interface: needed(
      option(anyLinkName, 'IP interface of the host on which packets leave, or come in'),
    ),
    type: option(natType, 'map: hide a network (if left out); bimap: pair addresses; rdr: a port'),
    subnet: option(
      networkOrAddress,
      'map: network to hide; bimap: address inside; rdr: address reached from outside',
    ),
    target: option(
      natTarget,
      "what it becomes: address, network, first-last; of map the interface's own if left out",
    ),
    port: option(portForward, 'rdr: the port outside and the one inside, 8080:80'),
    portmap: option(
      portmap,
      'map: ports that connections get; auto if left out, none keeps theirs',
    ),
    protocol: option(natProtocol, 'tcp, udp or tcp/udp; of rdr tcp, of map both, if left out'),
    host: option(hostOrDefault, 'host; the default host if left out'),
  },
  examples: [
    'nat add interface=igb0 subnet=10.1.0.0/24',
    'nat add host=hv-04 type=map interface=igb0 subnet=10.1.0.0/24 target=192.0.2.10-192.0.2.20',
    'nat add type=bimap interface=igb0 subnet=10.1.0.10 target=192.0.2.100',
    'nat add type=rdr interface=igb0 subnet=192.0.2.4 port=8080:80 target=10.1.0.10',
  ],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: () => 'nat',
  facts: () => natFacts,
  plan: ({ args, host, facts }) =>
    planNatAdd({ verb: 'nat add', subject: 'nat', wish: natWish(args), host, facts }),
  confirm: confirmNatChange,
});
