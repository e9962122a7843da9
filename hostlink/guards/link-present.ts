/** link.present: the host has a datalink of this name and class. */
import { z } from 'zod';
import * as dladm from '../illumos/dladm.ts';
import { linkName } from '../names/link-name.ts';
import { defineGuard } from './define-guard.ts';

export const linkPresent = defineGuard({
  kind: 'link.present',
  args: z.object({ link: linkName, class: z.enum(dladm.linkClasses) }),
  title: ({ link, class: kind }) => `The host has the link ${link}, of class ${kind}`,
  holds: ({ link, class: kind }) => ({
    kind: 'command',
    command: dladm.classOf(link),
    verdicts: [
      [{ exit: 'zero', equals: kind }, 'present'],
      [{ exit: 'zero' }, 'foreign'],
      [{ exit: 'nonzero', complains: dladm.noSuchLink }, 'absent'],
    ],
  }),
});
