/** nat.active: the kernel has these NAT rules, or has none of those. */
import { z } from 'zod';
import { listActive } from '../illumos/ipfilter.ts';
import { defineGuard } from './define-guard.ts';

const printed = z.array(z.string()).readonly();

export const natActive = defineGuard({
  kind: 'nat.active',
  args: z.object({ there: printed, notThere: printed }).strict(),
  locks: ['nat'],
  title: ({ there, notThere }) =>
    [
      ...(there.length === 0 ? [] : [`the kernel has ${there.join('; ')}`]),
      ...(notThere.length === 0 ? [] : [`nobody has loaded ${notThere.join('; ')}`]),
    ]
      .join(', and ')
      .replace(/^./, (first) => first.toUpperCase()),
  holds: ({ there, notThere }) => ({
    kind: 'command',
    command: listActive,
    verdicts: [
      ...notThere.map((line) => [{ exit: 'zero', lines: [line] }, 'foreign'] as const),
      [{ exit: 'zero', lines: there }, 'present'],
      [{ exit: 'zero' }, 'foreign'],
      [{ exit: 'nonzero' }, 'foreign'],
    ],
  }),
});
