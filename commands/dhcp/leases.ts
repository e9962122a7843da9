/** /zone dhcp leases [host=] [zone=] [mac=] [all=]: what the DHCP server of a host has given out. One exec. */
import { flag, option } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { leasedFacts } from '../dhcp-server/found-dhcp.ts';
import { hostOfName } from '../dhcp-server/host-of-name.ts';
import { leasesAnswer } from '../dhcp-server/leases-answer.ts';
import { mac } from '../grammar/types/dhcp.ts';
import { hostOrDefault, zoneName } from '../grammar/types/names.ts';

export const dhcpLeases = defineRead({
  path: 'dhcp leases',
  summary: 'Show who has an address from DHCP, and until when',
  role: 'viewer',
  args: {
    host: option(hostOrDefault, "the host; the zone's, or the default host if left out"),
    zone: option(zoneName, 'only those of this zone'),
    mac: option(mac, 'only that of this MAC address'),
    all: flag('those that have ended, too'),
  },
  examples: ['dhcp leases', 'dhcp leases zone=web01', 'dhcp leases host=hv-04 all=yes'],
  answer: async ({ host: named, zone, mac: typed, all = false }, desk) => {
    const host =
      zone === undefined || named !== undefined
        ? chosenHost(desk, named)
        : await hostOfName(desk, { name: zone }, 'dhcp leases');
    const wish = {
      ...(zone !== undefined && { zone }),
      ...(typed !== undefined && { mac: typed }),
      all,
    };
    return leasesAnswer(host, await desk.hosts.observe(host, leasedFacts), wish, desk.now);
  },
});
