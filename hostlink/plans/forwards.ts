/** Ports of a host that lead into a zone: rdr rules to one of its addresses. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import { zonesDirectory } from '../illumos/zones-directory.ts';
import {
  type Cidr,
  formatAddress,
  formatCidr,
  type IpAddress,
  isAddress,
  parseAddress,
  sameAddress,
} from '../ipam/address.ts';
import type { LinkName } from '../names/link-name.ts';
import { parseLinkName } from '../names/link-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { withoutStatements } from '../nat/file.ts';
import { type NatRule, spanOf } from '../nat/rule.ts';
import type { PortForward, WishedProtocol } from '../nat/wish.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import type { Plan } from '../plan/plan.ts';
import { registryFact } from '../registry/fact.ts';
import { zoneEntryNamed } from '../registry/lookup.ts';
import { planNatAdd } from './nat-add.ts';
import { removingPlan } from './nat-change.ts';
import { type KnownRule, type NatOnHost, natFacts, natForChange } from './nat-on-host.ts';

export const forwardFacts = {
  ...natFacts,
  registry: registryFact,
  configurations: zonesDirectory,
} satisfies FactSet;

export type ForwardFacts = Observed<typeof forwardFacts>;
type ZoneFacts = Pick<ForwardFacts, 'registry' | 'configurations'>;

/** By its entry, and what its configuration lets it have besides. */
export function addressesOfZone(
  zone: string,
  { registry, configurations }: ZoneFacts,
): readonly IpAddress[] {
  const entry = zoneEntryNamed(registry, zone);
  const configured = [...configurations.values()].find(({ name }) => name === zone);
  const allowed =
    configured?.kind === 'read'
      ? configured.configuration.nets.flatMap(({ properties }) =>
          (properties.get('allowed-address') ?? '').split(',').map((text) => text.split('/')[0]),
        )
      : [];
  const all = [
    ...(entry?.nets ?? []).flatMap(({ addresses }) => addresses.map(({ address }) => address)),
    ...allowed.flatMap((text) =>
      text !== undefined && isAddress(text) ? [parseAddress(text)] : [],
    ),
  ];
  return all.filter((one, at) => all.findIndex((other) => sameAddress(one, other)) === at);
}

/** Rules that lead to one of these addresses. */
export const forwardsTo = <T extends { readonly rule: NatRule | undefined }>(
  rules: readonly T[],
  addresses: readonly IpAddress[],
): readonly T[] =>
  rules.filter(({ rule }) => rule?.kind === 'rdr' && addresses.some((one) => leadsTo(rule, one)));

const leadsTo = ({ target }: NatRule, { family, value }: IpAddress): boolean =>
  target.kind === 'net'
    ? target.net.family === family && target.net.value === value
    : [target.first, target.last].some((one) => sameAddress(one, { family, value }));

export interface ForwardAddPlanning {
  readonly wish: {
    readonly zone: ZoneName;
    readonly ports: PortForward;
    readonly protocol: WishedProtocol;
    /** Found where left out: where the zone's packets leave. */
    readonly interface?: LinkName;
    /** What is reached from outside; the interface's own address where left out. */
    readonly address?: IpAddress;
    /** Which of the zone's addresses. */
    readonly to?: IpAddress;
  };
  readonly host: HostSpec;
  readonly facts: ForwardFacts;
}

/**
 * Pure. @throws Diagnostic as planNatAdd() does, and `zmgr::nat::no-address-of-zone`, `zmgr::nat::which-address`,
 * `zmgr::nat::not-its-address`, `zmgr::nat::which-interface`, `zmgr::nat::no-outside-address`
 */
export function planForwardAdd({ wish, host, facts }: ForwardAddPlanning): Plan {
  const { zone, ports, protocol } = wish;
  const nat = natForChange(host, facts);
  const target = targetIn(wish, nat, facts, host);
  const link = wish.interface ?? interfaceFor(target, nat, facts, host);
  const { address, warnings } = outsideOf(wish.address, link, target, facts, host);
  return planNatAdd({
    verb: 'forward add',
    subject: zone,
    host,
    facts,
    warnings,
    tags: zoneEntryNamed(facts.registry, zone)?.tags,
    wish: { kind: 'rdr', interface: link, address, ports, target, protocol },
  });
}

function targetIn(
  { zone, to }: ForwardAddPlanning['wish'],
  { rules }: NatOnHost,
  facts: ForwardFacts,
  host: HostSpec,
): IpAddress {
  const own = addressesOfZone(zone, facts);
  const list = own.map(formatAddress).join(', ');
  if (to !== undefined) {
    if (own.some((one) => sameAddress(one, to))) return to;
    throw new Diagnostic({
      code: 'zmgr::nat::not-its-address',
      message: `${formatAddress(to)} is not an address of ${zone}`,
      help: list === '' ? `No address of ${zone} is known.` : `It has ${list}.`,
    });
  }
  const [only, another] = own;
  if (only === undefined) {
    throw new Diagnostic({
      code: 'zmgr::nat::no-address-of-zone',
      message: `No address of ${zone} on ${host.name} is known, so no port can lead to it`,
      help: `\`/zone show ${host.name}/${zone}\` shows its nets. One that it gets by DHCP needs a reservation first.`,
    });
  }
  if (another === undefined) return only;
  // Of several, the one that is hidden behind the host.
  const [hidden, other] = own.filter((one) => rules.some(({ rule }) => hides(rule, one)));
  if (hidden !== undefined && other === undefined) return hidden;
  throw new Diagnostic({
    code: 'zmgr::nat::which-address',
    message: `${zone} has several addresses: ${list}`,
    help: `Say which one is meant: \`to=${formatAddress(only)}\`.`,
  });
}

