/** dhcp.stop: has the DHCP server stop, now and after a boot. What has a lease keeps it until it ends. svcadm(8). */
import { z } from 'zod';
import * as dhcpd from '../illumos/dhcpd.ts';
import { defineStep, run } from './define-step.ts';
import { dhcpStates, noSuchService } from './dhcp-states.ts';

export const dhcpStop = defineStep({
  kind: 'dhcp.stop',
  args: z.object({ fmri: z.string() }).strict(),
  risk: 'disruptive',
  locks: ['dhcp'],
  title: () => 'Stop the DHCP server',
  check: ({ fmri }) =>
    dhcpStates(fmri, {
      online: 'absent',
      disabled: 'present',
      maintenance: 'absent',
      offline: 'absent',
    }),
  apply: ({ fmri }) => [run(dhcpd.stopForGood(fmri))],
  undo: ({ fmri }) => [run(dhcpd.startForGood(fmri))],
  advice: ({ fmri }) => [noSuchService(fmri)],
});
