/** One zone by its name, wherever it is. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { ZoneName } from '../../hostlink/names/zone-name.ts';
import { nearest } from '../../hostlink/nearest.ts';
import type { FoundZone, HostZones } from './found-zone.ts';

export interface FoundOn {
  readonly zone: FoundZone;
  readonly on: Extract<HostZones, { kind: 'read' }>;
  /** Hosts that could not be read: there may be another zone of this name. */
  readonly unread: readonly HostName[];
}

/**
 * @param verb for what to type instead: `show`
 * @throws Diagnostic `zmgr::zone::unknown`, `zmgr::zone::ambiguous`, or why the only host can't be read
 */
export function findZone(hosts: readonly HostZones[], name: ZoneName, verb: string): FoundOn {
  const found: FoundOn[] = [];
  const unread = hosts.flatMap((host) => (host.kind === 'unread' ? [host] : []));
  for (const on of hosts) {
    if (on.kind === 'unread') continue;
    const zone = on.zones.find((one) => one.name === name);
    if (zone !== undefined) found.push({ zone, on, unread: unread.map(({ host }) => host) });
  }
  const [one, another] = found;
  if (one === undefined) throw nowhere(hosts, name, verb);
  if (another === undefined) return one;
  const where = found.map(({ on }) => on.host);
  throw new Diagnostic({
    code: 'zmgr::zone::ambiguous',
    message: `There is a zone ${name} on ${where.slice(0, -1).join(', ')} and on ${where.at(-1)}`,
    help: 'Name the host before it.',
    suggestions: where.map((host) => `/zone ${verb} ${host}/${name}`),
  });
}

function nowhere(hosts: readonly HostZones[], name: ZoneName, verb: string): Diagnostic {
  const unread = hosts.flatMap((host) => (host.kind === 'unread' ? [host] : []));
  const [first] = unread;
  if (first !== undefined && hosts.length === 1) return first.diagnostic;
  const read = hosts.flatMap((host) => (host.kind === 'read' ? [host] : []));
  const others = read.flatMap(({ zones }) => zones);
  const suggestions = nearest(
    name,
    others.map((zone) => zone.name),
  ).flatMap((near) =>
    others.filter((zone) => zone.name === near).map(({ host }) => `/zone ${verb} ${host}/${near}`),
  );
  const where = read.map(({ host }) => host).join(', ');
  return new Diagnostic({
    code: 'zmgr::zone::unknown',
    message: `There is no zone ${name} on ${where === '' ? 'any host that can be read' : where}`,
    help:
      first === undefined
        ? '`/zone list` shows all zones.'
        : `It may be on ${unread.map(({ host }) => host).join(', ')}, which can't be read.`,
    suggestions,
    ...(first === undefined ? {} : { cause: first.diagnostic }),
  });
}
