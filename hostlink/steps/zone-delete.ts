/** zone.delete: removes the configuration of a zone that nothing is installed of; with it the zone is gone. zonecfg(8). */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import * as zonecfg from '../illumos/zonecfg.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineStep, run } from './define-step.ts';

export const zoneDelete = defineStep({
  kind: 'zone.delete',
  args: z.object({ zone: zoneName }),
  risk: 'destructive',
  title: ({ zone }) => `Delete the configuration of ${zone}`,
  check: ({ zone }) => ({
    kind: 'command',
    command: zoneadm.stateOf(zone),
    verdicts: [
      [{ exit: 'nonzero', complains: zoneadm.noSuchZone }, 'present'],
      [{ exit: 'zero', contains: [':configured:'] }, 'absent'],
      // Of an installed one zonecfg would take the configuration alone, and leave its files nobody's.
      [{ exit: 'zero' }, 'foreign'],
    ],
  }),
  apply: ({ zone }) => [run(zonecfg.remove(zone))],
  undo: ({ zone }) => ({ cannot: `the configuration of ${zone} is gone, and its uuid with it` }),
});
