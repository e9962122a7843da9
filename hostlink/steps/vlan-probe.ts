/** Whether a VLAN is there: a link of its class over that one, with that id. */
import * as dladm from '../illumos/dladm.ts';
import type { LinkName } from '../names/link-name.ts';
import type { Probe, Verdict } from './define-step.ts';

export const vlanProbe = (
  { link, over, vlan }: { readonly link: LinkName; readonly over: LinkName; readonly vlan: number },
  { there, gone }: Readonly<Record<'there' | 'gone', Verdict>>,
): Probe => ({
  kind: 'then',
  first: {
    kind: 'command',
    command: dladm.classAndOverOf(link),
    verdicts: [
      [{ exit: 'nonzero', complains: dladm.noSuchLink }, 'absent'],
      [{ exit: 'zero', equals: `vlan:${over}` }, 'present'],
      [{ exit: 'zero' }, 'foreign'],
    ],
  },
  next: {
    absent: gone,
    present: {
      kind: 'command',
      command: dladm.vlanAndOverOf(link),
      verdicts: [
        [{ exit: 'zero', equals: `${vlan}:${over}` }, there],
        [{ exit: 'zero' }, 'foreign'],
      ],
    },
  },
});
