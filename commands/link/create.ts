/**
 * /zone link create <link> [type=etherstub|vnic|vlan] [over=] [vlan=] [mac=] [host=]
 * hostlink/plans/links.ts decides what it can lie over.
 */
import { confirmLink, linkFacts, planLinkCreate } from '../../hostlink/plans/links.ts';
import { option, positional } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';
import { oneOf } from '../grammar/types/one-of.ts';
import { anyLinkName, linkName, macAddress, vlanId } from '../grammar/types/places.ts';

export const linkCreate = defineChange({
  path: 'link create',
  summary: 'Make an etherstub, a VNIC or a VLAN',
  role: 'operator',
  risk: 'routine',
  args: {
    link: positional(anyLinkName, 'name of the new link: letters first, a number last'),
    type: option(
      oneOf('type of link', ['etherstub', 'vnic', 'vlan']),
      'etherstub, or vnic where over= is said, if left out',
    ),
    over: option(linkName, 'link that a VNIC or VLAN lies over'),
    vlan: option(vlanId, 'id of the VLAN, 1 to 4094'),
    mac: option(macAddress, 'MAC address of a VNIC; one is chosen if left out'),
    host: option(hostOrDefault, 'host; the default host if left out'),
  },
  examples: [
    'link create stub1',
    'link create gw0 over=stub1 host=hv-04',
    'link create dmz100 type=vlan over=igb0 vlan=100',
  ],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: ({ link }) => link,
  facts: () => linkFacts,
  plan: ({ args: { host: _host, type, ...wish }, host, facts }) =>
    planLinkCreate({
      wish: { ...wish, type: type ?? (wish.over === undefined ? 'etherstub' : 'vnic') },
      host,
      facts,
    }),
  confirm: confirmLink,
});
