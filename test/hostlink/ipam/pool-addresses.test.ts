import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import {
  formatAddress,
  type IpAddress,
  parseAddress,
  parseCidr,
} from '../../../hostlink/ipam/address.ts';
import { checkChosen, familiesOf, nextFree, usage } from '../../../hostlink/ipam/pool-addresses.ts';
import { type AddressSources, takenOn, withTaken } from '../../../hostlink/ipam/taken.ts';
import type { Pool } from '../../../hostlink/registry/model.ts';
import { readRegistry } from '../../../hostlink/registry/registry.ts';

const files = {
  'pools/internal.kdl': `pool "internal" {
  network "10.1.0.0/28"; gateway "10.1.0.1"; stub "stub0"
  range-start "10.1.0.0"; range-end "10.1.0.15"
  reserve "10.1.0.5" note="dns vip"
  v6 { network "fd00:10:1::/64"; gateway "fd00:10:1::1"; range-start "fd00:10:1::"; range-end "fd00:10:1::ffff" }
}`,
  'pools/listed.kdl': `pool "listed" {
  network "203.0.113.0/24"; gateway "203.0.113.1"; stub "igb0"
  addresses "203.0.113.42" "203.0.113.17" "203.0.113.1"
}`,
  'pools/six.kdl': `pool "six" {
  network "fd00::/64"; gateway "fd00::1"; stub "stub6"; range-start "fd00::"; range-end "fd00::ffff:ffff:ffff:ffff"
}`,
  'zones/web01.kdl': 'zone "web01" { address "10.1.0.2/28"; address "fd00:10:1::2/64" }',
  'zones/broken.kdl': 'zone "broken" { address "10.1.0.3/28',
};
const registry = readRegistry('/etc/zmgr', new Map(Object.entries(files)), true);
const pool = (name: string): Pool => {
  const found = registry.pools.get(name);
  if (found === undefined) throw new Error(`${name} is broken`);
  return found;
};
const nothing: Omit<AddressSources, 'registry'> = {
  zoneNets: [],
  hostAddresses: [],
  dhcp: { ranges: [], reservations: [] },
  holds: [],
};
const on = (sources: Partial<AddressSources> = {}) => takenOn({ registry, ...nothing, ...sources });
const busy = on({
  zoneNets: [{ zone: 'stray', addresses: [parseCidr('10.1.0.4/28')] }],
  hostAddresses: [{ address: parseCidr('10.1.0.6/28'), object: 'stub0/v4' }],
  dhcp: {
    ranges: [{ first: parseAddress('10.1.0.7'), last: parseAddress('10.1.0.9') }],
    reservations: [{ address: parseAddress('10.1.0.10'), name: 'printer' }],
  },
  holds: ['10.1.0.11'],
});

