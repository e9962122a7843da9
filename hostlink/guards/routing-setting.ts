/** routing.setting: a setting of routeadm is as it was seen, now and pending. */
import { z } from 'zod';
import { settingLine, showSetting } from '../illumos/routeadm.ts';
import { defineGuard } from './define-guard.ts';

export const routingSetting = defineGuard({
  kind: 'routing.setting',
  args: z.object({ name: z.string(), persistent: z.boolean(), current: z.boolean() }).strict(),
  locks: ['forwarding'],
  title: ({ name, persistent, current }) =>
    `${name} is ${current ? 'on' : 'off'}${persistent === current ? '' : `, and pending ${persistent ? 'on' : 'off'}`}`,
  holds: ({ name, persistent, current }) => ({
    kind: 'command',
    command: showSetting(name),
    verdicts: [
      [{ exit: 'zero', equals: settingLine({ persistent, current }) }, 'present'],
      [{ exit: 'zero' }, 'foreign'],
    ],
  }),
});
