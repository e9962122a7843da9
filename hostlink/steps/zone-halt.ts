/**
 * zone.halt: stops a zone at once. zoneadm(8). Nothing in it is told: what its services had not written is lost, as when
 * a machine loses its power.
 */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import { zoneName } from '../names/zone-name.ts';
import { among, ifAmong } from './among.ts';
import { defineStep, run } from './define-step.ts';
import { unlessBusy } from './unless-busy.ts';
import { bootedAgain, isStopped } from './zone-stopped.ts';

export const zoneHalt = defineStep({
  kind: 'zone.halt',
  args: z.object({
    zone: zoneName,
    /** Whether it ran before, so that booting it takes the halt back as far as that can be. */
    ran: z.boolean(),
    /** It is to go altogether: then one that is not even installed any more has come down, too. */
    forGood: z.literal(true).optional(),
    among,
  }),
  risk: 'disruptive',
  ...ifAmong,
  title: ({ zone }) => `Halt ${zone} at once; nothing in it is shut down cleanly`,
  check: ({ zone, forGood }) => isStopped(zone, forGood === true ? 'present' : 'foreign'),
  apply: ({ zone }) => [run(zoneadm.halt(zone), unlessBusy)],
  undo: ({ zone, ran }) =>
    ran ? bootedAgain(zone) : { cannot: `${zone} did not run before`, since: 'seen' },
});
