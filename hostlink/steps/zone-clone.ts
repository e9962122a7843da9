/**
 * zone.clone: fills a configured zone with a copy of another that is down: zoneadm(8) clone. Its brand's script takes a
 * snapshot `<zone>_snap` of the other's boot environment, and what is made is a ZFS clone of that.
 */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import { type ZoneName, zoneName } from '../names/zone-name.ts';
import { defineStep, run } from './define-step.ts';
import { unlessBusy } from './unless-busy.ts';
import { zoneInstall } from './zone-install.ts';

export const zoneClone = defineStep({
  kind: 'zone.clone',
  args: z.object({ zone: zoneName, source: zoneName, brand: z.string() }).strict(),
  risk: 'routine',
  title: ({ zone, source, brand }) => `Clone ${zone} from ${source}, brand ${brand}`,
  // Whether it is there is told, and it is taken back, as of any that is installed.
  check: ({ zone, brand }) => asInstalled(zone, brand).check,
  apply: ({ zone, source }) => [run(zoneadm.clone(zone, source), unlessBusy)],
  undo: ({ zone, brand }) => asInstalled(zone, brand).undo,
});

const asInstalled = (zone: ZoneName, brand: string) =>
  zoneInstall.meaning({ kind: zoneInstall.kind, args: { zone, brand, brandArguments: [] } });
