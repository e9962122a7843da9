/**
 * The host of whose DHCP server somebody speaks: the one named, the only one that has the thing, else the default. While
 * a host can't be read, nobody can tell whether it has the thing too, and nothing is changed on a guess.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { dhcpConfiguration } from '../../hostlink/illumos/dhcpd.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { parseZoneName } from '../../hostlink/names/zone-name.ts';
import { isReservation } from '../../hostlink/plans/dhcp-release.ts';
import { chosenHosts } from '../chosen-host.ts';
import type { Desk } from '../desk.ts';
import { readHost } from '../hosts/found-host.ts';
import { hostOfZone } from '../zones/zone-host.ts';

/** Of the zone of that name, or the default where it is no zone's. @throws Diagnostic as hostOfZone() does */
export async function hostOfName(
  desk: Desk,
  { name, host }: { readonly name: string; readonly host?: HostName },
  verb: string,
): Promise<HostName> {
  const [only, another] = chosenHosts(desk, host);
  if (only !== undefined && another === undefined) return only;
  try {
    return await hostOfZone(desk, { zone: parseZoneName(name) }, verb);
  } catch (error) {
    const isNoZone =
      error instanceof Diagnostic &&
      ['zmgr::zone::unknown', 'zmgr::zone::bad-name'].includes(error.code);
    if (isNoZone) return desk.hosts.default;
    throw error;
  }
}

/** One exec a host. @throws Diagnostic `zmgr::host::unknown`, `zmgr::dhcp::several-hosts`, `zmgr::dhcp::maybe-elsewhere` */
export async function hostOfReservation(
  { reservation, host }: { readonly reservation: string; readonly host?: HostName },
  desk: Desk,
): Promise<HostName> {
  const hosts = chosenHosts(desk, host);
  const [only, another] = hosts;
  if (only !== undefined && another === undefined) return only;
  const read = await Promise.all(
    hosts.map((one) => readHost(desk, one, { dhcp: dhcpConfiguration })),
  );
  const having = read.flatMap((one) =>
    one.kind === 'read' &&
    one.facts.dhcp.kind === 'read' &&
    one.facts.dhcp.value.hosts.some((known) => isReservation(known, reservation))
      ? [one.host]
      : [],
  );
  const unread = read.flatMap((one) => (one.kind === 'unread' ? [one.host] : []));
  const [first, second] = having;
  if (first === undefined) return desk.hosts.default;
  if (second !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::dhcp::several-hosts',
      message: `There are reservations ${reservation} on ${having.join(' and on ')}`,
      help: 'Name the host before it.',
      suggestions: having.map((one) => `/zone dhcp release ${one}/${reservation}`),
    });
  }
  if (unread.length === 0) return first;
  throw new Diagnostic({
    code: 'zmgr::dhcp::maybe-elsewhere',
    message: `${first} has a reservation ${reservation}; ${unread.join(', ')} can't be read, and may have another one`,
    help: `Name the host: \`/zone dhcp release ${first}/${reservation}\`.`,
  });
}
