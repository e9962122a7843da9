/** Which zones somebody wants to see. */
import type { FoundZone } from './found-zone.ts';
import { addressesOf, brandOf, entryAddresses, type ShownState, stateOf } from './zone-words.ts';

/** An empty list excludes nothing. */
export interface ZoneFilter {
  readonly state: readonly ShownState[];
  readonly brand: readonly string[];
  readonly template: readonly string[];
  readonly tag: readonly string[];
  readonly q?: string;
}

export const isWanted = (
  zone: FoundZone,
  { state, brand, template, tag, q }: ZoneFilter,
): boolean =>
  isAmong(stateOf(zone), state) &&
  isAmong(brandOf(zone), brand) &&
  isAmong(zone.entry?.template, template) &&
  (tag.length === 0 || tag.some((one) => zone.entry?.tags.includes(one) === true)) &&
  (q === undefined || textsOf(zone).some((text) => text.toLowerCase().includes(q.toLowerCase())));

const isAmong = <T extends string>(value: T | undefined, wanted: readonly T[]): boolean =>
  wanted.length === 0 || (value !== undefined && wanted.includes(value));

function textsOf(zone: FoundZone): readonly string[] {
  const { name, entry, configured } = zone;
  const links = configured?.kind === 'read' ? configured.configuration.nets : [];
  return [
    name,
    ...addressesOf(zone),
    ...entryAddresses(zone),
    ...links.map(({ physical }) => physical),
    ...(entry?.tags ?? []),
    ...(entry?.nets.flatMap(({ vnic }) => (vnic === undefined ? [] : [vnic])) ?? []),
  ];
}
