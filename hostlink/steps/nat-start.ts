/** nat.start: has ipfilter run, now and after a boot, also out of maintenance. svcadm(8). */
import { z } from 'zod';
import * as ipfilter from '../illumos/ipfilter.ts';
import { defineStep, run } from './define-step.ts';

const fmri = ipfilter.ipfilterService;

export const natStart = defineStep({
  kind: 'nat.start',
  args: z
    .object({ from: z.string(), /** Its policy: `none` filters nothing. */ policy: z.string() })
    .strict(),
  risk: ({ policy }) => (policy === 'none' ? 'routine' : 'disruptive'),
  locks: ['nat'],
  title: ({ from, policy }) =>
    `Start ipfilter${from === 'maintenance' ? ', out of maintenance' : ''}, which ${
      policy === 'none' ? 'translates and filters nothing' : `also filters, by its policy ${policy}`
    }`,
  check: () => ({
    kind: 'command',
    command: ipfilter.stateOf(fmri),
    verdicts: [
      [{ exit: 'zero', begins: 'online ' }, 'present'],
      ...['disabled', 'maintenance', 'offline'].map(
        (state) => [{ exit: 'zero', begins: `${state} ` }, 'absent'] as const,
      ),
      [{ exit: 'zero' }, 'partial'],
    ],
  }),
  apply: ({ from }) => [
    ...(from === 'disabled' ? [] : [run(ipfilter.disable(fmri), { regardless: true })]),
    run(ipfilter.enable(fmri)),
  ],
  undo: () => [run(ipfilter.disable(fmri))],
  advice: () => [
    {
      says: '',
      code: 'zmgr::nat::will-not-start',
      message: 'ipfilter did not come up',
      help: `On the host, \`svcs -xv ${fmri}\` names its log, which tells why; \`/zone nat list\` says whether ipnat takes its file.`,
    },
  ],
});
