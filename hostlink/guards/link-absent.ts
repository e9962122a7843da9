/** link.absent: the host has no datalink of this name. */
import { z } from 'zod';
import * as dladm from '../illumos/dladm.ts';
import { linkName } from '../names/link-name.ts';
import { defineGuard } from './define-guard.ts';

export const linkAbsent = defineGuard({
  kind: 'link.absent',
  args: z.object({ link: linkName }),
  title: ({ link }) => `The host has no link ${link}`,
  holds: ({ link }) => ({
    kind: 'command',
    command: dladm.classOf(link),
    verdicts: [
      [{ exit: 'zero' }, 'foreign'],
      [{ exit: 'nonzero', complains: dladm.noSuchLink }, 'present'],
    ],
  }),
});
