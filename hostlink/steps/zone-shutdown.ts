/**
 * zone.shutdown: lets a zone shut down by itself, its services stopped in their order. zoneadm(8). zoneadmd waits for as
 * long as the stop method of svc:/system/zones may take, and then gives up: the zone may run on with half of its services.
 */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import { zoneName } from '../names/zone-name.ts';
import { among, ifAmong } from './among.ts';
import { defineStep, run } from './define-step.ts';
import { unlessBusy } from './unless-busy.ts';
import { shutdownTimedOut } from './zone-advice.ts';
import { bootedAgain, isStopped } from './zone-stopped.ts';

export const zoneShutdown = defineStep({
  kind: 'zone.shutdown',
  args: z.object({ zone: zoneName, among }),
  risk: 'disruptive',
  ...ifAmong,
  title: ({ zone }) => `Shut down ${zone} cleanly`,
  check: ({ zone }) => isStopped(zone),
  apply: ({ zone }) => [run(zoneadm.shutdown(zone), unlessBusy)],
  undo: ({ zone }) => bootedAgain(zone),
  advice: ({ zone }) => [shutdownTimedOut(zone)],
});
