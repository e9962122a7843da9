/** Rules that somebody wishes for, as they are written into ipnat.conf, with defaults for what is left unsaid. */
import { Diagnostic } from '../diagnostic.ts';
import {
  type Cidr,
  familyBits,
  formatAddress,
  formatCidr,
  type IpAddress,
  networkOf,
  sameAddress,
} from '../ipam/address.ts';
import type { LinkName } from '../names/link-name.ts';
import type { PortRange } from './rule.ts';

/** What is reached from outside, and the first port that it comes to inside. */
export interface PortForward {
  readonly outside: PortRange;
  readonly inside: number;
}

export const wishedProtocols = ['tcp', 'udp', 'tcp/udp'] as const;
export type WishedProtocol = (typeof wishedProtocols)[number];

/** Where addresses go: one, a network of them, or from one to another. `interface`: the interface's own. */
export type WishedTarget =
  | { readonly kind: 'interface' }
  | { readonly kind: 'net'; readonly net: Cidr }
  | { readonly kind: 'range'; readonly first: IpAddress; readonly last: IpAddress };

export type NatWish =
  | {
      readonly kind: 'map';
      readonly interface: LinkName;
      readonly subnet: Cidr;
      readonly target: WishedTarget;
      /** Ports that connections get; `none` leaves the source port as it is. */
      readonly portmap: 'auto' | 'none' | PortRange;
      readonly protocol: WishedProtocol;
    }
  | {
      readonly kind: 'bimap';
      readonly interface: LinkName;
      readonly inside: Cidr;
      readonly outside: Cidr;
    }
  | {
      readonly kind: 'rdr';
      readonly interface: LinkName;
      readonly address: Cidr;
      readonly ports: PortForward;
      readonly target: IpAddress;
      readonly protocol: WishedProtocol;
    };

/** The lines for it, in their order. @throws Diagnostic `zmgr::nat::host-bits`, `bad-range`, `bad-ports`, `mixed-families`, `unequal` */
export function linesFor(wish: NatWish): readonly string[] {
  switch (wish.kind) {
    case 'map': {
      const { interface: link, target, portmap, protocol } = wish;
      const subnet = network(wish.subnet);
      const { family } = wish.subnet.address;
      const to = targetText(target, family);
      const plain = `map ${link} ${subnet} -> ${to}`;
      if (portmap === 'none') return [plain];
      const ports = portmap === 'auto' ? 'auto' : `${inOrder(portmap).first}:${portmap.last}`;
      return [`${plain} portmap ${protocol} ${ports}`, plain];
    }
    case 'bimap': {
      const { interface: link, inside, outside } = wish;
      mustAgree(inside.address, outside.address);
      if (inside.prefix !== outside.prefix) {
        throw new Diagnostic({
          code: 'zmgr::nat::unequal',
          message: `${formatCidr(inside)} and ${formatCidr(outside)} have not as many addresses, and bimap pairs them one to one`,
          help: 'Write both with the same prefix length, or one address each.',
        });
      }
      return [`bimap ${link} ${network(inside)} -> ${network(outside)}`];
    }
    case 'rdr': {
      const { interface: link, address, ports, target, protocol } = wish;
      mustAgree(address.address, target);
      const { first, last } = inOrder(ports.outside);
      if (ports.inside + last - first > 65535) {
        throw badPorts(`From ${ports.inside} on there are not ${last - first + 1} ports left`);
      }
      const outside = first === last ? `${first}` : `${first}-${last}`;
      return [
        `rdr ${link} ${network(address)} port ${outside} -> ${formatAddress(target)} port ${ports.inside} ${protocol}`,
      ];
    }
    default:
      return wish satisfies never;
  }
}

/** With its prefix length. @throws Diagnostic `zmgr::nat::host-bits` */
function network(cidr: Cidr): string {
  const { first } = networkOf(cidr);
  if (sameAddress(first, cidr.address)) return formatCidr(cidr);
  throw new Diagnostic({
    code: 'zmgr::nat::host-bits',
    message: `${formatCidr(cidr)} has bits set behind its prefix: it is an address in a network, not a network`,
    help: `Write ${formatCidr({ ...cidr, address: first })} for the network, or ${formatAddress(cidr.address)}/${familyBits(cidr.address.family)} for the address.`,
  });
}

function targetText(target: WishedTarget, family: 4 | 6): string {
  switch (target.kind) {
    case 'interface':
      return family === 4 ? '0/32' : '0/128';
    case 'net':
      mustAgree({ family, value: 0n }, target.net.address);
      return network(target.net);
    case 'range': {
      const { first, last } = target;
      mustAgree({ family, value: 0n }, first);
      mustAgree(first, last);
      if (first.value <= last.value) return `range ${formatAddress(first)}-${formatAddress(last)}`;
      throw new Diagnostic({
        code: 'zmgr::nat::bad-range',
        message: `The range ${formatAddress(first)}-${formatAddress(last)} ends before it begins`,
        help: `Write ${formatAddress(last)}-${formatAddress(first)}.`,
      });
    }
    default:
      return target satisfies never;
  }
}

function inOrder(range: PortRange): PortRange {
  if (range.first <= range.last) return range;
  throw badPorts(`The ports ${range.first}-${range.last} end before they begin`);
}

const badPorts = (message: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::nat::bad-ports',
    message,
    help: 'Write the lower port first: 8000-8010.',
  });

function mustAgree(one: IpAddress, other: IpAddress): void {
  if (one.family === other.family) return;
  throw new Diagnostic({
    code: 'zmgr::nat::mixed-families',
    message: `A rule of IPv${one.family} can't lead to ${other.family === 4 ? 'an IPv4' : 'an IPv6'} address`,
    help: 'Write both of one family.',
  });
}
