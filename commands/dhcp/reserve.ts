/**
 * /zone dhcp reserve <name> address=<ip> [mac=<mac>] [host=]
 * An address for one machine alone; hostlink/plans/dhcp-reserve.ts decides whether it may have it.
 */
import { confirmDhcpChange } from '../../hostlink/plans/dhcp-done.ts';
import { dhcpFileFacts } from '../../hostlink/plans/dhcp-on-host.ts';
import { planDhcpReserve } from '../../hostlink/plans/dhcp-reserve.ts';
import { needed, option, target } from '../argument.ts';
import { defineChange } from '../define.ts';
import { hostOfName } from '../dhcp-server/host-of-name.ts';
import { mac, reservationName } from '../grammar/types/dhcp.ts';
import { ipAddress } from '../grammar/types/ip-address.ts';
import { hostName } from '../grammar/types/names.ts';

export const dhcpReserve = defineChange({
  path: 'dhcp reserve',
  summary: 'Reserve an address in DHCP for one machine',
  role: 'operator',
  risk: 'routine',
  args: {
    name: target(reservationName, 'name of the zone, or of the machine'),
    address: needed(
      option(ipAddress, 'the address, in a subnet that is served, outside of its ranges'),
    ),
    mac: option(mac, 'its MAC address; that of the zone of this name if left out'),
    host: option(hostName, "host whose DHCP server it is; the zone's, or the default host"),
  },
  examples: [
    'dhcp reserve web01 address=10.1.0.150',
    'dhcp reserve printer mac=02-08-20-AB-0C-01 address=10.1.0.151 host=hv-04',
  ],
  host: (args, desk) => hostOfName(desk, args, 'dhcp reserve'),
  subject: ({ name }) => name,
  facts: () => dhcpFileFacts,
  plan: ({ args: { name, address, mac: typed }, host, facts, holds }) =>
    planDhcpReserve({ wish: { name, address, mac: typed }, host, facts, holds }),
  confirm: confirmDhcpChange,
});
