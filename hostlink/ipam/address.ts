/**
 * Addresses of both families in one model: a family and a number, which is what is compared and counted. They are read
 * by read-digits.ts (RFC 4291 §2.2) and printed by ipaddr.js (RFC 5952).
 */
import ipaddr from 'ipaddr.js';
import { Diagnostic } from '../diagnostic.ts';
import { readV4, readV6 } from './read-digits.ts';

export type Family = 4 | 6;

export interface IpAddress {
  readonly family: Family;
  readonly value: bigint;
}

/** An address with its prefix length: an interface's `10.1.0.10/24`, or a network's `10.1.0.0/24`. */
export interface Cidr {
  readonly address: IpAddress;
  readonly prefix: number;
}

export const familyBits = (family: Family): number => (family === 4 ? 32 : 128);

/**
 * Strict: four decimal parts without leading zeros for v4 (zonecfg and ipadm read nothing else the same way), no zone
 * index, no v4-mapped v6.
 * @throws Diagnostic `zmgr::address::bad`
 */
export function parseAddress(text: string): IpAddress {
  const address = addressOf(text);
  if (address === undefined) {
    throw new Diagnostic({
      code: 'zmgr::address::bad',
      message: `"${text.slice(0, 80)}" is no IP address`,
      help: 'Write 10.1.0.10 or fd00:10:1::10.',
    });
  }
  return address;
}

/** Whether parseAddress takes the text. */
export const isAddress = (text: string): boolean => addressOf(text) !== undefined;

function addressOf(text: string): IpAddress | undefined {
  const v4 = readV4(text);
  if (v4 !== undefined) return { family: 4, value: BigInt(v4) };
  const v6 = readV6(text) ?? readDottedV6(text);
  return v6 === undefined || v6 >> 32n === 0xffffn ? undefined : { family: 6, value: v6 };
}

/** `64:ff9b::192.0.2.1` (RFC 4291 §2.2, form 3). */
function readDottedV6(text: string): bigint | undefined {
  const tail = text.lastIndexOf(':') + 1;
  const v4 = tail === 0 ? undefined : readV4(text.slice(tail));
  if (v4 === undefined) return undefined;
  const groups = [v4 >>> 16, v4 & 0xffff].map((group) => group.toString(16));
  return readV6(text.slice(0, tail) + groups.join(':'));
}

/**
 * @throws Diagnostic `zmgr::address::bad`, `zmgr::address::bad-cidr`
 */
export function parseCidr(text: string): Cidr {
  const slash = text.lastIndexOf('/');
  const address = addressOf(text.slice(0, Math.max(slash, 0)));
  const prefix = text.slice(slash + 1);
  if (
    address === undefined ||
    !/^(0|[1-9][0-9]{0,2})$/.test(prefix) ||
    Number(prefix) > familyBits(address.family)
  ) {
    throw new Diagnostic({
      code: 'zmgr::address::bad-cidr',
      message: `"${text.slice(0, 80)}" is no address with a prefix length`,
      help: 'Write 10.1.0.10/24 or fd00:10:1::10/64.',
    });
  }
  return { address, prefix: Number(prefix) };
}

/** RFC 5952 for v6. */
export function formatAddress({ family, value }: IpAddress): string {
  const bytes: number[] = [];
  for (let shift = familyBits(family) - 8; shift >= 0; shift -= 8)
    bytes.push(Number((value >> BigInt(shift)) & 255n));
  return family === 4 ? bytes.join('.') : new ipaddr.IPv6(bytes).toRFC5952String();
}

export const formatCidr = ({ address, prefix }: Cidr): string =>
  `${formatAddress(address)}/${prefix}`;

export const sameAddress = (a: IpAddress, b: IpAddress): boolean =>
  a.family === b.family && a.value === b.value;

/** First and last address of the network that a CIDR lies in. */
export function networkOf({ address, prefix }: Cidr): {
  readonly first: IpAddress;
  readonly last: IpAddress;
} {
  const hostBits = BigInt(familyBits(address.family) - prefix);
  const first = (address.value >> hostBits) << hostBits;
  const last = first | ((1n << hostBits) - 1n);
  return {
    first: { family: address.family, value: first },
    last: { family: address.family, value: last },
  };
}

export function contains(network: Cidr, address: IpAddress): boolean {
  const { first, last } = networkOf(network);
  return (
    first.family === address.family && first.value <= address.value && address.value <= last.value
  );
}

/**
 * The addresses of a network that no host may have. v4: the network's own and its broadcast (RFC 1122 §3.2.1.3), but
 * for /31 and /32 (RFC 3021). v6: the subnet-router anycast address (RFC 4291 §2.6.1), but for /127 (RFC 6164) and
 * /128; there is no broadcast.
 */
export function specialAddresses(network: Cidr): {
  readonly subnet?: IpAddress;
  readonly broadcast?: IpAddress;
} {
  const { family } = network.address;
  if (network.prefix >= familyBits(family) - 1) return {};
  const { first, last } = networkOf(network);
  return family === 4 ? { subnet: first, broadcast: last } : { subnet: first };
}
