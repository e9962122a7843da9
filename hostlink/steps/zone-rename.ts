/**
 * zone.rename: gives a zone that does not run another name. zonecfg(8), `set zonename`. Its zonepath, its datasets, its
 * links and its uuid stay as they are.
 */
import { z } from 'zod';
import type { ZoneState } from '../illumos/zoneadm.ts';
import * as zoneadm from '../illumos/zoneadm.ts';
import * as zonecfg from '../illumos/zonecfg.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineStep, run } from './define-step.ts';

/** Those in which zonecfg lets a zone have another name. */
export const renamable = ['configured', 'incomplete', 'installed'] as const satisfies ZoneState[];

export const zoneRename = defineStep({
  kind: 'zone.rename',
  args: z.object({
    zone: zoneName,
    to: zoneName,
    zonepath: z.string(),
    /** Old zones may have none. */
    uuid: z.guid().optional(),
  }),
  risk: 'disruptive',
  title: ({ zone, to }) => `Rename ${zone} to ${to}`,
  // Whatever its state: the host may have rebooted and booted it under its new name.
  check: ({ to, zonepath, uuid }) => ({
    kind: 'command',
    command: zoneadm.stateOf(to),
    verdicts: [
      [{ exit: 'nonzero', complains: zoneadm.noSuchZone }, 'absent'],
      [
        {
          exit: 'zero',
          contains: [`:${to}:`, `:${zonepath}:`, ...(uuid === undefined ? [] : [`:${uuid}:`])],
        },
        'present',
      ],
      [{ exit: 'zero' }, 'foreign'],
    ],
  }),
  apply: ({ zone, to }) => [run(zonecfg.rename(zone, to))],
  undo: ({ zone, to }) => [run(zonecfg.rename(to, zone))],
});
