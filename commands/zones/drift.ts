/** Where a zone's entry and the host disagree, each as a sentence. */
import type { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Span } from '../answer.ts';
import { code, joined } from '../answers/parts.ts';
import type { FoundZone } from './found-zone.ts';
import { configuredAddresses, entryAddresses, withoutPrefix } from './zone-words.ts';

/** @param hasRegistry without one, no zone has an entry, and that is worth saying once, not of each. */
export function driftOf(zone: FoundZone, hasRegistry: boolean): readonly (readonly Span[])[] {
  const { listing, configured, entry, entryFault } = zone;
  const isOnHost = listing !== undefined || configured !== undefined;
  const notes: (readonly Span[])[] = [];
  if (entryFault !== undefined)
    notes.push([`Its entry can't be understood: ${entryFault.message}${lineOf(entryFault)}`]);
  else if (entry === undefined && hasRegistry) notes.push(['The registry has no entry of it']);
  if (configured?.kind === 'fault') notes.push([configured.diagnostic.message]);
  if (entry !== undefined && entry.state !== 'ready') {
    notes.push([
      `Its entry says ${entry.state}: an operation is under way, or was broken off. `,
      code('/zone op list'),
    ]);
  } else if (entry !== undefined && !isOnHost) {
    notes.push([
      'The registry has an entry, the host has no such zone. What is left goes with ',
      code(`/zone destroy ${zone.host}/${zone.name}`),
    ]);
  }
  return [...notes, ...addressDrift(zone), ...linkDrift(zone)];
}

const lineOf = ({ location }: Diagnostic): string =>
  location === undefined
    ? ''
    : `, line ${location.line}: ${(location.text ?? '').trim().slice(0, 80)}`;

/** Only what the host's configuration says can be compared: a net without link protection names no address there. */
function addressDrift(zone: FoundZone): readonly (readonly Span[])[] {
  if (zone.entry === undefined || zone.configured?.kind !== 'read') return [];
  const inEntry = entryAddresses(zone).map(withoutPrefix);
  const onHost = configuredAddresses(zone).map(withoutPrefix);
  const isWhole = zone.configured.configuration.nets.every(
    ({ allowedAddress, address }) => allowedAddress !== undefined || address !== undefined,
  );
  const unknownToEntry = onHost.filter((address) => !inEntry.includes(address));
  const unknownToHost = isWhole ? inEntry.filter((address) => !onHost.includes(address)) : [];
  return [
    ...sentence(unknownToEntry, 'The host gives it ', ', which its entry does not have'),
    ...sentence(unknownToHost, 'Its entry has ', ', which the host does not give it'),
  ];
}

function linkDrift({ entry, configured }: FoundZone): readonly (readonly Span[])[] {
  if (entry === undefined || configured?.kind !== 'read') return [];
  const links = configured.configuration.nets.map(({ physical }) => physical);
  const missing = entry.nets.flatMap(({ vnic }) =>
    vnic === undefined || links.includes(vnic) ? [] : [vnic],
  );
  return sentence(missing, 'Its entry has the VNIC ', ', which its configuration does not use');
}

const sentence = (
  things: readonly string[],
  before: string,
  after: string,
): readonly (readonly Span[])[] =>
  things.length === 0 ? [] : [[before, ...joined(things.map(code), ', '), after]];
