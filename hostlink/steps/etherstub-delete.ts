/** etherstub.delete: removes a virtual switch that nothing lies over. dladm(8). */
import { z } from 'zod';
import * as dladm from '../illumos/dladm.ts';
import { linkName } from '../names/link-name.ts';
import { defineStep, run } from './define-step.ts';
import { busyLink } from './link-busy.ts';

export const etherstubDelete = defineStep({
  kind: 'etherstub.delete',
  args: z.object({ link: linkName }).strict(),
  risk: 'disruptive',
  locks: ['links'],
  title: ({ link }) => `Delete etherstub ${link}`,
  check: ({ link }) => ({
    kind: 'command',
    command: dladm.classOf(link),
    verdicts: [
      [{ exit: 'nonzero', complains: dladm.noSuchLink }, 'present'],
      [{ exit: 'zero', equals: 'etherstub' }, 'absent'],
      [{ exit: 'zero' }, 'foreign'],
    ],
  }),
  apply: ({ link }) => [run(dladm.deleteEtherstub(link))],
  undo: ({ link }) => [run(dladm.createEtherstub(link))],
  advice: ({ link }) => [busyLink('etherstub', link)],
});
