/** vlan.delete: removes a VLAN, if it is the one that was seen. dladm(8). */
import { z } from 'zod';
import * as dladm from '../illumos/dladm.ts';
import { linkName } from '../names/link-name.ts';
import { defineStep, run } from './define-step.ts';
import { busyLink } from './link-busy.ts';
import { vlanProbe } from './vlan-probe.ts';

export const vlanDelete = defineStep({
  kind: 'vlan.delete',
  args: z.object({ link: linkName, over: linkName, vlan: z.int().min(1).max(4094) }).strict(),
  risk: 'disruptive',
  locks: ['links'],
  title: ({ link, over, vlan }) => `Delete VLAN ${link}, ${vlan} over ${over}`,
  check: (vlan) => vlanProbe(vlan, { there: 'absent', gone: 'present' }),
  apply: ({ link }) => [run(dladm.deleteVlan(link))],
  undo: (vlan) => [run(dladm.createVlan(vlan))],
  advice: ({ link }) => [busyLink('VLAN', link)],
});
