import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import {
  contains,
  formatAddress,
  formatCidr,
  isAddress,
  networkOf,
  parseAddress,
  parseCidr,
  specialAddresses,
} from '../../../hostlink/ipam/address.ts';
import { anyAddress, anyV4, anyV6 } from '../arbitraries.ts';

/** ipaddr.js' own reading, but for what it takes and no tool of illumos does: the oracle. */
function oracle(text: string): bigint | undefined {
  const dotted = text.slice(text.lastIndexOf(':') + 1);
  const isSloppy =
    !/^[0-9A-Fa-f:.]+$/.test(text) ||
    /[0-9A-Fa-f]{5}/.test(text) ||
    (dotted.includes('.') &&
      (!ipaddr.IPv4.isValidFourPartDecimal(dotted) || /(^|\.)0\d/.test(dotted)));
  if (isSloppy || !(text.includes(':') ? ipaddr.IPv6 : ipaddr.IPv4).isValid(text)) return undefined;
  if (!text.includes(':') && !text.includes('.')) return undefined;
  const bytes = ipaddr.parse(text).toByteArray();
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return bytes.length === 16 && value >> 32n === 0xffffn ? undefined : value;
}

describe('an address', () => {
  it('is printed and read back as itself', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        expect(parseAddress(formatAddress(address))).toEqual(address);
      }),
      { numRuns: 1000 },
    );
  });

  it('is read as ipaddr.js reads it, in every spelling', () => {
    const digit = fc.constantFrom(...'0123456789abcdefABCDEF');
    const group = fc.string({ unit: digit, minLength: 0, maxLength: 5 });
    const v6Like = fc
      .array(group, { minLength: 2, maxLength: 10 })
      .map((groups) => groups.join(':'));
    const v4Like = fc
      .array(fc.oneof(fc.nat(300).map(String), fc.constantFrom('', '00', '01', 'a', '1 ')), {
        minLength: 3,
        maxLength: 5,
      })
      .map((parts) => parts.join('.'));
    const spelling = fc.oneof(
      v6Like,
      v4Like,
      fc.tuple(v6Like, v4Like).map(([head, tail]) => `${head}:${tail}`),
      fc.string({ unit: fc.constantFrom(...'0123:.af%/'), maxLength: 24 }),
      anyV6.map((address) => new ipaddr.IPv6(bytesOf(address.value)).toNormalizedString()),
      anyV6.map((address) =>
        new ipaddr.IPv6(bytesOf(address.value)).toNormalizedString().toUpperCase(),
      ),
    );
    fc.assert(
      fc.property(spelling, (text) => {
        const expected = oracle(text);
        expect(isAddress(text), text).toBe(expected !== undefined);
        if (expected !== undefined) expect(parseAddress(text).value).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    '0.0.0.0',
    '255.255.255.255',
    '::',
    '::1',
    '1::',
    'fd00:10:1::10',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
    '64:ff9b::192.0.2.1',
    '1:2:3:4:5:6:1.2.3.4',
  ])('may be %s', (text) => {
    expect(isAddress(text)).toBe(true);
    expect(parseAddress(text).value).toBe(oracle(text));
  });

  it.each([
    '',
    '10',
    '10.1',
    '10.1.0',
    '10.1.0.256',
    '10.1.0.01',
    '010.1.0.1',
    '10.1.0.1.',
    '.10.1.0.1',
    '10..0.1',
    '1.2.3.4.5',
    '0x0a.1.0.1',
    ' 10.1.0.1',
    '10.1.0.1\n',
    '１.1.1.1',
    ':',
    ':::',
    '1:',
    ':1',
    '1:2',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '1:2:3:4:5:6:7:8::',
    '::1:2:3:4:5:6:7:8',
    '12345::',
    'g::',
    'fe80::1%net0',
    '::ffff:10.1.0.1',
    '::ffff:a01:1',
    '10.1.0.1/24',
    'localhost',
    '64:ff9b::192.0.2.01',
    '64:ff9b::192.0.2.1.2',
    '1:2:3:4:5:6:7:1.2.3.4',
  ])('may not be %j', (text) => {
    expect(isAddress(text)).toBe(false);
    expect(() => parseAddress(text)).toThrow('is no IP address');
  });

  it('is printed as RFC 5952 has it', () => {
    expect(formatAddress(parseAddress('FD00:0010:0001:0:0:0:0:0010'))).toBe('fd00:10:1::10');
    expect(formatAddress(parseAddress('2001:db8:0:0:1:0:0:1'))).toBe('2001:db8::1:0:0:1');
    expect(formatAddress(parseAddress('10.1.0.10'))).toBe('10.1.0.10');
  });
});

const bytesOf = (value: bigint): number[] =>
  Array.from({ length: 16 }, (_, at) => Number((value >> BigInt(8 * (15 - at))) & 255n));

describe('an address with its prefix', () => {
  it('is printed and read back as itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.tuple(anyV4, fc.nat(32)), fc.tuple(anyV6, fc.nat(128))),
        ([address, prefix]) => {
          expect(parseCidr(formatCidr({ address, prefix }))).toEqual({ address, prefix });
        },
      ),
    );
  });

  it.each([
    '',
    '/',
    '10.1.0.1',
    '10.1.0.1/',
    '10.1.0.1/33',
    '10.1.0.1/024',
    '10.1.0.1/24/24',
    '/24',
    'fd00::/129',
    '10.1.0.1/ 24',
    '10.1.0.1/24\n',
    '10.1.0.1/-1',
  ])('may not be %j', (text) => {
    expect(() => parseCidr(text)).toThrow('no address with a prefix length');
  });

  it('lies in its network, and what lies outside does not', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.tuple(anyV4, fc.nat(32)), fc.tuple(anyV6, fc.nat(128))),
        ([address, prefix]) => {
          const network = { address, prefix };
          const { first, last } = networkOf(network);
          const size = 1n << BigInt((address.family === 4 ? 32 : 128) - prefix);
          expect(contains(network, address)).toBe(true);
          expect(last.value - first.value + 1n).toBe(size);
          expect(first.value % size).toBe(0n);
          expect(contains(network, { ...last, value: last.value + 1n })).toBe(false);
          expect(contains(network, { ...first, value: first.value - 1n })).toBe(false);
          expect(contains(network, { ...address, family: address.family === 4 ? 6 : 4 })).toBe(
            false,
          );
        },
      ),
    );
  });

  it.each([
    ['10.1.0.7/24', '10.1.0.0', '10.1.0.255'],
    ['10.1.0.0/30', '10.1.0.0', '10.1.0.3'],
    ['10.1.0.0/31', undefined, undefined],
    ['10.1.0.0/32', undefined, undefined],
    ['fd00::7/64', 'fd00::', undefined],
    ['fd00::/127', undefined, undefined],
  ])('%s keeps %s and %s from hosts', (text, subnet, broadcast) => {
    const special = specialAddresses(parseCidr(text));
    expect(special.subnet && formatAddress(special.subnet)).toBe(subnet);
    expect(special.broadcast && formatAddress(special.broadcast)).toBe(broadcast);
  });
});
