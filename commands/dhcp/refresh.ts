/** /zone dhcp refresh [host=]: what is asked for by habit, and would do nothing; so it tells why, and what does it. */

import { code, commands, paragraph } from '../answers/parts.ts';
import { option } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';

export const dhcpRefresh = defineRead({
  path: 'dhcp refresh',
  summary: 'Why refreshing the DHCP server does nothing, and what to ask for',
  role: 'viewer',
  args: {
    host: option(hostOrDefault, 'host whose DHCP server it is; the default host if left out'),
  },
  examples: ['dhcp refresh'],
  answer: async ({ host }, desk) => {
    const on = chosenHost(desk, host);
    return {
      summary: 'A refresh of the DHCP server does nothing; nothing was changed',
      parts: [
        paragraph(
          'A refresh does nothing to the DHCP server, and so nothing was done: dhcpd reads its file only when it starts, and the refresh method of its service is ',
          code(':true'),
          '. What zonebot changes is read at once, since it restarts the server itself. After an edit by hand:',
        ),
        ...commands([`dhcp restart host=${on}`, `dhcp status host=${on}`]),
      ],
    };
  },
});
