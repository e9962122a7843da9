/**
 * Addresses of both families in one model: a family and a number. ipaddr.js parses and prints (RFC 4291, RFC 5952);
 * what is compared and counted is the number.
 */
import ipaddr from 'ipaddr.js';
import { Diagnostic } from '../diagnostic.ts';

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

function addressOf(text: string): IpAddress | undefined {
  const isV4 = /^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}$/.test(text);
  const isV6 = /^[0-9A-Fa-f:]+(:[0-9]{1,3}(\.[0-9]{1,3}){3})?$/.test(text) && text.includes(':');
  if (!isV4 && !isV6) return undefined;
  if (!ipaddr.isValid(text)) return undefined;
  const parsed = ipaddr.parse(text);
  let value = 0n;
  for (const byte of parsed.toByteArray()) value = (value << 8n) | BigInt(byte);
  return { family: parsed.kind() === 'ipv4' ? 4 : 6, value };
}

/**
 * @throws Diagnostic `zmgr::address::bad`, `zmgr::address::bad-cidr`
 */
export function parseCidr(text: string): Cidr {
  const [addressText = '', prefixText, ...rest] = text.split('/');
  const address = addressOf(addressText);
  const prefix =
    prefixText !== undefined && /^(0|[1-9][0-9]{0,2})$/.test(prefixText)
      ? Number(prefixText)
      : undefined;
  if (
    address === undefined ||
    prefix === undefined ||
    rest.length > 0 ||
    prefix > familyBits(address.family)
  ) {
    throw new Diagnostic({
      code: 'zmgr::address::bad-cidr',
      message: `"${text.slice(0, 80)}" is no address with a prefix length`,
      help: 'Write 10.1.0.10/24 or fd00:10:1::10/64.',
    });
  }
  return { address, prefix };
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
