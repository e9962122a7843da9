/**
 * /zone forwarding set [ipv4=on|off] [ipv6=on|off] [interface=] [host=]
 * Whether a host passes packets on; hostlink/plans/forwarding-set.ts says whom that cuts off, and what comes along.
 */
import {
  confirmForwarding,
  forwardingFacts,
  planForwardingSet,
} from '../../hostlink/plans/forwarding-set.ts';
import { list, option } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';
import { oneOf } from '../grammar/types/one-of.ts';
import { anyLinkName } from '../grammar/types/places.ts';

const onOrOff = oneOf('state', ['on', 'off']);

export const forwardingSet = defineChange({
  path: 'forwarding set',
  summary: 'Have a host pass packets on, or not; all of it, or some interfaces',
  role: 'operator',
  risk: 'disruptive',
  args: {
    ipv4: option(onOrOff, 'whether IPv4 packets are passed on, now and after a boot'),
    ipv6: option(onOrOff, 'whether IPv6 packets are'),
    interface: list(anyLinkName, 'only by these interfaces; by the whole host if left out'),
    host: option(hostOrDefault, 'host; the default host if left out'),
  },
  examples: [
    'forwarding set ipv4=on',
    'forwarding set ipv4=on interface=igb0,stub0 host=hv-04',
    'forwarding set ipv6=off',
  ],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: ({ interface: links }) => (links.length === 0 ? 'forwarding' : links.join(',')),
  facts: () => forwardingFacts,
  plan: ({ args: { ipv4, ipv6, interface: interfaces }, host, facts }) =>
    planForwardingSet({
      wish: {
        interfaces: [...new Set(interfaces)],
        ...(ipv4 === undefined ? {} : { v4: ipv4 === 'on' }),
        ...(ipv6 === undefined ? {} : { v6: ipv6 === 'on' }),
      },
      host,
      facts,
    }),
  confirm: confirmForwarding,
});