const hides = (rule: NatRule | undefined, { family, value }: IpAddress): boolean => {
  if (rule?.kind !== 'map' || rule.subject === undefined) return false;
  const { first, last } = spanOf(rule.subject);
  return rule.subject.family === family && first <= value && value <= last;
};

/** Where packets of that address leave by NAT; else the only interface that is not on its own network. */
function interfaceFor(
  target: IpAddress,
  { rules }: NatOnHost,
  { addresses }: Pick<ForwardFacts, 'addresses'>,
  host: HostSpec,
): LinkName {
  const mapping = rules.find(({ rule }) => hides(rule, target))?.rule?.interfaces[0];
  if (mapping !== undefined) return parseLinkName(mapping);
  const outside = [
    ...new Set(
      addresses.flatMap(({ link, address, prefix }) =>
        link === 'lo0' ||
        address === undefined ||
        (prefix !== undefined && isOnNet({ address, prefix }, target))
          ? []
          : [link],
      ),
    ),
  ];
  const [only, another] = outside;
  if (only !== undefined && another === undefined) return parseLinkName(only);
  throw new Diagnostic({
    code: 'zmgr::nat::which-interface',
    message: `It can't be told on which interface of ${host.name} ${formatAddress(target)} is reached from outside`,
    help:
      only === undefined
        ? 'The host has no interface with an address outside of its network.'
        : `Name it: \`interface=${only}\`. There are: ${outside.join(', ')}.`,
  });
}

const isOnNet = ({ address, prefix }: Cidr, other: IpAddress): boolean => {
  const shift = BigInt((address.family === 4 ? 32 : 128) - prefix);
  return address.family === other.family && address.value >> shift === other.value >> shift;
};

function outsideOf(
  wanted: IpAddress | undefined,
  link: LinkName,
  { family }: IpAddress,
  { addresses }: Pick<ForwardFacts, 'addresses'>,
  host: HostSpec,
): { readonly address: Cidr; readonly warnings: readonly Diagnostic[] } {
  const alone = (address: IpAddress): Cidr => ({
    address,
    prefix: address.family === 4 ? 32 : 128,
  });
  if (wanted !== undefined) return { address: alone(wanted), warnings: [] };
  const own = addresses.filter(
    (one) => one.link === link && one.address?.family === family && one.type !== 'addrconf',
  );
  const [found] = own;
  if (found?.address === undefined) {
    throw new Diagnostic({
      code: 'zmgr::nat::no-outside-address',
      message: `${link} of ${host.name} has no IPv${family} address that could be reached`,
      help: 'Say which address is meant: `address=192.0.2.9`.',
    });
  }
  const address = alone(found.address);
  if (found.type !== 'dhcp') return { address, warnings: [] };
  return {
    address,
    warnings: [
      new Diagnostic({
        code: 'zmgr::nat::leased-address',
        message: `${link} has ${formatCidr(address)} by DHCP, and the rule would name no address of it once that changes`,
        help: 'A reservation for it makes it last.',
      }),
    ],
  };
}

export interface ForwardClearPlanning {
  readonly zone: ZoneName;
  /** Only those that are reached by this port. */
  readonly port?: number;
  readonly host: HostSpec;
  readonly facts: ForwardFacts;
}

/** Pure. @throws Diagnostic as natForChange() does, and `zmgr::nat::no-forwards` */
export function planForwardClear({ zone, port, host, facts }: ForwardClearPlanning): Plan {
  const nat = natForChange(host, facts);
  const removed = forwardsTo(nat.rules, addressesOfZone(zone, facts)).filter(
    ({ rule }) => port === undefined || isReachedBy(rule, port),
  );
  if (removed.length === 0) {
    throw new Diagnostic({
      code: 'zmgr::nat::no-forwards',
      message: `No ${port === undefined ? 'port' : `port ${port}`} of ${host.name} leads to ${zone}; nothing was changed`,
      help: `\`/zone forward list ${zone} host=${host.name}\` shows those that do.`,
    });
  }
  return removingPlan({
    verb: 'forward clear',
    subject: zone,
    host,
    nat,
    removed,
    tags: zoneEntryNamed(facts.registry, zone)?.tags,
    text: withoutStatements(nat.text ?? '', removed),
  });
}

const isReachedBy = (rule: KnownRule['rule'], port: number): boolean =>
  rule?.ports !== undefined && rule.ports.first <= port && port <= rule.ports.last;
