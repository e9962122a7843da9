/** dhcp.start: has the DHCP server run, now and after a boot, also out of maintenance. svcadm(8). */
import { z } from 'zod';
import * as dhcpd from '../illumos/dhcpd.ts';
import { defineStep, run } from './define-step.ts';
import { dhcpStates, noSuchService } from './dhcp-states.ts';

export const dhcpStart = defineStep({
  kind: 'dhcp.start',
  args: z.object({ fmri: z.string(), from: z.string() }).strict(),
  risk: 'routine',
  locks: ['dhcp'],
  title: ({ from }) =>
    from === 'maintenance' ? 'Start the DHCP server, out of maintenance' : 'Start the DHCP server',
  check: ({ fmri }) =>
    dhcpStates(fmri, {
      online: 'present',
      disabled: 'absent',
      maintenance: 'absent',
      offline: 'absent',
    }),
  apply: ({ fmri, from }) => [
    ...(from === 'disabled' ? [] : [run(dhcpd.stopForNow(fmri), { regardless: true })]),
    run(dhcpd.startForGood(fmri)),
  ],
  undo: ({ fmri }) => [run(dhcpd.stopForGood(fmri))],
  advice: ({ fmri }) => [
    noSuchService(fmri),
    {
      says: '',
      code: 'zmgr::dhcp::will-not-start',
      message: 'The DHCP server did not come up',
      help: `On the host, \`svcs -xv ${fmri}\` names its log, which tells why; \`/zone dhcp status\` shows what it is set up with.`,
    },
  ],
});
