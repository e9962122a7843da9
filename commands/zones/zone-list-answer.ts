/** A list of zones, host by host, in pages. Hosts that can't be read come first: what follows is not all there is. */
import type { Answer, Line, Part } from '../answer.ts';
import { pageOf, pageParts } from '../answers/pages.ts';
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
import { spell } from '../grammar/spell.ts';
import { type DriftCircumstances, driftOf } from './drift.ts';
import type { FoundZone, HostZones } from './found-zone.ts';
import { isWanted, type ZoneFilter } from './zone-filter.ts';
import { addressesOf, brandOf, markOf, withoutPrefix, wordOf } from './zone-words.ts';

/** Zones in one answer: a chat shows some fifty lines before it folds them. */
const pageLength = 40;
/** So few zones are shown with a button each; more are a list, which is read faster. */
const mostButtons = 12;
/** Of so many hosts each has a part of its own; beyond, a message has no room, and zones are called by their host too. */
const mostHostParts = 12;

type ReadHost = Extract<HostZones, { kind: 'read' }>;
type UnreadHost = Extract<HostZones, { kind: 'unread' }>;

export interface ZoneListWish {
  /** As they were named; empty for all. */
  readonly host: readonly string[];
  readonly filter: ZoneFilter;
  /** From 1; the last page is shown for one beyond it. */
  readonly page: number;
}

export function zoneListAnswer(hosts: readonly HostZones[], wish: ZoneListWish, now: Date): Answer {
  const unread = hosts.filter((host): host is UnreadHost => host.kind === 'unread');
  const read = hosts.filter((host): host is ReadHost => host.kind === 'read');
  const wanted = read.flatMap((host) =>
    host.zones.filter((zone) => isWanted(zone, wish.filter)).map((zone) => ({ host, zone })),
  );
  const all = read.reduce((sum, { zones }) => sum + zones.length, 0);
  const { items: shown, page, pages, range } = pageOf(wanted, wish.page, pageLength);

  const found =
    wanted.length === all ? '' : `${wanted.length}${pages === 1 ? '' : ' that fit,'} of `;
  const count = `${range}${found}${counted(all, 'zone')}`;
  const single = hosts.length === 1 ? hosts[0]?.host : undefined;
  const title = single === undefined ? 'Zones' : `Zones on ${single}`;
  const lacking = unread.map(({ host }) => `${host} can't be read`);
  const hasButtons = wanted.length <= mostButtons;
  const having = read.filter((host) => shown.some((one) => one.host === host));
  return {
    summary: [...(read.length === 0 ? [] : [count]), ...lacking].join('; '),
    parts: [
      heading(joined([title, read.length === 0 ? '' : count]).join('')),
      ...unreadParts(unread),
      ...(having.length > mostHostParts
        ? [bullets(shown.map(({ host, zone }) => zoneLine(zone, host, true)))]
        : having.flatMap((host): readonly Part[] => {
            const here = shown.flatMap((one) => (one.host === host ? [one.zone] : []));
            const fitting = wanted.filter((one) => one.host === host).length;
            return [
              ...(single === undefined ? [hostPart(host, fitting, here.length)] : []),
              zonesPart(here, host, hasButtons),
            ];
          })),
      ...(wanted.length === 0 && all > 0 ? [paragraph('No zone fits what was asked for.')] : []),
      ...elsewhere(
        read,
        wanted.map(({ host }) => host),
      ),
      ...withoutRegistry(read),
      ...faultParts(read),
      ...pageParts({ page, pages }, (number) => spelt(wish, number)),
      context('As of ', time(now)),
    ],
  };
}

/** Hosts in one list, whatever their number: a block each would leave no room for zones. */
const unreadParts = (hosts: readonly UnreadHost[]): readonly Part[] =>
  hosts.length === 0 ? [] : [bullets(hosts.map(unreadLine))];

/** `⚠ hv-05 can't be reached (zmgr::host::unreachable)` */
export function unreadLine({ host, diagnostic: { message, code: what } }: UnreadHost): Line {
  const said = message.startsWith(host) ? message.slice(host.length) : ` can't be read: ${message}`;
  return ['⚠ ', strong(host), ...marked(said), ' (', code(what), ')'];
}

function hostPart({ host, zones }: ReadHost, fitting: number, shown: number): Part {
  const running = zones.filter(({ listing }) => listing?.state === 'running').length;
  const others = fitting - shown;
  const note = others === 0 ? '' : ` · ${others} on other pages`;
  return paragraph(strong(host), ` · ${counted(zones.length, 'zone')}, ${running} running${note}`);
}

const zonesPart = (
  zones: readonly FoundZone[],
  on: DriftCircumstances,
  hasButtons: boolean,
): Part =>
  hasButtons
    ? {
        kind: 'rows',
        rows: zones.map((zone) => ({
          line: zoneLine(zone, on),
          offer: { label: 'Show', text: `show ${zone.host}/${zone.name}` },
        })),
      }
    : bullets(zones.map((zone) => zoneLine(zone, on)));

/** Hosts that were read and have nothing to show: that nothing fits there is an answer too. */
function elsewhere(read: readonly ReadHost[], having: readonly ReadHost[]): readonly Part[] {
  const none = read.filter((host) => !having.includes(host));
  if (none.length === 0 || read.length === 1) return [];
  const empty = none.filter(({ zones }) => zones.length === 0).map(({ host }) => host);
  const unfit = none.filter(({ zones }) => zones.length > 0).map(({ host }) => host);
  return [
    ...(empty.length === 0 ? [] : [context(`No zones on ${empty.join(', ')}.`)]),
    ...(unfit.length === 0 || having.length === 0
      ? []
      : [context(`None that fits on ${unfit.join(', ')}.`)]),
  ];
}

function withoutRegistry(read: readonly ReadHost[]): readonly Part[] {
  const names = read.filter(({ registry }) => !registry.exists).map(({ host }) => host);
  if (names.length === 0) return [];
  const have = names.length === 1 ? 'has' : 'have';
  return [context(`${names.join(', ')} ${have} no registry yet: no zone has an entry.`)];
}

const shownFaults = 3;

/** Files of registries that can't be understood: what they say is missing from the list. */
function faultParts(read: readonly ReadHost[]): readonly Part[] {
  const broken = read.flatMap(({ registry }) => registry.faults.filter(({ blocks }) => blocks));
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
    ...(left > 0
      ? [context(`⚠ ${counted(left, 'more file', 'more files')} can't be understood.`)]
      : []),
  ];
}

const spelt = ({ host, filter }: ZoneListWish, page: number): string | undefined =>
  spell('list', [
    ...host.map((name) => ['host', name] as const),
    ...filter.state.map((state) => ['state', state] as const),
    ...filter.brand.map((brand) => ['brand', brand] as const),
    ...filter.template.map((template) => ['template', template] as const),
    ...filter.tag.map((tag) => ['tag', tag] as const),
    ['q', filter.q],
    ['page', page === 1 ? undefined : String(page)],
  ]);

/** `🟢 web01 running · 10.1.0.10 · ipkg · no entry` */
export function zoneLine(zone: FoundZone, on: DriftCircumstances, isHostNamed = false): Line {
  const addresses = addressesOf(zone).map(withoutPrefix);
  const drift = driftOf(zone, on);
  return [
    `${markOf(zone)} `,
    strong(isHostNamed ? `${zone.host}/${zone.name}` : zone.name),
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
