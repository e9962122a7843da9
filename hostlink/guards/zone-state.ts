/** zone.state: this zone is the one that was seen, in the state in which it was seen. */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineGuard } from './define-guard.ts';

export const zoneState = defineGuard({
  kind: 'zone.state',
  args: z.object({
    zone: zoneName,
    state: z.enum(zoneadm.zoneStates),
    /** Tells it from another zone that has its name by now. Old zones may have none. */
    uuid: z.guid().optional(),
    /** The kernel's id of the run that was seen, where the plan is about that run and no other. */
    id: z.int().positive().optional(),
  }),
  title: ({ zone, state, id }) =>
    `${zone} is still ${state.replace('_', ' ')}${id === undefined ? '' : ', and was not booted meanwhile'}`,
  holds: ({ zone, state, uuid, id }) => ({
    kind: 'command',
    command: zoneadm.stateOf(zone),
    verdicts: [
      [
        {
          exit: 'zero',
          ...(id !== undefined && { begins: `${id}:` }),
          contains: [`:${zone}:${state}:`, ...(uuid === undefined ? [] : [`:${uuid}:`])],
        },
        'present',
      ],
      [{ exit: 'zero' }, 'foreign'],
      [{ exit: 'nonzero', complains: zoneadm.noSuchZone }, 'foreign'],
    ],
  }),
});
