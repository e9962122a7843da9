/** A NAT rule as ipnat(8) understands it, and as `ipnat -l` prints it: printnat.c of illumos' usr/src/cmd/ipf/lib/common. */
import { type Family, familyBits, formatAddress, type IpAddress } from '../ipam/address.ts';

export const natKinds = ['map', 'bimap', 'map-block', 'rdr'] as const;
export type NatKind = (typeof natKinds)[number];

/** An address under a mask, whose ones need not stand together. */
export interface NatNet {
  readonly family: Family;
  readonly value: bigint;
  readonly mask: bigint;
}

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** How a port is compared, in ipnat's own signs. */
export interface PortMatch {
  readonly compare: '=' | '!=' | '<' | '>' | '<=' | '>=' | '<>' | '><';
  readonly port: number;
  /** Of `<>` and `><`. */
  readonly last?: number;
}

/** `tcp/udp`, a protocol by its number, or any. */
export type NatProtocol = 'tcp/udp' | number | undefined;

export interface NatRule {
  readonly kind: NatKind;
  readonly interfaces: readonly [string, ...string[]];
  /** Of map, bimap and map-block the inside, of rdr what is reached from outside; left out with `match`. */
  readonly subject?: NatNet;
  /** `from … to …` */
  readonly match?: {
    readonly source: NatNet;
    readonly sourcePort?: PortMatch;
    readonly destination: NatNet;
    readonly destinationPort?: PortMatch;
    readonly not?: 'source' | 'destination';
  };
  /** What it becomes; 0/32 is the interface's own address. `split` is rdr's `a,b`. */
  readonly target:
    | { readonly kind: 'net'; readonly net: NatNet }
    | { readonly kind: 'range' | 'split'; readonly first: IpAddress; readonly last: IpAddress };
  /** Of rdr: ports that are reached from outside. */
  readonly ports?: PortRange;
  readonly targetPort?: { readonly port: number; readonly isFixed: boolean };
  /** Of map: the ports that connections get. */
  readonly portmap?: PortRange | 'auto' | undefined;
  readonly isSequential?: boolean;
  readonly icmpIds?: PortRange;
  /** Of map-block: how many ports each address gets. */
  readonly blockPorts?: number | 'auto';
  readonly proxy?: { readonly port?: number | string; readonly label: string };
  readonly protocol: NatProtocol;
  readonly isRoundRobin?: boolean;
  readonly isFragment?: boolean;
  readonly age?: readonly [number, number];
  readonly isSticky?: boolean;
  readonly mssClamp?: number;
  readonly tag?: string;
}

/** /etc/protocols, what of it has a use here. */
export const protocolNumbers: Readonly<Record<string, number>> = {
  ...{ ip: 0, icmp: 1, igmp: 2, ipip: 4, tcp: 6, udp: 17, ipv6: 41, gre: 47, esp: 50, ah: 51 },
  ...{ 'ipv6-icmp': 58, ospf: 89, sctp: 132 },
};

export const protocolName = (number: number): string =>
  Object.entries(protocolNumbers).find(([, known]) => known === number)?.[0] ?? String(number);

export const hasPorts = (protocol: NatProtocol): boolean =>
  protocol === 'tcp/udp' || protocol === 6 || protocol === 17;

/** The last bits of a network; undefined where the mask's ones do not stand together. */
export function prefixOf({ family, mask }: NatNet): number | undefined {
  const bits = BigInt(familyBits(family));
  const hosts = ((1n << bits) - 1n) ^ mask;
  if ((hosts & (hosts + 1n)) !== 0n) return undefined;
  return Number(bits) - hosts.toString(2).replace(/^0$/, '').length;
}

export function maskOf(family: Family, prefix: number): bigint {
  const bits = familyBits(family);
  const ones = Math.min(prefix, bits);
  return ((1n << BigInt(ones)) - 1n) << BigInt(bits - ones);
}

/** First and last address under a mask whose ones stand together, else of the smallest such around it. */
export function spanOf(net: NatNet): { readonly first: bigint; readonly last: bigint } {
  const all = (1n << BigInt(familyBits(net.family))) - 1n;
  return { first: net.value & net.mask, last: (net.value & net.mask) | (all ^ net.mask) };
}

