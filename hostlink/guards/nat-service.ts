/** nat.service: ipfilter is in the state that was seen. */
import { z } from 'zod';
import { ipfilterService, stateOf } from '../illumos/ipfilter.ts';
import { defineGuard } from './define-guard.ts';

export const natService = defineGuard({
  kind: 'nat.service',
  args: z.object({ state: z.string() }).strict(),
  locks: ['nat'],
  title: ({ state }) => `ipfilter is ${state}`,
  holds: ({ state }) => ({
    kind: 'command',
    command: stateOf(ipfilterService),
    verdicts: [
      [{ exit: 'zero', begins: `${state} ` }, 'present'],
      [{ exit: 'zero' }, 'foreign'],
      [{ exit: 'nonzero', complains: "doesn't match any" }, 'foreign'],
    ],
  }),
});
