/** zone.boot: starts an installed zone. zoneadm(8). Ends when init runs, not when the zone's services are up. */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineStep, run } from './define-step.ts';
import { unlessBusy } from './unless-busy.ts';
import { linkUnavailable } from './zone-advice.ts';

export const zoneBoot = defineStep({
  kind: 'zone.boot',
  args: z.object({ zone: zoneName }),
  risk: 'routine',
  title: ({ zone }) => `Boot ${zone}`,
  check: ({ zone }) => ({
    kind: 'command',
    command: zoneadm.stateOf(zone),
    verdicts: [
      [{ exit: 'nonzero', complains: zoneadm.noSuchZone }, 'absent'],
      // One that runs without an id was just going down.
      [{ exit: 'zero', begins: `-:${zone}:running:` }, 'partial'],
      [{ exit: 'zero', contains: [':running:'] }, 'present'],
      [{ exit: 'zero', contains: [':ready:'] }, 'partial'],
      [{ exit: 'zero', contains: [':shutting_down:'] }, 'partial'],
      [{ exit: 'zero', contains: [':down:'] }, 'partial'],
      [{ exit: 'zero' }, 'absent'],
    ],
  }),
  apply: ({ zone }) => [run(zoneadm.boot(zone), unlessBusy)],
  undo: ({ zone }) => [run(zoneadm.halt(zone), unlessBusy)],
  advice: ({ zone }) => [linkUnavailable(zone)],
});
