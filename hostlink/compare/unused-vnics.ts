/**
 * VNICs that nobody uses: no zone is configured with them, no entry names them, no address of the host lies on them, and
 * no other link lies over them. While a zone's configuration or an entry can't be read, none can be told.
 */
import type { Vnic } from '../illumos/dladm.ts';
import type { LinksOnHost } from '../plans/zone-vnics.ts';

export interface UnusedVnic {
  readonly vnic: Vnic;
  /** Its MAC address was chosen, and begins as ours do: nobody else leaves such ones behind by accident. */
  readonly looksOurs: boolean;
}

export function unusedVnics(host: LinksOnHost): readonly UnusedVnic[] {
  const { links, vnics, addresses, configurations, registry } = host;
  const unsure =
    [...configurations.values()].some(({ kind }) => kind === 'fault') ||
    registry.faults.some(({ path, blocks }) => blocks && path.startsWith('zones/'));
  if (unsure) return [];
  const used = new Set([
    ...[...configurations.values()].flatMap((zone) =>
      zone.kind === 'read' ? zone.configuration.nets.map(({ physical }) => physical) : [],
    ),
    ...[...registry.zones.values()].flatMap(({ nets }) => nets.flatMap(({ vnic }) => vnic ?? [])),
    ...addresses.map(({ link }) => link),
    ...links.flatMap(({ over }, at) => (links[at]?.class === 'vnic' ? [] : over)),
  ]);
  return vnics
    .filter(({ name }) => !used.has(name) && !used.has(name.slice(name.indexOf('/') + 1)))
    .map((vnic) => ({
      vnic,
      looksOurs: vnic.macType === 'fixed' && vnic.mac.startsWith('02:08:20:'),
    }));
}
