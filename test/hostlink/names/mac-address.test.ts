import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deriveMac,
  macAddress,
  parseMacAddress,
  unpaddedMac,
} from '../../../hostlink/names/mac-address.ts';

describe('a MAC address', () => {
  it.each([
    '2:8:20:ab:c:1',
    '02:08:20:ab:0c:01',
    '02:08:20:AB:0C:01',
    '2-8-20-AB-C-1',
    '0208.20ab.0c01',
    '020820ab0c01',
  ])('%s is read', (text) => {
    expect(parseMacAddress(text)).toBe('02:08:20:ab:0c:01');
  });

  it.each([
    '',
    '2:8:20:ab:c',
    '2:8:20:ab:c:1:2',
    '2:8:20:ab:c:g',
    '2:8-20:ab:c:1',
    '002:8:20:ab:c:1',
    '20820ab0c01',
    '2:8:20:ab:c:1\n',
  ])('%j is none', (text) => {
    expect(() => parseMacAddress(text)).toThrow('no MAC address');
    expect(macAddress.safeParse(text).success).toBe(false);
  });

  it('is printed as dladm prints it, and read back', () => {
    expect(unpaddedMac(parseMacAddress('02:08:20:00:0c:10'))).toBe('2:8:20:0:c:10');
    const octet = fc.nat(255).map((byte) => byte.toString(16));
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet, octet, octet), (octets) => {
        const unpadded = octets.join(':');
        expect(unpaddedMac(parseMacAddress(unpadded))).toBe(unpadded);
      }),
    );
  });
});

describe('a derived MAC address', () => {
  const wish = { host: 'hv-04', zone: 'web01', net: 'default', attempt: 0 };
  it('is always the same', () => {
    // The first three bytes of SHA-256 over host, zone, net and attempt with NULs between: sha256sum.
    expect(deriveMac(wish)).toBe('02:08:20:68:1d:9c');
    expect(macAddress.parse(deriveMac(wish))).toBe(deriveMac(wish));
  });
  it.each([{ host: 'hv-05' }, { zone: 'web02' }, { net: 'public' }, { attempt: 1 }])(
    'is another for %j',
    (other) => {
      expect(deriveMac({ ...wish, ...other })).not.toBe(deriveMac(wish));
    },
  );
  it('is locally administered and one host alone has it', () => {
    fc.assert(
      fc.property(fc.string(), (zone) => {
        expect(deriveMac({ ...wish, zone })).toMatch(/^02:08:20(:[0-9a-f]{2}){3}$/);
      }),
    );
  });
});
