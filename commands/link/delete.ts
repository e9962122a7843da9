/**
 * /zone link delete <link> [host=]
 * An etherstub, a VNIC or a VLAN that nobody uses.
 */
import { confirmLink, linkFacts, planLinkDelete } from '../../hostlink/plans/links.ts';
import { option, positional } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';
import { anyLinkName } from '../grammar/types/places.ts';

export const linkDelete = defineChange({
  path: 'link delete',
  summary: 'Delete an etherstub, a VNIC or a VLAN that nobody uses',
  role: 'operator',
  risk: 'destructive',
  args: {
    link: positional(anyLinkName, 'name of the link'),
    host: option(hostOrDefault, 'host; the default host if left out'),
  },
  examples: ['link delete stub1', 'link delete gw0 host=hv-04'],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: ({ link }) => link,
  facts: () => linkFacts,
  plan: ({ args: { link }, host, facts }) => planLinkDelete({ link, host, facts }),
  confirm: confirmLink,
});
