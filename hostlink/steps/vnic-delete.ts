/** vnic.delete: removes a VNIC, if it is the one that was seen. dladm(8). */
import { z } from 'zod';
import * as dladm from '../illumos/dladm.ts';
import { linkName } from '../names/link-name.ts';
import { macAddress } from '../names/mac-address.ts';
import { defineStep, run } from './define-step.ts';
import { busyLink } from './link-busy.ts';

export const vnicDelete = defineStep({
  kind: 'vnic.delete',
  args: z.object({
    link: linkName,
    over: linkName,
    mac: macAddress,
    vlan: z.int().min(1).max(4094).optional(),
  }),
  risk: 'disruptive',
  locks: ['links'],
  title: ({ link, over }) => `Delete VNIC ${link} over ${over}`,
  check: ({ link, over, mac }) => ({
    kind: 'command',
    command: dladm.overAndMacOf(link),
    verdicts: [
      [{ exit: 'nonzero', complains: dladm.noSuchLink }, 'present'],
      [{ exit: 'nonzero', complains: dladm.notAVnic }, 'foreign'],
      [{ exit: 'zero', equals: dladm.overAndMacLine(over, mac) }, 'absent'],
      [{ exit: 'zero' }, 'foreign'],
    ],
  }),
  apply: ({ link }) => [run(dladm.deleteVnic(link))],
  undo: ({ link, over, mac, vlan }) => [
    run(dladm.createVnic({ link, over, mac, ...(vlan !== undefined && { vlan }) })),
  ],
  advice: ({ link }) => [busyLink('VNIC', link)],
});
