/** vlan.create: a tagged VLAN over a link, persistent. dladm(8). */
import { z } from 'zod';
import * as dladm from '../illumos/dladm.ts';
import { linkName } from '../names/link-name.ts';
import { defineStep, run } from './define-step.ts';
import { vlanProbe } from './vlan-probe.ts';

export const vlanCreate = defineStep({
  kind: 'vlan.create',
  args: z.object({ link: linkName, over: linkName, vlan: z.int().min(1).max(4094) }).strict(),
  risk: 'routine',
  locks: ['links'],
  title: ({ link, over, vlan }) => `Create VLAN ${link}, ${vlan} over ${over}`,
  check: (vlan) => vlanProbe(vlan, { there: 'present', gone: 'absent' }),
  apply: (vlan) => [run(dladm.createVlan(vlan))],
  undo: ({ link }) => [run(dladm.deleteVlan(link))],
});
