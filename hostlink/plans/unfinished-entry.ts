/**
 * A zone whose entry says that it is being created, destroyed or moved is not to be brought up by anybody else: half
 * made it may have no address that is its own, and one that is on its way to another host would run on both. To bring it
 * down is always allowed, and hurts none of these.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { HostName } from '../names/host-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { zoneEntryNamed } from '../registry/lookup.ts';
import type { Registry } from '../registry/model.ts';

/**
 * A zone without an entry is nobody's business.
 * @throws Diagnostic `zmgr::zone::unfinished`, or what is wrong with the entry's file: it might say so
 */
export function refuseUnfinished(zone: ZoneName, host: HostName, registry: Registry): void {
  const entry = zoneEntryNamed(registry, zone);
  if (entry === undefined || entry.state === 'ready') return;
  throw new Diagnostic({
    code: 'zmgr::zone::unfinished',
    message: `The registry of ${host} has an entry of ${zone} that says ${entry.state}; nothing was changed`,
    help: 'An operation is under way, or was broken off: `/zone op list` shows it, to be resumed or unwound first.',
    suggestions: ['/zone op list'],
  });
}
