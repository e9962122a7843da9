/** What zonecfg is told, and what it is expected to say of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewZone } from '../../../hostlink/illumos/zone-configuration.ts';
import {
  configurationOf,
  configure,
  expectedInfo,
  info,
  remove,
} from '../../../hostlink/illumos/zonecfg.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { shellSpec } from '../../support/shell-link.ts';

const web01 = parseZoneName('web01');
const wish: NewZone = {
  zonepath: '/zones/web01',
  brand: 'ipkg',
  autoboot: false,
  ipType: 'exclusive',
  nets: [
    { physical: 'web01_0', allowedAddress: '10.1.0.10/24', defrouter: '10.1.0.1' },
    { physical: 'web01_0', allowedAddress: 'fd00:10:1::10/64' },
    { physical: 'web01_1' },
  ],
  attributes: [{ name: 'zonebot', type: 'string', value: "two words; it's" }],
};
const withNet = (
  net: NewZone['nets'][number],
  ipType: NewZone['ipType'] = 'exclusive',
): NewZone => ({ ...wish, ipType, nets: [net] });

describe('configure', () => {
  test("is one argument, privileged, in zonecfg's words", () => {
    expect(configure(web01, wish)).toEqual({
      privileged: true,
      argv: [
        'zonecfg',
        '-z',
        'web01',
        'create -b; set zonepath="/zones/web01"; set brand="ipkg"; set autoboot="false"; set ip-type="exclusive"; ' +
          'add net; set physical="web01_0"; set allowed-address="10.1.0.10/24"; set defrouter="10.1.0.1"; end; ' +
          'add net; set physical="web01_0"; set allowed-address="fd00:10:1::10/64"; end; ' +
          'add net; set physical="web01_1"; end; ' +
          'add attr; set name="zonebot"; set type="string"; set value="two words; it\'s"; end',
      ],
    });
  });

  test('a shared-ip zone has addresses of its own kind', () => {
    const shared = withNet(
      { physical: 'igb0', address: '192.0.2.7/24', defrouter: '192.0.2.1' },
      'shared',
    );
    expect(configure(web01, shared).argv[3]).toContain(
      'set ip-type="shared"; add net; set physical="igb0"; set address="192.0.2.7/24"; set defrouter="192.0.2.1"; end',
    );
  });

  test.each<[string, NewZone, string]>([
    ['a double quote', { ...wish, zonepath: '/zones/a"b' }, 'zmgr::zone::unfit-value'],
    ['a line end', { ...wish, brand: 'ipkg\nset autoboot=true' }, 'zmgr::zone::unfit-value'],
    ['a carriage return', { ...wish, zonepath: '/zones/a\r' }, 'zmgr::zone::unfit-value'],
    ['a NUL', { ...wish, zonepath: '/zones/a\0' }, 'zmgr::zone::unfit-value'],
    ['an empty value', { ...wish, brand: '' }, 'zmgr::zone::unfit-value'],
    [
      'an attribute name with "_"',
      { ...wish, attributes: [{ name: 'a_b', type: 'string', value: 'x' }] },
      'zmgr::zone::unfit-value',
    ],
    [
      'a host name as address',
      withNet({ physical: 'a0', allowedAddress: 'gw.example.net/24' }),
      'zmgr::address::bad-cidr',
    ],
    [
      'an address without prefix',
      withNet({ physical: 'a0', allowedAddress: '10.1.0.10' }),
      'zmgr::address::bad-cidr',
    ],
    [
      'a router with prefix',
      withNet({ physical: 'a0', allowedAddress: '10.1.0.10/24', defrouter: '10.1.0.1/24' }),
      'zmgr::address::bad',
    ],
    [
      'a router without address',
      withNet({ physical: 'a0', defrouter: '10.1.0.1' }),
      'zmgr::zone::unfit-value',
    ],
    [
      'the address of a shared-ip zone in an exclusive one',
      withNet({ physical: 'a0', address: '10.1.0.10/24' }),
      'zmgr::zone::unfit-value',
    ],
    [
      'an allowed-address in a shared-ip zone',
      withNet({ physical: 'a0', allowedAddress: '10.1.0.10/24' }, 'shared'),
      'zmgr::zone::unfit-value',
    ],
    [
      'a shared-ip net without address',
      withNet({ physical: 'a0' }, 'shared'),
      'zmgr::zone::unfit-value',
    ],
  ])('refuses %s', (_, odd, code) => {
    expect(() => configure(web01, odd)).toThrow(expect.objectContaining({ code }));
  });

  test('no value can leave its quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
        const odd: NewZone = {
          ...wish,
          nets: [],
          attributes: [{ name: 'x', type: 'string', value }],
        };
        let script = '';
        try {
          script = configure(web01, odd).argv[3] ?? '';
        } catch {
          expect(value).toMatch(/["\r\n\0]/);
          return;
        }
        // As zonecfg_lex.l reads it: up to the next quote, which is the one before the end of the attribute.
        expect(script.split('set value="')[1]).toBe(`${value}"; end`);
        expect(value).not.toContain('"');
      }),
    );
  });
});

test('expectedInfo holds the lines that info prints, quoted as it quotes', () => {
  expect(expectedInfo(wish)).toEqual([
    'zonepath: /zones/web01',
    'brand: ipkg',
    'autoboot: false',
    'ip-type: exclusive',
    '\tallowed-address: 10.1.0.10/24',
    '\tphysical: web01_0',
    '\tdefrouter: 10.1.0.1',
    '\tallowed-address: fd00:10:1::10/64',
    '\tphysical: web01_0',
    '\tphysical: web01_1',
    '\tname: zonebot',
    '\ttype: string',
    '\tvalue: "two words; it\'s"',
  ]);
});

test('the other commands', () => {
  expect(info(web01)).toEqual({ privileged: false, argv: ['zonecfg', '-z', 'web01', 'info'] });
  expect(remove(web01)).toEqual({
    privileged: true,
    argv: ['zonecfg', '-z', 'web01', 'delete', '-F'],
  });
});

test('a zone that is not there has no configuration; another failure is one', () => {
  const host = shellSpec({ state: '/state', path: '/usr/sbin' });
  const fact = configurationOf(web01);
  const answer = (stderr: string) => ({ kind: 'command', status: 1, stdout: '', stderr }) as const;
  expect(fact.understand(answer('web01: No such zone configured\n'), host)).toBeUndefined();
  expect(() => fact.understand(answer('web01: Invalid document\n'), host)).toThrow(
    expect.objectContaining({ code: 'zmgr::host::tool-failed' }),
  );
});
