/** forwarding.interface: whether an IP interface passes packets on, now and after a boot. ipadm(8). */
import { z } from 'zod';
import * as routeadm from '../illumos/routeadm.ts';
import { linkName } from '../names/link-name.ts';
import { defineStep, run } from './define-step.ts';

const state = z.enum(['on', 'off']);

export const forwardingInterface = defineStep({
  kind: 'forwarding.interface',
  args: z
    .object({
      link: linkName,
      family: z.union([z.literal(4), z.literal(6)]),
      to: state,
      from: z.object({ current: state, persistent: state.exactOptional() }).strict(),
    })
    .strict(),
  risk: 'disruptive',
  locks: ['forwarding'],
  title: ({ link, family, to }) => `Turn ${to} IPv${family} forwarding of ${link}`,
  check: ({ link, family, to, from }) => ({
    kind: 'command',
    command: routeadm.showInterface(link, family),
    verdicts: [
      [{ exit: 'zero', equals: `${to}:${to}` }, 'present'],
      [{ exit: 'zero', equals: `${from.current}:${from.persistent ?? ''}` }, 'absent'],
      [{ exit: 'zero' }, 'partial'],
    ],
  }),
  apply: ({ link, family, to }) => [run(routeadm.setInterface(link, family, to))],
  undo: ({ link, family, from: { current, persistent } }) => [
    run(
      persistent === undefined
        ? routeadm.resetInterface(link, family)
        : routeadm.setInterface(link, family, persistent),
    ),
    ...(persistent === current ? [] : [run(routeadm.setInterface(link, family, current, true))]),
  ],
});
