/**
 * dhcp.restart: ends the run of the DHCP server that was seen, and begins another, which reads its file. Each run has a
 * process contract of its own (svcs -o ctid), so that one which was restarted already is left alone.
 */
import { z } from 'zod';
import * as dhcpd from '../illumos/dhcpd.ts';
import { defineStep, run } from './define-step.ts';
import { noSuchService } from './dhcp-states.ts';

export const dhcpRestart = defineStep({
  kind: 'dhcp.restart',
  args: z.object({ fmri: z.string(), /** As svcs printed it. */ seen: z.string() }).strict(),
  risk: 'disruptive',
  locks: ['dhcp'],
  title: () => 'Restart the DHCP server',
  check: ({ fmri, seen }) => ({
    kind: 'command',
    command: dhcpd.stateAndContract(fmri),
    verdicts: [
      [{ exit: 'zero', equals: seen }, 'absent'],
      [{ exit: 'zero', begins: 'online ' }, 'present'],
      [{ exit: 'zero' }, 'partial'],
    ],
  }),
  apply: ({ fmri }) => [
    run(dhcpd.stopForNow(fmri), { regardless: true }),
    run(dhcpd.startForNow(fmri)),
  ],
  undo: () => ({
    cannot: 'the server that ran before is gone; it can only be started',
    since: 'seen',
  }),
  advice: ({ fmri }) => [
    noSuchService(fmri),
    {
      says: '',
      code: 'zmgr::dhcp::will-not-start',
      message: 'The DHCP server did not come up again',
      help: `On the host, \`svcs -xv ${fmri}\` names its log, which tells why; then \`/zone dhcp start\`.`,
    },
  ],
});
