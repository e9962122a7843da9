/**
 * Which links and addresses a zone has, from whatever tells: its configuration first (allowed-address, address, the
 * properties that other distributions give a net), then the zone itself, then what the host's DHCP server has given
 * to its VNIC.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { Vnic } from '../illumos/dladm.ts';
import type { ReadNet, ZoneConfiguration } from '../illumos/zone-configuration.ts';
import type { ZoneInside } from '../illumos/zones-inside.ts';
import {
  type Cidr,
  contains,
  familyBits,
  formatAddress,
  type IpAddress,
  isAddress,
  parseAddress,
  parseCidr,
} from '../ipam/address.ts';
import type { MacAddress } from '../names/mac-address.ts';
import type { Pool } from '../registry/model.ts';

/** Where an address was found, in the words of who reads it. */
export const addressSources = {
  'allowed-address': 'its allowed-address',
  address: "the host's own stack",
  property: 'a property of its net',
  sysding: 'its sysding.conf',
  ipadm: 'ipadm inside it',
  lease: 'a DHCP lease',
  reservation: 'a DHCP reservation',
} as const;
export type AddressSource = keyof typeof addressSources;

export interface FoundNet {
  /** As zonecfg's `physical`. */
  readonly link: string;
  /** Its VNIC, where it is one; a link of the host's own stack, or a whole NIC, is none. */
  readonly vnic?: Pick<Vnic, 'over' | 'mac'>;
  readonly addresses: readonly Cidr[];
  readonly from?: AddressSource;
  readonly routers: readonly IpAddress[];
  /** What was said and is no address: sentences. */
  readonly remarks: readonly string[];
}

/** An address that the host's DHCP server has given to a MAC address, or keeps for it. */
export interface SeenLease {
  readonly kind: 'lease' | 'reservation';
  readonly address: IpAddress;
  readonly mac: MacAddress;
}

export interface AddressFacts {
  readonly vnics: readonly Vnic[];
  readonly pools: readonly Pool[];
  readonly inside: ZoneInside | undefined;
  /** Those that hold now. */
  readonly leases: readonly SeenLease[];
}

/** In the order of the configuration, a net for each link. */
export function foundNets(
  zone: string,
  { nets, ipType }: ZoneConfiguration,
  facts: AddressFacts,
): readonly FoundNet[] {
  const links = [...new Set(nets.map(({ physical }) => physical))];
  return links.map((link, at): FoundNet => {
    const resources = nets.filter(({ physical }) => physical === link);
    const vnic =
      ipType === 'shared'
        ? undefined
        : facts.vnics.find(({ name }) => name === link || name === `${zone}/${link}`);
    const texts = firstOf(resources, facts, {
      link,
      isFirst: at === 0,
      ...(vnic !== undefined && { mac: vnic.mac }),
    });
    const addresses = texts.values.flatMap((text) => cidrIn(text, facts.pools) ?? []);
    const odd = texts.values.filter((text) => cidrIn(text, facts.pools) === undefined);
    const told = [
      ...resources.flatMap(routersIn),
      ...(texts.from === 'sysding' ? sysdingRouters(facts.inside) : []),
    ];
    const routers = told
      .filter(isAddress)
      .map(parseAddress)
      // A zone has one default route, and it leads through one of its nets.
      .filter((router) => addresses.some((cidr) => contains(cidr, router)));
    return {
      link,
      ...(vnic !== undefined && { vnic: { over: vnic.over, mac: vnic.mac } }),
      addresses: unique(addresses, ({ address }) => formatAddress(address)),
      ...(addresses.length > 0 && { from: texts.from }),
      routers: unique(routers, formatAddress),
      remarks: odd.map((text) => `${text} is said to be an address of ${link}, and is none`),
    };
  });
}

interface Sought {
  readonly link: string;
  /** The one that sysding calls PRIMARY. */
  readonly isFirst: boolean;
  readonly mac?: MacAddress;
}

interface Texts {
  readonly values: readonly string[];
  readonly from: AddressSource;
}

/** Of all that could tell, the first that does. */
function firstOf(resources: readonly ReadNet[], facts: AddressFacts, sought: Sought): Texts {
  const told: readonly Texts[] = [
    { from: 'allowed-address', values: resources.flatMap((net) => net.allowedAddress ?? []) },
    { from: 'address', values: resources.flatMap((net) => net.address ?? []) },
    {
      from: 'property',
      values: resources.flatMap(({ properties }) => listIn(properties.get('ips'))),
    },
    { from: 'sysding', values: sysdingOf(facts.inside, sought) },
    { from: 'ipadm', values: ipadmOf(facts.inside, sought) },
    ...(['lease', 'reservation'] as const).map((from) => ({
      from,
      values: facts.leases.flatMap(({ kind, address, mac }) =>
        kind === from && mac === sought.mac ? [formatAddress(address)] : [],
      ),
    })),
  ];
  return told.find(({ values }) => values.length > 0) ?? { from: 'allowed-address', values: [] };
}

/** SmartOS' way, which OmniOS' lx takes over: `10.1.0.5/24,addrconf`. */
const listIn = (text: string | undefined): readonly string[] =>
  (text ?? '').split(/[\s,]+/).filter((word) => word !== '' && !/^(dhcp4?6?|addrconf)$/.test(word));

const routersIn = ({ defrouter, properties }: ReadNet): readonly string[] => [
  ...(defrouter === undefined ? [] : [defrouter]),
  ...listIn(properties.get('gateways') ?? properties.get('gateway')),
];

const sysdingOf = (inside: ZoneInside | undefined, { link, isFirst }: Sought): readonly string[] =>
  inside?.kind === 'installed'
    ? inside.sysding.interfaces.flatMap((one) =>
        one.link === link || (one.link === undefined && isFirst) ? [printed(one.address)] : [],
      )
    : [];

const sysdingRouters = (inside: ZoneInside | undefined): readonly string[] =>
  inside?.kind === 'installed' ? inside.sysding.routers : [];

/** Link-local ones come with every interface, and belong to no pool. */
const ipadmOf = (inside: ZoneInside | undefined, { link }: Sought): readonly string[] =>
  inside?.kind === 'running'
    ? inside.addresses.flatMap((one) =>
        one.link === link && one.address !== undefined && !isLinkLocal(one.address)
          ? [
              one.prefix === undefined
                ? formatAddress(one.address)
                : printed({ address: one.address, prefix: one.prefix }),
            ]
          : [],
      )
    : [];

const printed = ({ address, prefix }: Cidr): string => `${formatAddress(address)}/${prefix}`;

const linkLocal = parseCidr('fe80::/10');
const isLinkLocal = (address: IpAddress): boolean =>
  address.family === 6 && contains(linkLocal, address);

/** One without a prefix length has that of the pool that it lies in, as the host would take it from netmasks(5). */
function cidrIn(text: string, pools: readonly Pool[]): Cidr | undefined {
  try {
    if (text.includes('/')) return parseCidr(text);
    const address = parseAddress(text);
    const prefixes = pools.flatMap(({ v4, v6 }) =>
      [v4, v6].flatMap((family) =>
        family !== undefined && contains(family.network, address) ? [family.network.prefix] : [],
      ),
    );
    return { address, prefix: Math.max(...prefixes, 0) || familyBits(address.family) };
  } catch (error) {
    if (error instanceof Diagnostic) return undefined;
    throw error;
  }
}

const unique = <T>(things: readonly T[], keyOf: (thing: T) => string): readonly T[] => [
  ...new Map(things.map((thing) => [keyOf(thing), thing])).values(),
];
