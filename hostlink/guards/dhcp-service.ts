/** dhcp.service: the DHCP server is in the state that was seen, in the same run where that matters. */
import { z } from 'zod';
import * as dhcpd from '../illumos/dhcpd.ts';
import { defineGuard } from './define-guard.ts';

export const dhcpService = defineGuard({
  kind: 'dhcp.service',
  args: z
    .object({
      fmri: z.string(),
      state: z.string(),
      /** What svcs printed of its run. */
      seen: z.string().exactOptional(),
    })
    .strict(),
  locks: ['dhcp'],
  title: ({ state, seen }) =>
    `The DHCP server is ${state}${seen === undefined ? '' : ', and nobody has restarted it'}`,
  holds: ({ fmri, state, seen }) => ({
    kind: 'command',
    command: dhcpd.stateAndContract(fmri),
    verdicts: [
      [
        { exit: 'zero', ...(seen === undefined ? { begins: `${state} ` } : { equals: seen }) },
        'present',
      ],
      [{ exit: 'zero' }, 'foreign'],
      [{ exit: 'nonzero', complains: "doesn't match any" }, 'foreign'],
    ],
  }),
});
