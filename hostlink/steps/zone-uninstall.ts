/**
 * zone.uninstall: destroys what a zone was installed with. zoneadm(8), and the uninstall script of the zone's brand,
 * which takes the zone's own snapshots along. What a file system below root holds it back, or a lock, is refused before
 * anything is done; once the zone is `incomplete` there is only the way forward.
 */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import { type ZoneName, zoneName } from '../names/zone-name.ts';
import { type Advice, defineStep, run, type Verdict } from './define-step.ts';
import { unlessBusy } from './unless-busy.ts';

export const zoneUninstall = defineStep({
  kind: 'zone.uninstall',
  args: z.object({
    zone: zoneName,
    /** How much of it was there: an install or uninstall that was broken off leaves it incomplete. */
    from: z.enum(['installed', 'incomplete']),
  }),
  risk: 'destructive',
  title: ({ zone }) => `Uninstall ${zone}: its files and its snapshots are destroyed`,
  check: ({ zone, from }) => {
    const incomplete: Verdict = from === 'incomplete' ? 'absent' : 'partial';
    return {
      kind: 'command',
      command: zoneadm.stateOf(zone),
      verdicts: [
        [{ exit: 'nonzero', complains: zoneadm.noSuchZone }, 'present'],
        [{ exit: 'zero', contains: [':configured:'] }, 'present'],
        [{ exit: 'zero', contains: [':incomplete:'] }, incomplete],
        [{ exit: 'zero', contains: [':mounted:'] }, 'foreign'],
        [{ exit: 'zero' }, 'absent'],
      ],
    };
  },
  // A zone with autoboot runs once the host has rebooted on the way. One that does not is not halted, and no harm done.
  apply: ({ zone, from }) => [
    ...(from === 'installed' ? [run(zoneadm.halt(zone), { ...unlessBusy, regardless: true })] : []),
    run(zoneadm.uninstall(zone), unlessBusy),
  ],
  undo: ({ zone }) => ({
    cannot: `the files of ${zone} and its snapshots are gone, and no copy is kept`,
    since: 'seen',
  }),
  advice: ({ zone }) => [
    heldBack(zone, zoneadm.datasetHeldBack),
    heldBack(zone, zoneadm.datasetCloned),
    mountedBelow(zone),
  ],
});

const heldBack = (zone: ZoneName, says: string): Advice => ({
  says,
  code: 'zmgr::zone::datasets-held-back',
  message: `The brand's uninstall could not destroy the datasets of ${zone}: a snapshot is held, or has been cloned`,
  help: `On the host, \`zfs holds -r\` and \`zfs list -o name,clones -t snapshot -r\` of the zone's dataset say which; release or promote, and resume the operation.`,
});

const mountedBelow = (zone: ZoneName): Advice => ({
  says: zoneadm.mountedBelowRoot,
  code: 'zmgr::zone::mounted-below',
  message: `File systems are mounted below the root of ${zone}, and it is not uninstalled while they are`,
  help: 'Unmount on the host what it names, and ask again.',
});
