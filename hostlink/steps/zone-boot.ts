/** zone.boot: starts an installed zone. zoneadm(8). Ends when init runs, not when the zone's services are up. */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import { zoneName } from '../names/zone-name.ts';
import { command } from '../shell/command.ts';
import { among, ifAmong } from './among.ts';
import { defineStep, run } from './define-step.ts';
import { unlessBusy } from './unless-busy.ts';
import { linkUnavailable } from './zone-advice.ts';

export const zoneBoot = defineStep({
  kind: 'zone.boot',
  args: z.object({ zone: zoneName, among }),
  risk: 'routine',
  ...ifAmong,
  title: ({ zone, among }) =>
    `Boot ${zone}${among?.pause === undefined ? '' : `, then wait ${among.pause} seconds`}`,
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
  apply: ({ zone, among }) => [
    run(zoneadm.boot(zone), unlessBusy),
    ...(among?.pause === undefined ? [] : [run(command('sleep', String(among.pause)))]),
  ],
  undo: ({ zone }) => [run(zoneadm.halt(zone), unlessBusy)],
  advice: ({ zone }) => [linkUnavailable(zone)],
});
