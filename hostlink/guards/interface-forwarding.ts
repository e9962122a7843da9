/** interface.forwarding: an IP interface passes packets on, or not, as was seen. */
import { z } from 'zod';
import { showInterface } from '../illumos/routeadm.ts';
import { linkName } from '../names/link-name.ts';
import { defineGuard } from './define-guard.ts';

const state = z.enum(['on', 'off']);

export const interfaceForwarding = defineGuard({
  kind: 'interface.forwarding',
  args: z
    .object({
      link: linkName,
      family: z.union([z.literal(4), z.literal(6)]),
      current: state,
      persistent: state.exactOptional(),
    })
    .strict(),
  locks: ['forwarding'],
  title: ({ link, family, current }) => `IPv${family} forwarding is ${current} on ${link}`,
  holds: ({ link, family, current, persistent }) => ({
    kind: 'command',
    command: showInterface(link, family),
    verdicts: [
      [{ exit: 'zero', equals: `${current}:${persistent ?? ''}` }, 'present'],
      [{ exit: 'zero' }, 'foreign'],
      [{ exit: 'nonzero' }, 'foreign'],
    ],
  }),
});