const thrown = (act: () => unknown): Diagnostic => {
  try {
    act();
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('the next free address', () => {
  it('is the first that nothing has', () => {
    expect(formatAddress(nextFree(pool('internal'), 4, on()))).toBe('10.1.0.4');
    expect(formatAddress(nextFree(pool('internal'), 4, busy))).toBe('10.1.0.12');
    expect(formatAddress(nextFree(pool('internal'), 6, busy))).toBe('fd00:10:1::3');
    expect(formatAddress(nextFree(pool('six'), 6, busy))).toBe('fd00::2');
  });

  it('follows the order of a list, and never gives its gateway', () => {
    expect(formatAddress(nextFree(pool('listed'), 4, on()))).toBe('203.0.113.42');
    const more = on({ holds: ['203.0.113.42'] });
    expect(formatAddress(nextFree(pool('listed'), 4, more))).toBe('203.0.113.17');
    expect(
      thrown(() => nextFree(pool('listed'), 4, on({ holds: ['203.0.113.42', '203.0.113.17'] }))),
    ).toMatchObject({
      code: 'zmgr::pool::exhausted',
      message: 'The pool "listed" has no free IPv4 address: 2 of 2 are taken',
      help: expect.stringContaining('pool='),
    });
  });

  it('says when there is no such family', () => {
    expect(familiesOf(pool('internal'))).toEqual([4, 6]);
    expect(familiesOf(pool('six'))).toEqual([6]);
    expect(thrown(() => nextFree(pool('six'), 4, on())).code).toBe('zmgr::pool::no-family');
  });

  it('is what a naive scan finds, whatever is taken', () => {
    const never = new Set([
      '10.1.0.0',
      '10.1.0.1',
      '10.1.0.2',
      '10.1.0.3',
      '10.1.0.5',
      '10.1.0.15',
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat(15), { maxLength: 20 }), (numbers) => {
        const holds = numbers.map((number) => `10.1.0.${number}`);
        const free = Array.from({ length: 16 }, (_, at) => `10.1.0.${at}`).filter(
          (address) => !never.has(address) && !holds.includes(address),
        );
        const taken = on({ holds });
        expect(usage(pool('internal'), 4, taken)).toMatchObject({
          total: 12n,
          free: BigInt(free.length),
        });
        const [first] = free;
        if (first === undefined)
          expect(thrown(() => nextFree(pool('internal'), 4, taken)).code).toBe(
            'zmgr::pool::exhausted',
          );
        else expect(formatAddress(nextFree(pool('internal'), 4, taken))).toBe(first);
        for (let at = 0; at < 16; at += 1) {
          const check = () => checkChosen(pool('internal'), parseAddress(`10.1.0.${at}`), taken);
          if (free.includes(`10.1.0.${at}`)) expect(check).not.toThrow();
          else expect(check).toThrow(Diagnostic);
        }
      }),
    );
  });

  it('never gives one address twice', () => {
    let taken = on();
    const given: IpAddress[] = [];
    for (let count = 0; count < 10; count += 1) {
      const address = nextFree(pool('internal'), 4, taken);
      given.push(address);
      taken = withTaken(taken, [address], { kind: 'hold' });
    }
    expect(new Set(given.map(formatAddress)).size).toBe(10);
    expect(() => nextFree(pool('internal'), 4, taken)).toThrow('no free IPv4 address: 12 of 12');
  });
});

describe('a chosen address', () => {
  it('may be one that is free', () => {
    expect(() => checkChosen(pool('internal'), parseAddress('10.1.0.12'), busy)).not.toThrow();
    expect(() => checkChosen(pool('internal'), parseAddress('fd00:10:1::abc'), busy)).not.toThrow();
  });

  it.each([
    ['10.1.0.0', 'zmgr::address::reserved', 'the network address of the pool internal'],
    ['10.1.0.1', 'zmgr::address::reserved', 'the gateway of the pool internal'],
    ['10.1.0.15', 'zmgr::address::reserved', 'the broadcast address of the pool internal'],
    ['10.1.0.5', 'zmgr::address::reserved', 'reserved in the pool internal (dns vip)'],
    ['fd00:10:1::', 'zmgr::address::reserved', 'the network address'],
    ['10.1.0.2', 'zmgr::address::taken', 'allocated to web01'],
    ['10.1.0.3', 'zmgr::address::taken', 'zones/broken.kdl'],
    ['10.1.0.4', 'zmgr::address::taken', 'the zone stray'],
    ['10.1.0.6', 'zmgr::address::taken', 'stub0/v4'],
    ['10.1.0.8', 'zmgr::address::taken', 'DHCP gives out'],
    ['10.1.0.10', 'zmgr::address::taken', 'printer'],
    ['10.1.0.11', 'zmgr::address::taken', 'has not ended'],
    ['10.2.0.1', 'zmgr::address::outside-pool', '10.1.0.0/28'],
    ['fd00:10:1::1:0', 'zmgr::address::outside-pool', 'in none of its ranges'],
  ])('may not be %s: %s', (text, code, why) => {
    const fault = thrown(() => checkChosen(pool('internal'), parseAddress(text), busy));
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(text);
    expect(fault.message).toContain(why);
    expect(fault.help).toContain('address=');
  });
});

describe('usage', () => {
  it('counts what could be given', () => {
    expect(usage(pool('internal'), 4, on())).toEqual({ total: 12n, used: 2n, free: 10n });
    expect(usage(pool('internal'), 4, busy)).toEqual({ total: 12n, used: 9n, free: 3n });
    expect(usage(pool('internal'), 6, on())).toEqual({ total: 65534n, used: 1n, free: 65533n });
    expect(usage(pool('six'), 6, on()).total).toBe((1n << 64n) - 2n);
  });
});
