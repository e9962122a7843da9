/**
 * What an uninstall destroys of a zone's datasets and what it leaves. The brands' script destroys what lies below ROOT,
 * and the zonepath's dataset where nothing else is below it (OpenIndiana/pkg5 src/brand/common.ksh, uninstall).
 */
import type { SnapshotTies, ZoneDatasets } from '../illumos/zone-datasets.ts';
import type { SeenZone } from './zone-power-fit.ts';

export interface GoingDatasets {
  readonly dataset: string;
  /** Bytes. */
  readonly used: number;
  readonly snapshots: readonly SnapshotTies[];
  /** Of what stays, too. */
  readonly allSnapshots: readonly SnapshotTies[];
}

export interface ZoneDisk {
  /** The zone's own dataset, whether it goes or stays. */
  readonly dataset?: string;
  /** Undefined where nothing is installed, or the zone has no dataset of its own. */
  readonly goes?: GoingDatasets;
  readonly stay: readonly { readonly dataset: string; readonly because: string }[];
}

export function zoneDisk(seen: SeenZone | undefined, datasets: ZoneDatasets | undefined): ZoneDisk {
  if (seen === undefined || datasets === undefined || datasets.mountpoint !== seen.zonepath)
    return { stay: [] };
  const { dataset, used, below, snapshots } = datasets;
  if (seen.state === 'configured') {
    const because = `nothing of it is installed any more, so nobody can tell what it holds; \`zfs destroy -r ${dataset}\` on the host removes it`;
    return { dataset, stay: [{ dataset, because }] };
  }
  const root = `${dataset}/ROOT`;
  const others = below.filter((one) => one.dataset !== root && !isBelow(one.dataset, root));
  const tops = others.filter((one) => !others.some((top) => isBelow(one.dataset, top.dataset)));
  const goes = {
    dataset,
    used: tops.reduce((left, top) => left - top.used, used),
    snapshots: snapshots.filter((one) => !others.some((other) => other.dataset === one.dataset)),
    allSnapshots: snapshots,
  };
  const [first] = tops;
  return {
    dataset,
    goes,
    stay:
      first === undefined
        ? []
        : [
            ...tops.map((top) => ({
              dataset: top.dataset,
              because: 'it is not part of what was installed',
            })),
            { dataset, because: `${first.dataset} lies below it` },
          ],
  };
}

const isBelow = (one: string, top: string): boolean => one.startsWith(`${top}/`);
