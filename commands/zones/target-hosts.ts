/**
 * The hosts of what a verb is about: of a zone its one host, of a tag all that have such zones. While a host can't be
 * read, nobody can tell whether it has some, and nothing is changed on a guess.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { nearest } from '../../hostlink/nearest.ts';
import type { PowerVerb } from '../../hostlink/plans/zone-power-fit.ts';
import { tagSubject } from '../../hostlink/plans/zones-power.ts';
import { chosenHosts } from '../chosen-host.ts';
import type { Desk } from '../desk.ts';
import type { ZoneTarget } from '../grammar/types/zone-target.ts';
import { type FoundZone, readZones } from './found-zone.ts';
import { hostOfZone } from './zone-host.ts';

interface Named {
  readonly zone: ZoneTarget;
  readonly host?: HostName;
}

/** Of a tag, at least one. @throws Diagnostic `zmgr::zone::no-such-tag`, `zmgr::zone::maybe-elsewhere` */
export async function hostsOfTarget(
  desk: Desk,
  { zone: target, host }: Named,
  verb: PowerVerb,
): Promise<readonly HostName[] | undefined> {
  if (target.kind === 'zone') return undefined;
  const { tag } = target;
  const hosts = chosenHosts(desk, host);
  if (hosts.length === 1) return hosts;
  const read = await readZones(desk, hosts);
  const unread = read.flatMap((one) => (one.kind === 'unread' ? [one.host] : []));
  if (unread.length > 0) {
    throw new Diagnostic({
      code: 'zmgr::zone::maybe-elsewhere',
      message: `${unread.join(', ')} can't be read, and may have zones with the tag ${tag}; nothing was changed`,
      help: `Name the host: \`/zone ${verb} ${hosts.find((one) => !unread.includes(one)) ?? '<host>'}/${tagSubject(tag)}\`.`,
    });
  }
  const zones = read.flatMap((one) => (one.kind === 'read' ? one.zones : []));
  const tagged = zones.filter(({ entry }) => entry?.tags.includes(tag) === true);
  if (tagged.length === 0) throw nowhere(tag, verb, zones);
  const withWork = tagged.filter((one) => !isSoAlready(one, verb));
  const meant = withWork.length > 0 ? withWork : tagged.slice(0, 1);
  return hosts.filter((one) => meant.some((zone) => zone.host === one));
}

/** Of a tag, the first host. @throws Diagnostic as hostOfZone() and hostsOfTarget() do */
export async function hostOfTarget(desk: Desk, named: Named, verb: PowerVerb): Promise<HostName> {
  const { zone, host } = named;
  if (zone.kind === 'zone')
    return hostOfZone(desk, { zone: zone.name, ...(host !== undefined && { host }) }, verb);
  const [first] = (await hostsOfTarget(desk, named, verb)) ?? [];
  return first ?? desk.hosts.default;
}

function isSoAlready({ listing }: FoundZone, verb: PowerVerb): boolean {
  switch (verb) {
    case 'boot':
      return listing?.state === 'running';
    case 'shutdown':
    case 'halt':
      return listing?.state === 'installed';
    case 'reboot':
      return false;
    default:
      return verb satisfies never;
  }
}

function nowhere(tag: string, verb: PowerVerb, zones: readonly FoundZone[]): Diagnostic {
  const tags = [...new Set(zones.flatMap(({ entry }) => entry?.tags ?? []))].toSorted(byText);
  return new Diagnostic({
    code: 'zmgr::zone::no-such-tag',
    message: `No zone of any host has the tag ${tag}; nothing was changed`,
    help:
      tags.length === 0
        ? `\`/zone set <zone> tags=${tag}\` gives it to one.`
        : `There are: ${tags.slice(0, 10).join(', ')}.`,
    suggestions: nearest(tag, tags).map((near) => `/zone ${verb} ${tagSubject(near)}`),
  });
}

const byText = (one: string, other: string): number => (one < other ? -1 : 1);
