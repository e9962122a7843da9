/** zone.absent: the host has no zone of this name, in whatever state. zonecfg over an installed zone would edit it. */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineGuard } from './define-guard.ts';

export const zoneAbsent = defineGuard({
  kind: 'zone.absent',
  args: z.object({ zone: zoneName }),
  title: ({ zone }) => `The host has no zone ${zone}`,
  holds: ({ zone }) => ({
    kind: 'command',
    command: zoneadm.stateOf(zone),
    verdicts: [
      [{ exit: 'zero' }, 'foreign'],
      [{ exit: 'nonzero', complains: zoneadm.noSuchZone }, 'present'],
    ],
  }),
});
