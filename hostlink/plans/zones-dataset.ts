/**
 * Where zones may lie: below a directory that is itself a mounted ZFS dataset, for brands make each zonepath a dataset
 * beneath it and refuse anything else (create_active_ds() of the brands' common.ksh). Pure.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import type { FileSystem } from '../illumos/zfs.ts';
import type { ZoneListing } from '../illumos/zoneadm.ts';
import type { Zonepath } from '../names/zonepath.ts';
import { parseZonepath } from '../names/zonepath.ts';
import { nearest } from '../nearest.ts';

export interface ZonesDataset {
  readonly dataset: string;
  readonly mountpoint: Zonepath;
}

/**
 * The wished one; else where most zones lie already; else /zones, or the highest dataset that is called zones.
 * @throws Diagnostic `zmgr::registry::no-zones-dataset`
 */
export function zonesDataset(
  wished: Zonepath | undefined,
  fileSystems: readonly FileSystem[],
  zones: readonly ZoneListing[],
  host: HostSpec,
): ZonesDataset {
  const fit = fileSystems.flatMap(({ name, mountpoint, mounted }) => {
    const place = mountpoint === undefined || mountpoint === '/' ? undefined : placeIn(mountpoint);
    // Boot environments come and go with the host's upgrades, and what is below them with them.
    const isBootEnvironment = /^[^/]+\/ROOT(\/|$)/.test(name);
    return mounted && place !== undefined && !isBootEnvironment
      ? [{ dataset: name, mountpoint: place }]
      : [];
  });
  const chosen =
    wished === undefined
      ? likeliest(fit, zones)
      : fit.find(({ mountpoint }) => mountpoint === wished);
  if (chosen !== undefined) return chosen;
  const place = wished ?? '/zones';
  const zpool = fileSystems[0]?.name.split('/')[0] ?? 'rpool';
  throw new Diagnostic({
    code: 'zmgr::registry::no-zones-dataset',
    message:
      wished === undefined
        ? `${host.name} has no dataset for zones: none is mounted at /zones or called zones`
        : `No dataset of ${host.name} is mounted at ${wished}, and zones can only lie below one`,
    help: `Make one there as root: zfs create -o mountpoint=${place} ${zpool}${place}, or name another with zonepath-prefix=.`,
    suggestions: nearest(
      place,
      fit.map(({ mountpoint }) => mountpoint),
    ),
  });
}

function likeliest(
  fit: readonly ZonesDataset[],
  zones: readonly ZoneListing[],
): ZonesDataset | undefined {
  const zonesIn = ({ mountpoint }: ZonesDataset) =>
    zones.filter(
      ({ kind, zonepath }) => kind === 'zone' && /^(.*)\/[^/]+$/.exec(zonepath)?.[1] === mountpoint,
    ).length;
  const depth = ({ mountpoint }: ZonesDataset) => mountpoint.split('/').length;
  const byUse = fit.toSorted((one, other) => zonesIn(other) - zonesIn(one));
  const [used] = byUse;
  if (used !== undefined && zonesIn(used) > 0) return used;
  return fit
    .filter(({ mountpoint }) => /\/zones$/.test(mountpoint))
    .toSorted((one, other) => depth(one) - depth(other))[0];
}

/** A mountpoint that zonecfg can carry; others are none for zones. */
function placeIn(mountpoint: string): Zonepath | undefined {
  try {
    return parseZonepath(mountpoint);
  } catch {
    return undefined;
  }
}
