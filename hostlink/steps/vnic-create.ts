/** vnic.create: a virtual NIC over a link or an etherstub, persistent, with a MAC address of our choice. dladm(8). */
import { z } from 'zod';
import * as dladm from '../illumos/dladm.ts';
import { linkName } from '../names/link-name.ts';
import { macAddress } from '../names/mac-address.ts';
import { defineStep, run } from './define-step.ts';

export const vnicCreate = defineStep({
  kind: 'vnic.create',
  args: z.object({
    link: linkName,
    over: linkName,
    mac: macAddress,
    vlan: z.int().min(1).max(4094).exactOptional(),
  }),
  risk: 'routine',
  locks: ['links'],
  title: ({ link, over, vlan }) =>
    `Create VNIC ${link} over ${over}${vlan === undefined ? '' : `, VLAN ${vlan}`}`,
  // The planned MAC address is our stamp: a VNIC of this name with another one is somebody else's.
  check: ({ link, over, mac }) => ({
    kind: 'command',
    command: dladm.overAndMacOf(link),
    verdicts: [
      [{ exit: 'nonzero', complains: dladm.noSuchLink }, 'absent'],
      [{ exit: 'nonzero', complains: dladm.notAVnic }, 'foreign'],
      [{ exit: 'zero', equals: dladm.overAndMacLine(over, mac) }, 'present'],
      [{ exit: 'zero' }, 'foreign'],
    ],
  }),
  apply: ({ link, over, mac, vlan }) => [
    run(dladm.createVnic({ link, over, mac, ...(vlan !== undefined && { vlan }) })),
  ],
  undo: ({ link }) => [run(dladm.deleteVnic(link))],
});
