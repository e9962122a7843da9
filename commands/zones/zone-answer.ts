/** All about one zone: what it is, its nets, and where entry and host disagree. */
import type { Answer } from '../answer.ts';
import {
  bullets,
  code,
  context,
  fields,
  heading,
  joined,
  paragraph,
  strong,
  time,
} from '../answers/parts.ts';
import { driftOf } from './drift.ts';
import type { FoundOn } from './find-zone.ts';
import type { FoundZone } from './found-zone.ts';
import { netLines } from './net-lines.ts';
import { addressesOf, brandOf, markOf, withoutPrefix, wordOf } from './zone-words.ts';

export function zoneAnswer({ zone, on, unread }: FoundOn, now: Date): Answer {
  const { listing, configured, entry } = zone;
  const configuration = configured?.kind === 'read' ? configured.configuration : undefined;
  const drift = driftOf(zone, on.registry.exists);
  const nets = netLines(zone, on.vnics);
  const disagree = drift.length > 0 && !isUnknownOnly(zone, drift.length);
  const addresses = addressesOf(zone).map(withoutPrefix).join(', ');
  return {
    summary: joined([
      `${zone.name} on ${zone.host} is ${wordOf(zone)}`,
      addresses,
      drift.length === 0 ? '' : disagree ? 'registry and host disagree' : 'no entry',
    ]).join(''),
    parts: [
      heading(zone.name),
      fields([
        ['State', `${markOf(zone)} ${wordOf(zone)}`],
        ['Host', zone.host],
        ['Brand', brandOf(zone)],
        ['Template', entry?.template],
        ['Zonepath', codeOf(listing?.zonepath ?? configured?.zonepath)],
        ['Boots with the host', configuration && (configuration.autoboot ? 'yes' : 'no')],
        ['IP type', listing?.ipType ?? configuration?.ipType],
        ['Created', entry?.created],
        ['Entry', entryWord(zone)],
      ]),
      ...(nets.length === 0 ? [] : [paragraph(strong('Nets')), bullets(nets)]),
      ...(drift.length === 0
        ? []
        : disagree
          ? [paragraph(strong('⚠ Registry and host disagree')), bullets(drift)]
          : drift.map((note) => paragraph(...note, '.'))),
      ...(unread.length === 0
        ? []
        : [
            paragraph(
              `There may be another ${zone.name} on ${unread.join(', ')}, which can't be read.`,
            ),
          ]),
      context('As of ', time(now)),
    ],
  };
}

/** Most zones without an entry are older than the registry: nothing disagrees. */
const isUnknownOnly = ({ entry, entryFault, configured }: FoundZone, notes: number): boolean =>
  notes === 1 && entry === undefined && entryFault === undefined && configured?.kind !== 'fault';

const codeOf = (text: string | undefined) => (text === undefined ? undefined : code(text));

function entryWord({ entry, entryFault }: FoundZone): string {
  if (entryFault !== undefined) return 'broken';
  if (entry === undefined) return 'none';
  return entry.imported ? `${entry.state}, imported` : entry.state;
}
