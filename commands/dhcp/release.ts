/**
 * /zone dhcp release <name | address | mac> [host=]
 * A reservation goes from dhcpd.conf; hostlink/plans/dhcp-release.ts finds it.
 */
import { confirmDhcpChange } from '../../hostlink/plans/dhcp-done.ts';
import { dhcpFileFacts } from '../../hostlink/plans/dhcp-on-host.ts';
import { planDhcpRelease } from '../../hostlink/plans/dhcp-release.ts';
import { option, target } from '../argument.ts';
import { defineChange } from '../define.ts';
import { hostOfReservation } from '../dhcp-server/host-of-name.ts';
import { hostName } from '../grammar/types/names.ts';
import { word } from '../grammar/types/words.ts';

export const dhcpRelease = defineChange({
  path: 'dhcp release',
  summary: 'Give up a reservation in DHCP',
  role: 'operator',
  risk: 'routine',
  args: {
    reservation: target(word('reservation'), 'its name, its address or its MAC address'),
    host: option(hostName, 'host whose DHCP server it is; the only one that has it if left out'),
  },
  examples: [
    'dhcp release web01',
    'dhcp release 10.1.0.151 host=hv-04',
    'dhcp release hv-04/web01',
  ],
  host: hostOfReservation,
  subject: ({ reservation }) => reservation,
  facts: () => dhcpFileFacts,
  plan: ({ args: { reservation }, host, facts }) => planDhcpRelease({ reservation, host, facts }),
  confirm: confirmDhcpChange,
});
