/** What zone.halt and zone.shutdown have in common: how to tell that a zone has come down, and how to take that back. */
import * as zoneadm from '../illumos/zoneadm.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { type Action, type Probe, run, type Verdict } from './define-step.ts';
import { unlessBusy } from './unless-busy.ts';

/**
 * Present once it is only installed. One that is still on its way down (`shutting_down`, `down`) is absent, not partial:
 * there is nothing to clear away before it is tried again, and booting it meanwhile does nothing at all, with exit
 * status 0. A zone that is not even installed was never ours to stop, unless it is to go for good.
 */
export const isStopped = (zone: ZoneName, notInstalled: Verdict = 'foreign'): Probe => ({
  kind: 'command',
  command: zoneadm.stateOf(zone),
  verdicts: [
    [{ exit: 'zero', contains: [':installed:'] }, 'present'],
    ...zoneadm.activeStates.map(
      (state) => [{ exit: 'zero', contains: [`:${state}:`] }, 'absent'] as const,
    ),
    [{ exit: 'zero' }, notInstalled],
    [{ exit: 'nonzero', complains: zoneadm.noSuchZone }, notInstalled],
  ],
});

/** It runs again, though not as it ran before. */
export const bootedAgain = (zone: ZoneName): readonly Action[] => [
  run(zoneadm.boot(zone), unlessBusy),
];
