/**
 * forwarding.global: whether the host passes packets on at all, now and after a boot. routeadm(8). All its interfaces
 * follow, and so does what else is pending: routeadm applies it along.
 */
import { z } from 'zod';
import * as routeadm from '../illumos/routeadm.ts';
import { linkName } from '../names/link-name.ts';
import { defineStep, run } from './define-step.ts';

export const forwardingGlobal = defineStep({
  kind: 'forwarding.global',
  args: z
    .object({
      family: z.union([z.literal(4), z.literal(6)]),
      to: z.boolean(),
      from: z.object({ persistent: z.boolean(), current: z.boolean() }).strict(),
      /** Other settings that come into force with it. */
      pending: z.array(z.string()).readonly(),
      /** Interfaces as they were, which all follow it. */
      interfaces: z.array(z.object({ link: linkName, current: z.enum(['on', 'off']) })).readonly(),
    })
    .strict(),
  risk: 'disruptive',
  locks: ['forwarding'],
  title: ({ family, to, pending }) =>
    `Turn ${to ? 'on' : 'off'} IPv${family} forwarding for the whole host${
      pending.length === 0 ? '' : `, and with it, for it is pending: ${pending.join(', ')}`
    }`,
  check: ({ family, to, from }) => ({
    kind: 'command',
    command: routeadm.showSetting(routeadm.forwardingName(family)),
    verdicts: [
      [{ exit: 'zero', equals: routeadm.settingLine({ persistent: to, current: to }) }, 'present'],
      [{ exit: 'zero', equals: routeadm.settingLine(from) }, 'absent'],
      [{ exit: 'zero' }, 'partial'],
    ],
  }),
  apply: ({ family, to }) => [run(routeadm.setNow(routeadm.forwardingName(family), to))],
  undo: ({ family, from, pending, interfaces }) => {
    if (pending.length > 0) {
      return {
        cannot: `${pending.join(', ')} came into force with it, and can't be made pending again`,
        since: 'seen',
      };
    }
    const name = routeadm.forwardingName(family);
    const followed = from.current ? 'on' : 'off';
    return [
      run(routeadm.setNow(name, from.current)),
      ...(from.persistent === from.current
        ? []
        : [run(routeadm.setPending(name, from.persistent))]),
      ...interfaces
        .filter(({ current }) => current !== followed)
        .map(({ link, current }) => run(routeadm.setInterface(link, family, current, true))),
    ];
  },
});