export const netText = (net: NatNet): string =>
  `${formatAddress({ family: net.family, value: net.value & net.mask })}/${
    prefixOf(net) ?? formatAddress({ family: net.family, value: net.mask })
  }`;

/** The line of `ipnat -l` for it, without its newline. */
export function normalForm(rule: NatRule): string {
  const { kind, interfaces, match, subject } = rule;
  const [one, other] = interfaces;
  const head = `${kind} ${one}${other === undefined || other === one ? '' : `,${other} `} `;
  const what =
    match === undefined ? (subject === undefined ? '' : netText(subject)) : matchText(match);
  return head + what + (kind === 'rdr' ? redirectText(rule) : mapText(rule));
}

function matchText(match: NonNullable<NatRule['match']>): string {
  const { source, sourcePort, destination, destinationPort, not } = match;
  return [
    not === 'source' ? '! ' : '',
    `from ${netText(source)}${portText(sourcePort)}`,
    not === 'destination' ? ' !' : '',
    ` to ${netText(destination)}${portText(destinationPort)}`,
  ].join('');
}

function portText(match: PortMatch | undefined): string {
  if (match === undefined) return '';
  const { compare, port, last } = match;
  return last === undefined ? ` port ${compare} ${port}` : ` port ${port} ${compare} ${last}`;
}

function targetText({ target, kind }: NatRule): string {
  if (target.kind !== 'net') {
    const [first, last] = [formatAddress(target.first), formatAddress(target.last)];
    return target.kind === 'range' ? `range ${first}-${last}` : `${first},${last}`;
  }
  const { net } = target;
  // Of rdr the mask is told only where it says something.
  return kind === 'rdr' && net.value !== 0n
    ? formatAddress({ family: net.family, value: net.value })
    : netText(net);
}

const protocolText = (protocol: NatProtocol): string =>
  protocol === 'tcp/udp' ? protocol : protocolName(protocol ?? 0);

function redirectText(rule: NatRule): string {
  const { match, ports, targetPort, protocol, proxy } = rule;
  const withPorts = hasPorts(protocol);
  const { first, last } = ports ?? { first: 0, last: 0 };
  const outside =
    match === undefined && withPorts ? ` port ${first}${first === last ? '' : `-${last}`}` : '';
  const inside = withPorts
    ? ` port ${targetPort?.isFixed === true ? '= ' : ''}${targetPort?.port ?? 0}`
    : '';
  return [
    `${outside} -> ${targetText(rule)}${inside} ${protocolText(protocol)}`,
    rule.isRoundRobin === true ? ' round-robin' : '',
    rule.isFragment === true ? ' frag' : '',
    ageText(rule),
    rule.isSticky === true ? ' sticky' : '',
    clampText(rule),
    proxy === undefined ? '' : ` proxy ${proxy.label}`,
    tagText(rule),
  ].join('');
}

function mapText(rule: NatRule): string {
  return [
    ` -> ${targetText(rule)}${portsText(rule)}`,
    rule.isFragment === true ? ' frag' : '',
    ageText(rule),
    clampText(rule),
    tagText(rule),
    rule.isSequential === true ? ' sequential' : '',
  ].join('');
}

function portsText({ kind, proxy, portmap, icmpIds, blockPorts, protocol }: NatRule): string {
  if (proxy !== undefined)
    return ` proxy port ${proxy.port ?? ''} ${proxy.label}/${protocolText(protocol)}`;
  if (kind === 'map-block') return ` ports ${blockPorts ?? 0}`;
  if (icmpIds !== undefined) return ` icmpidmap icmp ${icmpIds.first}:${icmpIds.last}`;
  if (portmap !== undefined && hasPorts(protocol)) {
    const ports = portmap === 'auto' ? 'auto' : `${portmap.first}:${portmap.last}`;
    return ` portmap ${protocolText(protocol)} ${ports}`;
  }
  return protocol === undefined ? '' : ` ${protocolText(protocol)}`;
}

const ageText = ({ age }: NatRule): string =>
  age === undefined || (age[0] === 0 && age[1] === 0) ? '' : ` age ${age[0]}/${age[1]}`;
const clampText = ({ mssClamp }: NatRule): string =>
  mssClamp === undefined || mssClamp === 0 ? '' : ` mssclamp ${mssClamp}`;
const tagText = ({ tag }: NatRule): string => (tag === undefined ? '' : ` tag ${tag}`);
