/**
 * /zone dhcp set [<subnet>] [host=] [range=] [router=] [dns=] [domain=] [lease=] [listen=]
 * What a subnet is given by DHCP, and where dhcpd listens; hostlink/plans/dhcp-set.ts decides what it takes.
 */

import { formatCidr } from '../../hostlink/ipam/address.ts';
import { confirmDhcpChange } from '../../hostlink/plans/dhcp-done.ts';
import { dhcpFileFacts } from '../../hostlink/plans/dhcp-on-host.ts';
import { planDhcpSet } from '../../hostlink/plans/dhcp-set.ts';
import { option, optionalPositional } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { addressesOrNone, interfaceList, leaseTime, rangesOrNone } from '../grammar/types/dhcp.ts';
import { hostOrDefault } from '../grammar/types/names.ts';
import { network } from '../grammar/types/network.ts';
import { domain } from '../grammar/types/places.ts';

export const dhcpSet = defineChange({
  path: 'dhcp set',
  summary: 'Set what DHCP gives to a subnet, and where it listens',
  role: 'operator',
  risk: 'routine',
  args: {
    subnet: optionalPositional(network, 'the subnet; one that is not served yet is added'),
    host: option(hostOrDefault, 'host whose DHCP server it is; the default host if left out'),
    range: option(rangesOrNone, 'addresses for whoever asks: a-b, several with commas, or none'),
    router: option(addressesOrNone, 'routers that clients are told of, or none'),
    dns: option(addressesOrNone, 'name servers that clients are told of, or none'),
    domain: option(domain, 'domain of the clients'),
    lease: option(leaseTime, 'how long a lease lasts: 90m, 8h, 7d'),
    listen: option(
      interfaceList,
      'interfaces that it listens on: stub0,net1 for all, +net1,-stub0 for changes, or none',
    ),
  },
  examples: [
    'dhcp set 10.1.0.0/24 range=10.1.0.200-10.1.0.249 router=10.1.0.1 dns=10.1.0.53,9.9.9.9',
    'dhcp set 10.1.0.0/24 host=hv-04 lease=8h domain=lan.example',
    'dhcp set listen=+dhcp0',
  ],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: ({ subnet }) => (subnet === undefined ? 'server' : formatCidr(subnet)),
  facts: () => dhcpFileFacts,
  plan: ({ args, host, facts, holds }) => {
    const { subnet, listen, range, router, dns, domain: name, lease } = args;
    return planDhcpSet({
      ...{ host, facts, holds },
      wish: {
        ...{ subnet, listen },
        ...{ ranges: range, routers: router, resolvers: dns, domain: name, leaseTime: lease },
      },
    });
  },
  confirm: confirmDhcpChange,
});
