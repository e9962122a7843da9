/** All about one zone: what it is, its nets, what it uses, how its services are, and where entry and host disagree. */
import type { Attempt } from '../../hostlink/observe/attempt.ts';
import type { Answer, Line, Part, Span } from '../answer.ts';
import {
  bullets,
  code,
  context,
  counted,
  fields,
  heading,
  joined,
  offers,
  paragraph,
  strong,
  time,
} from '../answers/parts.ts';
import { whyUnread } from '../answers/why-unread.ts';
import type { OperationView } from '../desk.ts';
import { formatDuration } from '../operations/duration.ts';
import { driftOf } from './drift.ts';
import type { FoundOn } from './find-zone.ts';
import type { FoundZone } from './found-zone.ts';
import { netLines } from './net-lines.ts';
import { pendingLines } from './pending-settings.ts';
import type { ZoneDetails } from './zone-details.ts';
import { mostShown, operationLine } from './zone-operations.ts';
import { isDown, serviceParts } from './zone-services.ts';
import { useLines } from './zone-use.ts';
import { addressesOf, brandOf, markOf, withoutPrefix, wordOf } from './zone-words.ts';

export interface ShownZone extends FoundOn {
  /** Missing for a zone of which there is nothing on the host. */
  readonly details: Attempt<ZoneDetails> | undefined;
  /** The newest first. */
  readonly operations: readonly OperationView[];
}

export function zoneAnswer({ details, operations, ...found }: ShownZone, now: Date): Answer {
  const { zone, on, unread } = found;
  const drift = driftOf(zone, on);
  const disagree = drift.length > 0 && !isUnknownOnly(zone, drift.length);
  const known = details?.kind === 'read' ? details.value : undefined;
  const use = useLines(zone, known);
  const where = `${zone.host}/${zone.name}`;
  return {
    summary: joined([
      `${zone.name} on ${zone.host} is ${wordOf(zone)}`,
      addressesOf(zone).map(withoutPrefix).join(', '),
      downInWords(known),
      drift.length === 0 ? '' : disagree ? 'registry and host disagree' : 'no entry',
    ]).join(''),
    parts: [
      heading(zone.name),
      paragraph(...headline(zone, known, now)),
      // What somebody must look at stands above what is as it should be.
      ...(drift.length === 0
        ? []
        : disagree
          ? [paragraph(strong('⚠ Registry and host disagree')), bullets(drift)]
          : drift.map((note) => paragraph(...note, '.'))),
      ...serviceParts(zone, known),
      ...listed('Nets', netLines(zone, on)),
      ...listed('Resources', [...use, ...pendingLines(operations, bootTime(known))]),
      ...(details?.kind === 'unread'
        ? [
            paragraph(
              `What it uses and how it is inside can't be read: ${whyUnread(details.diagnostic)}.`,
            ),
          ]
        : []),
      ...listed('Operations', operations.slice(0, mostShown).map(operationLine)),
      fields(fieldsOf(zone, known)),
      ...(unread.length === 0
        ? []
        : [
            paragraph(
              `There may be another ${zone.name} on ${unread.join(', ')}, which can't be read.`,
            ),
          ]),
      offers(
        { label: 'Refresh', text: `show ${where}`, isInPlace: true, isSaid: true },
        { label: `Host ${zone.host}`, text: `host show ${zone.host}`, isSaid: true },
      ),
      context('As of ', time(now)),
    ],
  };
}

const listed = (title: string, lines: readonly Line[]): readonly Part[] =>
  lines.length === 0 ? [] : [paragraph(strong(title)), bullets(lines)];

/** `🟢 running on hv-04 · up 12d03h · ipkg` */
const headline = (
  zone: FoundZone,
  details: ZoneDetails | undefined,
  now: Date,
): readonly Span[] => {
  const since = bootTime(details);
  return joined([
    [`${markOf(zone)} `, strong(wordOf(zone)), ' on ', strong(zone.host)],
    since === undefined ? '' : `up ${formatDuration(now.getTime() - since.getTime())}`,
    brandOf(zone) ?? '',
  ]);
};

/** Ten at most: a chat puts no more into one block. */
function fieldsOf(
  zone: FoundZone,
  details: ZoneDetails | undefined,
): readonly (readonly [string, Line | undefined])[] {
  const { listing, configured, entry } = zone;
  const configuration = configured?.kind === 'read' ? configured.configuration : undefined;
  return [
    ['Up since', upSince(details)],
    ['Boots with the host', configuration && (configuration.autoboot ? 'yes' : 'no')],
    ['IP type', listing?.ipType ?? configuration?.ipType],
    ['Template', entry?.template],
    ['Entry', entryWord(zone)],
    ['Created', entry?.created],
    ['Tags', entry === undefined || entry.tags.length === 0 ? undefined : entry.tags.join(', ')],
    ['Boot order', bootOrderOf(entry)],
    ['Zonepath', codeOf(listing?.zonepath ?? configured?.zonepath)],
    ['UUID', codeOf(listing?.uuid ?? configured?.uuid)],
  ];
}

function bootTime(details: ZoneDetails | undefined): Date | undefined {
  const counters = details?.inside?.counters;
  return counters?.kind === 'read' ? counters.value.bootedAt : undefined;
}

function upSince(details: ZoneDetails | undefined): Line | undefined {
  if (details?.inside === undefined) return undefined;
  if (details.inside.counters.kind === 'unread') return "can't be read";
  const since = bootTime(details);
  return since === undefined ? "the host's kernel does not tell" : time(since);
}

function downInWords(details: ZoneDetails | undefined): string {
  const services = details?.inside?.services;
  const down = services?.kind === 'read' ? services.value.filter(isDown).length : 0;
  return down === 0 ? '' : `${down} ${down === 1 ? 'service is' : 'services are'} not online`;
}

/** Most zones without an entry are older than the registry: nothing disagrees. */
const isUnknownOnly = ({ entry, entryFault, configured }: FoundZone, notes: number): boolean =>
  notes === 1 && entry === undefined && entryFault === undefined && configured?.kind !== 'fault';

const codeOf = (text: string | undefined) => (text === undefined ? undefined : code(text));

function entryWord({ entry, entryFault }: FoundZone): string {
  if (entryFault !== undefined) return 'broken';
  if (entry === undefined) return 'none';
  return [
    entry.state,
    ...(entry.imported ? ['imported'] : []),
    ...(entry.deleteProtection ? ['delete-protected'] : []),
  ].join(', ');
}

/** `10, after db01, then 30 seconds for it alone` */
function bootOrderOf(entry: FoundZone['entry']): string | undefined {
  if (entry === undefined) return undefined;
  const { bootOrder, bootDelay = 0, dependsOn } = entry;
  const said = [
    ...(bootOrder === undefined ? [] : [String(bootOrder)]),
    ...(dependsOn.length === 0 ? [] : [`after ${dependsOn.join(', ')}`]),
    ...(bootDelay === 0 ? [] : [`then ${counted(bootDelay, 'second')} before what follows`]),
  ];
  return said.length === 0 ? undefined : said.join(', ');
}
