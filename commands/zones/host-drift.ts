/** All that registry and host disagree about on one host, sorted for who has to put it right. */
import { type UnusedVnic, unusedVnics } from '../../hostlink/compare/unused-vnics.ts';
import { isVmBrand } from '../../hostlink/illumos/brands.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { someOf } from '../../hostlink/some-of.ts';
import type { Line } from '../answer.ts';
import { code, counted, strong } from '../answers/parts.ts';
import type { ComparedHost } from './compared-host.ts';
import { driftOf, templateDifferences } from './drift.ts';
import { type FoundZone, joinZones } from './found-zone.ts';
import { brandOf } from './zone-words.ts';

export interface HostDrift {
  readonly host: HostName;
  readonly hasRegistry: boolean;
  readonly zones: number;
  /** A line for each thing that a zone or its entry disagrees about. */
  readonly lines: readonly Line[];
  /** How many zones and entries these are about. */
  readonly differing: number;
  /** Zones that `import` writes entries for. */
  readonly unregistered: readonly string[];
  readonly machines: readonly string[];
  readonly unused: readonly UnusedVnic[];
  /** What is otherwise than a template says, most often on purpose. */
  readonly asides: readonly Line[];
  /** Files that can't be understood, beside entries, which stand among the lines. */
  readonly broken: number;
}

export function hostDrift({
  host,
  facts,
  underWay,
}: Extract<ComparedHost, { kind: 'read' }>): HostDrift {
  const { registry, vnics, links, addresses, configured } = facts;
  const zones = joinZones(host, facts);
  const on = { registry, vnics, underWay };
  const isUnregistered = ({ entry, entryFault }: FoundZone) =>
    entry === undefined && entryFault === undefined;
  const registered = zones
    .filter((zone) => !isUnregistered(zone))
    .map((zone) => ({ zone, notes: driftOf(zone, on) }))
    .filter(({ notes }) => notes.length > 0);
  const without = registry.exists ? zones.filter(isUnregistered) : [];
  const named = (some: readonly FoundZone[]) => some.map(({ name }) => name);
  return {
    host,
    hasRegistry: registry.exists,
    zones: zones.length,
    lines: registered.flatMap(({ zone, notes }) =>
      notes.map((note): Line => [strong(zone.name), ': ', ...note]),
    ),
    differing: registered.length,
    unregistered: named(without.filter((zone) => !isVmBrand(brandOf(zone) ?? ''))),
    machines: named(without.filter((zone) => isVmBrand(brandOf(zone) ?? ''))),
    unused: unusedVnics({ registry, vnics, links, addresses, configurations: configured }),
    asides: zones.flatMap((zone) =>
      templateDifferences(zone, on).map((note): Line => [strong(zone.name), ': ', ...note]),
    ),
    broken: registry.faults.filter(({ path, blocks }) => blocks && !path.startsWith('zones/'))
      .length,
  };
}

export const isInAgreement = ({
  hasRegistry,
  differing,
  unregistered,
  unused,
  broken,
}: HostDrift): boolean =>
  hasRegistry && differing + unregistered.length + unused.length + broken === 0;

/** `14 zones: 2 differ, 3 have no entry` */
export function driftInWords(drift: HostDrift): string {
  const { hasRegistry, zones, differing, unregistered, unused, broken } = drift;
  if (!hasRegistry) return `${counted(zones, 'zone')}, and no registry yet`;
  if (isInAgreement(drift))
    return zones === 0
      ? 'no zones, and no entries'
      : `registry and host agree on ${counted(zones, 'zone')}`;
  const said = [
    ...(differing === 0 ? [] : [`${differing} ${differing === 1 ? 'differs' : 'differ'}`]),
    ...(unregistered.length === 0
      ? []
      : [`${unregistered.length} ${unregistered.length === 1 ? 'has' : 'have'} no entry`]),
    ...(unused.length === 0 ? [] : [`${counted(unused.length, 'VNIC')} nobody uses`]),
    ...(broken === 0 ? [] : [`${counted(broken, 'file')} can't be understood`]),
  ];
  return `${counted(zones, 'zone')}: ${said.join(', ')}`;
}

/** What is about several zones at once, or about none. */
export function commonLines({
  host,
  hasRegistry,
  unregistered,
  machines,
  unused,
  broken,
}: HostDrift): readonly Line[] {
  return [
    ...(hasRegistry
      ? []
      : [['No registry yet, and no zone has an entry: ', code(`/zone host init host=${host}`)]]),
    ...(unregistered.length === 0
      ? []
      : [
          [
            strong(`${unregistered.length} without an entry`),
            `: ${someOf(unregistered)}. `,
            code(`/zone import host=${host}`),
            ` writes ${unregistered.length === 1 ? 'it' : 'them'}`,
          ],
        ]),
    ...(machines.length === 0
      ? []
      : [[`Virtual machines, which need no entry: ${someOf(machines)}`]]),
    ...unused.map(
      ({ vnic: { name, over }, looksOurs }): Line => [
        strong(name),
        ': A VNIC over ',
        code(over),
        looksOurs
          ? ' that zonebot made, by its MAC address, and that no zone uses. On the host: '
          : ' that no zone, entry or address of the host uses. If nobody else needs it, on the host: ',
        code(`dladm delete-vnic ${name}`),
      ],
    ),
    ...(broken === 0
      ? []
      : [
          [
            `${counted(broken, 'file')} of the registry can't be understood: `,
            code(`/zone validate host=${host}`),
          ],
        ]),
  ];
}
