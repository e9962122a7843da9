/**
 * zone.install: fills a configured zone with its brand's system. zoneadm(8). Takes minutes on a real host; a failed
 * one leaves the zone incomplete, or configured again, as the brand's script sees fit.
 */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineStep, run } from './define-step.ts';
import { unlessBusy } from './unless-busy.ts';

export const zoneInstall = defineStep({
  kind: 'zone.install',
  args: z.object({
    zone: zoneName,
    brand: z.string(),
    /** Arguments of the brand's install script; zoneadm.install takes only harmless ones. */
    brandArguments: z.array(z.string()),
  }),
  risk: 'routine',
  title: ({ zone, brand }) => `Install ${zone}, brand ${brand}`,
  check: ({ zone }) => ({
    kind: 'command',
    command: zoneadm.stateOf(zone),
    verdicts: [
      [{ exit: 'nonzero', complains: zoneadm.noSuchZone }, 'absent'],
      [{ exit: 'zero', contains: [':configured:'] }, 'absent'],
      [{ exit: 'zero', contains: [':incomplete:'] }, 'partial'],
      [{ exit: 'zero' }, 'present'],
    ],
  }),
  apply: ({ zone, brandArguments }) => [run(zoneadm.install(zone, brandArguments), unlessBusy)],
  // A zone with autoboot runs once the host has rebooted, and none can be uninstalled while it does.
  undo: ({ zone }) => [
    run(zoneadm.halt(zone), { ...unlessBusy, pardons: zoneadm.notToBeHalted }),
    run(zoneadm.uninstall(zone), unlessBusy),
  ],
});
