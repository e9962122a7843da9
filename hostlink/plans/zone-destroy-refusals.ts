/** What stands against destroying a zone, found out before anything is done: each with what to type. */
import { Diagnostic } from '../diagnostic.ts';

import type { ConfiguredZone } from '../illumos/zones-directory.ts';
import type { HostName } from '../names/host-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { ZoneEntry } from '../registry/model.ts';
import type { GoingDatasets } from './zone-disk.ts';

/** @throws Diagnostic `zmgr::zone::delete-protected`, `zmgr::zone::unfinished` for one that is on its way elsewhere */
export function refuseProtected(
  zone: ZoneName,
  host: HostName,
  path: string,
  entry: ZoneEntry | undefined,
): void {
  if (entry?.deleteProtection === true) {
    throw new Diagnostic({
      code: 'zmgr::zone::delete-protected',
      message: `${zone} has delete-protection; nothing was changed`,
      help: `\`/zone set ${host}/${zone} delete-protection=no\` takes it off, or a person who takes the line out of ${path}; then ask again.`,
    });
  }
  if (entry?.state === 'moving') {
    throw new Diagnostic({
      code: 'zmgr::zone::unfinished',
      message: `The registry of ${host} has an entry of ${zone} that says moving; nothing was changed`,
      help: 'An operation is under way, or was broken off: `/zone op list` shows it, to be resumed or unwound first.',
      suggestions: ['/zone op list'],
    });
  }
}

/**
 * An uninstall fails half way at a snapshot that is held, or cloned by somebody outside.
 * @throws Diagnostic `zmgr::zone::snapshots-held`, `zmgr::zone::has-clones`
 */
export function refuseTied(zone: ZoneName, { dataset, snapshots }: GoingDatasets): void {
  const held = snapshots.filter(({ holds }) => holds > 0);
  const [first] = held;
  if (first !== undefined) {
    const name = `${first.dataset}@${first.name}`;
    throw new Diagnostic({
      code: 'zmgr::zone::snapshots-held',
      message: `${zone} can't be destroyed while somebody holds ${held.length === 1 ? 'a snapshot' : `${held.length} snapshots`} of it: ${name}${held.length === 1 ? '' : ' and others'}; nothing was changed`,
      help: `On the host, \`zfs holds ${name}\` names the tag, and \`zfs release <tag> ${name}\` lets go of it.`,
    });
  }
  const cloned = snapshots.flatMap(({ clones, ...snapshot }) =>
    clones
      .filter((clone) => clone !== dataset && !clone.startsWith(`${dataset}/`))
      .map((clone) => ({ clone, snapshot: `${snapshot.dataset}@${snapshot.name}` })),
  );
  const [one] = cloned;
  if (one !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::zone::has-clones',
      message: `${one.clone} is a clone of ${one.snapshot} and would lose what it stands on; nothing was changed`,
      help: `On the host, \`zfs promote ${one.clone}\` makes it stand by itself${cloned.length === 1 ? '' : `, and so the ${cloned.length - 1} others`}; or destroy what was cloned first.`,
    });
  }
}

/** @throws Diagnostic `zmgr::zone::used-by-zone` where another zone is configured with a piece of it. */
export function refuseUsed(
  zone: ZoneName,
  zonepath: string,
  dataset: string | undefined,
  configurations: ReadonlyMap<ZoneName, ConfiguredZone>,
): void {
  const isBelow = (text: string | undefined, top: string | undefined) =>
    top !== undefined && text !== undefined && (text === top || text.startsWith(`${top}/`));
  for (const other of configurations.values()) {
    if (other.name === zone || other.kind !== 'read') continue;
    for (const { kind, properties } of other.configuration.resources) {
      const used = kind === 'dataset' ? properties.get('name') : properties.get('special');
      if (kind !== 'dataset' && kind !== 'filesystem') continue;
      if (!isBelow(used, dataset) && !isBelow(used, zonepath)) continue;
      throw new Diagnostic({
        code: 'zmgr::zone::used-by-zone',
        message: `The zone ${other.name} is configured with ${used}, which is part of ${zone}; nothing was changed`,
        help: `On the host, take it out of ${other.name} (\`zonecfg -z ${other.name} info ${kind === 'dataset' ? 'dataset' : 'fs'}\`), or destroy ${other.name} first.`,
      });
    }
  }
}
