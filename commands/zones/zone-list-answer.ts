/** A list of zones, host by host. Hosts that can't be read come first: what follows is not all there is. */
import type { Registry } from '../../hostlink/registry/model.ts';
import type { Answer, Line, Part } from '../answer.ts';
import {
  bullets,
  code,
  context,
  counted,
  heading,
  joined,
  marked,
  paragraph,
  preformatted,
  strong,
  time,
} from '../answers/parts.ts';
import { caret } from '../grammar/caret.ts';
import { driftOf } from './drift.ts';
import type { FoundZone, HostZones } from './found-zone.ts';
import { isWanted, type ZoneFilter } from './zone-filter.ts';
import { addressesOf, brandOf, markOf, withoutPrefix, wordOf } from './zone-words.ts';

/** Zones in one answer: a chat shows some fifty lines before it folds them. */
const pageLength = 40;

type ReadHost = Extract<HostZones, { kind: 'read' }>;
type UnreadHost = Extract<HostZones, { kind: 'unread' }>;

export function zoneListAnswer(hosts: readonly HostZones[], filter: ZoneFilter, now: Date): Answer {
  const unread = hosts.filter((host): host is UnreadHost => host.kind === 'unread');
  const read = hosts
    .filter((host): host is ReadHost => host.kind === 'read')
    .map((host) => ({ ...host, wanted: host.zones.filter((zone) => isWanted(zone, filter)) }));
  const wanted = read.reduce((sum, host) => sum + host.wanted.length, 0);
  const all = read.reduce((sum, host) => sum + host.zones.length, 0);
  const count = wanted === all ? counted(all, 'zone') : `${wanted} of ${counted(all, 'zone')}`;
  const [only, ...others] = hosts;
  const single = others.length === 0 ? only?.host : undefined;
  const lacking = unread.map(({ host }) => `${host} can't be read`);
  let room = pageLength;
  const parts = read.flatMap((host) => {
    const shown = host.wanted.slice(0, room);
    room -= shown.length;
    return hostParts(host, shown, host.wanted.length, single === undefined);
  });
  const left = wanted - Math.min(wanted, pageLength);
  return {
    summary: [...(read.length === 0 ? [] : [count]), ...lacking].join('; '),
    parts: [
      heading(
        joined([
          single === undefined ? 'Zones' : `Zones on ${single}`,
          read.length === 0 ? '' : count,
        ]).join(''),
      ),
      ...unread.map(unreadPart),
      ...parts,
      ...(wanted === 0 && all > 0 ? [paragraph('No zone fits what was asked for.')] : []),
      ...(left === 0
        ? []
        : [
            paragraph(
              `${left} more are not shown. Narrow it down with `,
              ...joined(['host=', 'state=', 'brand=', 'template=', 'q='].map(code), ', '),
              '.',
            ),
          ]),
      context('As of ', time(now)),
    ],
  };
}

function unreadPart({ host, diagnostic: { message, code: what } }: UnreadHost): Part {
  const said = message.startsWith(host) ? message.slice(host.length) : ` can't be read: ${message}`;
  return paragraph('⚠ ', strong(host), ...marked(said), ' (', code(what), ')');
}

function hostParts(
  { host, zones, registry }: ReadHost,
  shown: readonly FoundZone[],
  wanted: number,
  isNamed: boolean,
): readonly Part[] {
  const running = zones.filter(({ listing }) => listing?.state === 'running').length;
  const note = wanted === shown.length ? '' : ` · ${wanted - shown.length} of them not shown`;
  return [
    ...(isNamed
      ? [paragraph(strong(host), ` · ${counted(zones.length, 'zone')}, ${running} running${note}`)]
      : []),
    ...(shown.length === 0 ? [] : [bullets(shown.map((zone) => zoneLine(zone, registry.exists)))]),
    ...(registry.exists ? [] : [context(`${host} has no registry yet: no zone has an entry.`)]),
    ...faultParts(registry),
  ];
}

const shownFaults = 3;

/** Files of the registry that can't be understood: what they say is missing from the list. */
function faultParts({ faults, directory }: Registry): readonly Part[] {
  const broken = faults.filter(({ blocks }) => blocks);
  const left = broken.length - shownFaults;
  return [
    ...broken.slice(0, shownFaults).flatMap(({ path, diagnostic }) => {
      const { message, location, help } = diagnostic;
      const pointer = caret(diagnostic);
      const line = location === undefined ? '' : `, line ${location.line}`;
      return [
        context(`⚠ ${message.includes(path) ? '' : `${path}: `}${message}${line}`),
        ...(pointer === undefined ? [] : [preformatted(pointer)]),
        ...(help === undefined ? [] : [context(...marked(help))]),
      ];
    }),
    ...(left > 0 ? [context(`⚠ ${left} more files of ${directory} can't be understood.`)] : []),
  ];
}

/** `🟢 web01 running · 10.1.0.10 · ipkg · no entry` */
export function zoneLine(zone: FoundZone, hasRegistry: boolean): Line {
  const addresses = addressesOf(zone).map(withoutPrefix);
  const drift = driftOf(zone, hasRegistry);
  return [
    `${markOf(zone)} `,
    strong(zone.name),
    ' ',
    ...joined([
      wordOf(zone),
      addresses.length === 0 ? 'no address' : addresses.join(', '),
      brandOf(zone) ?? '',
      remark(zone, drift.length),
    ]),
  ];
}

/** What is odd about it, in two words; `show` tells the rest. */
function remark({ entry, entryFault, listing }: FoundZone, drifts: number): string {
  if (drifts === 0) return '';
  if (entryFault !== undefined) return '⚠ broken entry';
  if (entry === undefined) return 'no entry';
  if (entry.state !== 'ready') return `⚠ ${entry.state}`;
  return listing === undefined ? '⚠ entry without a zone' : '⚠ drift';
}
