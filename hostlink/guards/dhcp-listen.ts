/** dhcp.listen: the DHCP server listens on the interfaces that were seen. */
import { z } from 'zod';
import * as dhcpd from '../illumos/dhcpd.ts';
import { defineGuard } from './define-guard.ts';

export const dhcpListen = defineGuard({
  kind: 'dhcp.listen',
  args: z.object({ fmri: z.string(), interfaces: z.array(z.string()).readonly() }).strict(),
  locks: ['dhcp'],
  title: ({ interfaces }) =>
    interfaces.length === 0
      ? 'The DHCP server is not told where to listen'
      : `The DHCP server listens on ${interfaces.join(', ')}`,
  holds: ({ fmri, interfaces }) => ({
    kind: 'command',
    command: dhcpd.listensOn(fmri),
    verdicts: [
      [{ exit: 'zero', equals: dhcpd.listenText(interfaces) }, 'present'],
      [{ exit: 'zero' }, 'foreign'],
    ],
  }),
});
