/** zone.present: this zone is the one that was seen, in whatever state. */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineGuard } from './define-guard.ts';

export const zonePresent = defineGuard({
  kind: 'zone.present',
  args: z.object({
    zone: zoneName,
    /** Tells it from another zone that has its name by now. Old zones may have none. */
    uuid: z.guid().optional(),
  }),
  title: ({ zone }) => `The host still has the zone ${zone}`,
  holds: ({ zone, uuid }) => ({
    kind: 'command',
    command: zoneadm.stateOf(zone),
    verdicts: [
      [
        { exit: 'zero', contains: [`:${zone}:`, ...(uuid === undefined ? [] : [`:${uuid}:`])] },
        'present',
      ],
      [{ exit: 'zero' }, 'foreign'],
      [{ exit: 'nonzero', complains: zoneadm.noSuchZone }, 'foreign'],
    ],
  }),
});
