/**
 * /zone forward add <zone> port=<outside>:<inside> [protocol=] [interface=] [address=] [to=] [host=]
 * A port of the host that leads into a zone; hostlink/plans/forwards.ts finds what is left unsaid.
 */
import { forwardFacts, planForwardAdd } from '../../hostlink/plans/forwards.ts';
import { confirmNatChange } from '../../hostlink/plans/nat-change.ts';
import { needed, option, target } from '../argument.ts';
import { defineChange } from '../define.ts';
import { ipAddress } from '../grammar/types/ip-address.ts';
import { hostName, zoneName } from '../grammar/types/names.ts';
import { natProtocol, portForward } from '../grammar/types/nat.ts';
import { anyLinkName } from '../grammar/types/places.ts';
import { hostOfZone } from '../zones/zone-host.ts';

export const forwardAdd = defineChange({
  path: 'forward add',
  summary: 'Have a port of the host lead into a zone',
  role: 'operator',
  risk: 'routine',
  args: {
    zone: target(zoneName, 'name of the zone'),
    port: needed(option(portForward, 'port outside and inside: 8080:80, 8000-8010:80, or 443')),
    protocol: option(natProtocol, 'tcp, udp or tcp/udp; tcp if left out'),
    interface: option(anyLinkName, 'interface that is reached from outside; found if left out'),
    address: option(ipAddress, "address that is reached; the interface's if left out"),
    to: option(ipAddress, 'which address of the zone, where it has several'),
    host: option(hostName, 'its host, where several have a zone of that name'),
  },
  examples: [
    'forward add web01 port=8080:80',
    'forward add hv-04/web01 port=53 protocol=udp',
    'forward add web01 port=8000-8010:8000 interface=igb0 address=192.0.2.9',
  ],
  host: (args, desk) => hostOfZone(desk, args, 'forward add'),
  subject: ({ zone }) => zone,
  facts: () => forwardFacts,
  plan: ({ args, host, facts }) => {
    const { host: _host, port, protocol = 'tcp', ...wish } = args;
    return planForwardAdd({ wish: { ...wish, ports: port, protocol }, host, facts });
  },
  confirm: confirmNatChange,
});
