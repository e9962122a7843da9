/** etherstub.create: a virtual switch, persistent. dladm(8). It has nothing to be stamped with: its name is all of it. */
import { z } from 'zod';
import * as dladm from '../illumos/dladm.ts';
import { linkName } from '../names/link-name.ts';
import { defineStep, run } from './define-step.ts';

export const etherstubCreate = defineStep({
  kind: 'etherstub.create',
  args: z.object({ link: linkName }).strict(),
  risk: 'routine',
  locks: ['links'],
  title: ({ link }) => `Create etherstub ${link}`,
  check: ({ link }) => ({
    kind: 'command',
    command: dladm.classOf(link),
    verdicts: [
      [{ exit: 'nonzero', complains: dladm.noSuchLink }, 'absent'],
      [{ exit: 'zero', equals: 'etherstub' }, 'present'],
      [{ exit: 'zero' }, 'foreign'],
    ],
  }),
  apply: ({ link }) => [run(dladm.createEtherstub(link))],
  undo: ({ link }) => [run(dladm.deleteEtherstub(link))],
});
