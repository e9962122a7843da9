/** What properties draw from: names, addresses and the like. */
import fc from 'fast-check';
import type { IpAddress } from '../../hostlink/ipam/address.ts';

const letters = 'abcxyzABCXYZ0123456789';

/** Legal zone names, long ones and awkward ones among them. */
export const anyZoneName = fc
  .tuple(
    fc.constantFrom(...letters),
    fc.string({ unit: fc.constantFrom(...letters, '-', '_', '.', '0'), maxLength: 62 }),
  )
  .map(([first, rest]) => first + rest);

export const anyV4 = fc.bigInt(0n, 0xffffffffn).map((value): IpAddress => ({ family: 4, value }));

/** All of v6 but the v4-mapped, short forms and long ones. */
export const anyV6 = fc
  .oneof(
    fc.bigInt(0n, (1n << 128n) - 1n),
    fc.bigInt(0n, 0xffffn),
    fc.nat(127).map((bit) => 1n << BigInt(bit)),
  )
  .filter((value) => value >> 32n !== 0xffffn)
  .map((value): IpAddress => ({ family: 6, value }));

export const anyAddress = fc.oneof(anyV4, anyV6);
