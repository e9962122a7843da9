/** What is said of a zone: its state, its brand, its addresses. */
import { type ZoneState, zoneStates } from '../../hostlink/illumos/zoneadm.ts';
import { formatCidr } from '../../hostlink/ipam/address.ts';
import type { FoundZone } from './found-zone.ts';

/** illumos' states, and `missing`: an entry whose zone the host does not have. */
export const shownStates = [...zoneStates, 'missing'] as const;
export type ShownState = (typeof shownStates)[number];

/** A mark beside the word, never instead of it. */
const marks: Readonly<Record<ShownState, string>> = {
  running: '🟢',
  installed: '⚪',
  configured: '⚪',
  ready: '🟡',
  mounted: '🟡',
  shutting_down: '🟡',
  down: '🟡',
  incomplete: '🟠',
  unknown: '🟠',
  missing: '🔴',
} satisfies Record<ZoneState | 'missing', string>;

/** The kernel's word; what the index keeps where zoneadm did not list it. */
export const stateOf = ({ listing, configured }: FoundZone): ShownState =>
  listing?.state ?? configured?.state ?? 'missing';

export const markOf = (zone: FoundZone): string => marks[stateOf(zone)];

export const wordOf = (zone: FoundZone): string => stateOf(zone).replace('_', ' ');

export function brandOf({ listing, configured, entry }: FoundZone): string | undefined {
  const configuration = configured?.kind === 'read' ? configured.configuration : undefined;
  return listing?.brand ?? configuration?.brand ?? entry?.brand;
}

/** As configured on the host; a router's, which the host does not know, are in its entry alone. With prefix length. */
export function addressesOf(zone: FoundZone): readonly string[] {
  const configured = configuredAddresses(zone);
  return configured.length > 0 ? configured : entryAddresses(zone);
}

export const configuredAddresses = ({ configured }: FoundZone): readonly string[] =>
  configured?.kind !== 'read'
    ? []
    : configured.configuration.nets.flatMap(({ allowedAddress, address }) =>
        [allowedAddress, address].filter((text) => text !== undefined),
      );

export const entryAddresses = ({ entry }: FoundZone): readonly string[] =>
  entry?.nets.flatMap(({ addresses }) => addresses.map(formatCidr)) ?? [];

export const withoutPrefix = (address: string): string => address.split('/')[0] ?? address;
