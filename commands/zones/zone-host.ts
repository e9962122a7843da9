/**
 * The host of a zone that is to be changed: the one named, the only one there is, or the only one that has it. While a
 * host can't be read, nobody can tell whether it has a zone of that name too, and nothing is changed on a guess.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { ZoneName } from '../../hostlink/names/zone-name.ts';
import { chosenHosts } from '../chosen-host.ts';
import type { Desk } from '../desk.ts';
import { findZone } from './find-zone.ts';
import { type HostZones, readZones } from './found-zone.ts';

/**
 * One exec a host, all at once; none where there is nothing to choose.
 * @param verb for what to type instead: `boot`
 * @throws Diagnostic `zmgr::host::unknown`, `zmgr::zone::unknown`, `zmgr::zone::ambiguous`, `zmgr::zone::maybe-elsewhere`
 */
export async function hostOfZone(
  desk: Desk,
  { zone, host }: { readonly zone: ZoneName; readonly host?: HostName },
  verb: string,
): Promise<HostName> {
  const hosts = chosenHosts(desk, host);
  const [only, another] = hosts;
  if (only !== undefined && another === undefined) return only;
  const { on, unread } = findZone(withItsZone(await readZones(desk, hosts), zone), zone, verb);
  if (unread.length === 0) return on.host;
  throw new Diagnostic({
    code: 'zmgr::zone::maybe-elsewhere',
    message: `${on.host} has a zone ${zone}; ${unread.join(', ')} can't be read, and may have another one`,
    help: `Name the host: \`/zone ${verb} ${on.host}/${zone}\`.`,
  });
}

/** Where one host has the zone itself, the entries that others still have of it are not meant. */
function withItsZone(hosts: readonly HostZones[], name: ZoneName): readonly HostZones[] {
  const isThere = (host: HostZones): boolean =>
    host.kind === 'read' &&
    host.zones.some((zone) => zone.name === name && zone.listing !== undefined);
  return hosts.some(isThere)
    ? hosts.filter((host) => host.kind === 'unread' || isThere(host))
    : hosts;
}
