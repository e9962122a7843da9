/** A zone's nets, one line a link: `web01_0` over `stub0` · 10.1.0.10/24 · router 10.1.0.1 · 02:08:20:0a:0c:01. */
import type { Vnic } from '../../hostlink/illumos/dladm.ts';
import { formatAddress, formatCidr } from '../../hostlink/ipam/address.ts';
import type { Line } from '../answer.ts';
import { code, joined } from '../answers/parts.ts';
import type { FoundZone } from './found-zone.ts';

/** What the host says comes first; where it says nothing, the entry's word counts. */
export function netLines(
  { entry, configured }: FoundZone,
  vnics: readonly Vnic[],
): readonly Line[] {
  const onHost = configured?.kind === 'read' ? configured.configuration.nets : [];
  const inEntry = entry?.nets ?? [];
  const links = new Set([
    ...onHost.map(({ physical }) => physical),
    ...inEntry.flatMap(({ vnic }) => vnic ?? []),
  ]);
  const nets = [...links].map((link): Line => {
    const here = onHost.filter(({ physical }) => physical === link);
    const entryNet = inEntry.find(({ vnic }) => vnic === link);
    const vnic = vnics.find(({ name }) => name === link);
    const over = vnic?.over ?? entryNet?.stub;
    const addresses = here.flatMap(
      ({ allowedAddress, address }) => allowedAddress ?? address ?? [],
    );
    const routers = here.flatMap(({ defrouter }) => defrouter ?? []);
    const entryAddresses = entryNet?.addresses.map(formatCidr) ?? [];
    const gateways = entryNet?.gateways.map(formatAddress) ?? [];
    return [
      code(link),
      ...(over === undefined ? [] : [' over ', code(over)]),
      ' · ',
      ...joined([
        orElse(addresses, entryAddresses).join(', ') || 'no address known',
        orElse(routers, gateways)
          .map((router) => `router ${router}`)
          .join(', '),
        vnic?.mac ?? '',
      ]),
    ];
  });
  // An entry in the first spelling may know an address and no link.
  const linkless = inEntry.filter(({ vnic }) => vnic === undefined);
  return [
    ...nets,
    ...linkless.map(
      ({ name, addresses }) =>
        `${name} · ${addresses.map(formatCidr).join(', ') || 'no address known'}`,
    ),
  ];
}

const orElse = <T>(some: readonly T[], others: readonly T[]): readonly T[] =>
  some.length > 0 ? some : others;
