/**
 * zone.reboot: ends the run of a zone that was seen, and begins another. zoneadm(8), whose `shutdown -r` is a shutdown
 * and then a boot, two requests to zoneadmd (shutdown_func of illumos-gate usr/src/cmd/zoneadm/zoneadm.c). So it is two
 * commands here as well: broken off between them it goes on with the second, where `shutdown -r` would refuse a zone
 * that does not run.
 *
 * That a zone runs does not tell whether it was rebooted. Its kernel id does: each run has another one, and they are
 * given out in turn (zone_create() of illumos-gate usr/src/uts/common/os/zone.c). So the plan pins the id that was seen:
 * while a zone has it, whatever its state, nothing is done yet; running with another one, it has been rebooted, by us or
 * not, and is left alone. Only a host that boots counts from one again: a zone that gets its old id back is rebooted
 * once more when its operation is resumed.
 */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import { zoneName } from '../names/zone-name.ts';
import { among, ifAmong } from './among.ts';
import { defineStep, run } from './define-step.ts';
import { unlessBusy } from './unless-busy.ts';
import { linkUnavailable, shutdownTimedOut } from './zone-advice.ts';

export const zoneReboot = defineStep({
  kind: 'zone.reboot',
  args: z.object({
    zone: zoneName,
    /** The kernel's id of the run that is to end. */
    id: z.int().positive(),
    clean: z.boolean(),
    among,
  }),
  risk: 'disruptive',
  ...ifAmong,
  title: ({ zone, clean }) =>
    clean
      ? `Reboot ${zone}: shut it down cleanly, then boot it`
      : `Reboot ${zone} by force: halt it, with nothing in it shut down cleanly, then boot it`,
  check: ({ zone, id }) => ({
    kind: 'command',
    command: zoneadm.stateOf(zone),
    verdicts: [
      [{ exit: 'zero', begins: `${id}:${zone}:` }, 'absent'],
      // One that runs without an id was just going down.
      [{ exit: 'zero', begins: `-:${zone}:running:` }, 'partial'],
      [{ exit: 'zero', contains: [':running:'] }, 'present'],
      [{ exit: 'zero', contains: [':installed:'] }, 'partial'],
      ...zoneadm.activeStates.map(
        (state) => [{ exit: 'zero', contains: [`:${state}:`] }, 'partial'] as const,
      ),
      [{ exit: 'zero' }, 'foreign'],
      [{ exit: 'nonzero', complains: zoneadm.noSuchZone }, 'foreign'],
    ],
  }),
  // zoneadmd may stop waiting for a shutdown a moment before the zone is down, and then it is to be booted all the same. To
  // one that still runs, or is still on its way down, a boot does nothing (server() of zoneadmd.c).
  apply: ({ zone, clean }) => [
    run(clean ? zoneadm.shutdown(zone) : zoneadm.halt(zone), { ...unlessBusy, regardless: true }),
    run(zoneadm.boot(zone), unlessBusy),
  ],
  // A shutdown that timed out has rebooted nothing, and leaves nothing to take back.
  undo: ({ zone }) => ({
    cannot: `what ran in ${zone} before is gone; it can only be booted`,
    since: 'seen',
  }),
  advice: ({ zone }) => [shutdownTimedOut(zone), linkUnavailable(zone)],
});
