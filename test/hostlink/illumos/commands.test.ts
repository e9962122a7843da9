/** The argv of what changes zones and links, and what it refuses to say. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brandFor, brands, isVmBrand, ourBrands } from '../../../hostlink/illumos/brands.ts';
import * as dladm from '../../../hostlink/illumos/dladm.ts';
import { parseParsable } from '../../../hostlink/illumos/parsable.ts';
import * as zoneadm from '../../../hostlink/illumos/zoneadm.ts';
import { parseLinkName } from '../../../hostlink/names/link-name.ts';
import { parseMacAddress } from '../../../hostlink/names/mac-address.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';

const web01 = parseZoneName('web01');
const link = parseLinkName('web01_0');
const stub = parseLinkName('stub0');

describe('zoneadm', () => {
  test.each([
    [zoneadm.stateOf(web01), false, ['zoneadm', '-z', 'web01', 'list', '-p']],
    [zoneadm.boot(web01), true, ['zoneadm', '-z', 'web01', 'boot']],
    [zoneadm.halt(web01), true, ['zoneadm', '-z', 'web01', 'halt']],
    [zoneadm.shutdown(web01), true, ['zoneadm', '-z', 'web01', 'shutdown']],
    [zoneadm.uninstall(web01), true, ['zoneadm', '-z', 'web01', 'uninstall', '-F']],
    [
      zoneadm.install(web01, [
        '-e',
        'network/dns/bind@9.18',
        '-P',
        'a=https://pkg.example.org:443/x_y%20',
      ]),
      true,
      [
        'zoneadm',
        '-z',
        'web01',
        'install',
        '-e',
        'network/dns/bind@9.18',
        '-P',
        'a=https://pkg.example.org:443/x_y%20',
      ],
    ],
  ])('$argv', (command, privileged, argv) => {
    expect(command).toEqual({ privileged, argv });
  });

  test('nothing that a shell could read anything into reaches the brand script', () => {
    for (const odd of [
      '',
      ' ',
      'a b',
      '$(reboot)',
      '`x`',
      ';',
      '|',
      '&',
      '>',
      '*',
      '~',
      '#',
      "'",
      '"',
      '\\',
      '\n',
      'é',
      '{',
      '(',
      '!',
    ]) {
      expect(() => zoneadm.install(web01, ['-s', odd])).toThrow(
        expect.objectContaining({ code: 'zmgr::zone::unfit-argument' }),
      );
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (argument) => {
        try {
          zoneadm.install(web01, [argument]);
        } catch {
          return;
        }
        expect(argument).toMatch(/^[A-Za-z0-9._:/=@%+,-]+$/);
      }),
    );
  });
});

describe('dladm', () => {
  const mac = parseMacAddress('02:08:20:ab:0c:01');

  test.each([
    [dladm.classOf(link), false, ['dladm', 'show-link', '-p', '-o', 'CLASS', 'web01_0']],
    [
      dladm.overAndMacOf(link),
      false,
      ['dladm', 'show-vnic', '-p', '-o', 'OVER,MACADDRESS', 'web01_0'],
    ],
    [dladm.deleteVnic(link), true, ['dladm', 'delete-vnic', 'web01_0']],
    [dladm.createEtherstub(stub), true, ['dladm', 'create-etherstub', 'stub0']],
    [dladm.deleteEtherstub(stub), true, ['dladm', 'delete-etherstub', 'stub0']],
    [
      dladm.createVnic({ link, over: stub, mac }),
      true,
      ['dladm', 'create-vnic', '-l', 'stub0', '-m', '02:08:20:ab:0c:01', 'web01_0'],
    ],
    [
      dladm.createVnic({ link, over: stub, mac, vlan: 12 }),
      true,
      ['dladm', 'create-vnic', '-l', 'stub0', '-m', '02:08:20:ab:0c:01', '-v', '12', 'web01_0'],
    ],
  ])('$argv', (command, privileged, argv) => {
    expect(command).toEqual({ privileged, argv });
  });

  test('the line to compare with is what dladm prints: escaped, and without leading zeros', () => {
    expect(dladm.overAndMacLine(stub, mac)).toBe('stub0:2\\:8\\:20\\:ab\\:c\\:1');
    expect(dladm.overAndMacLine(stub, parseMacAddress('00:00:5e:00:01:10'))).toBe(
      'stub0:0\\:0\\:5e\\:0\\:1\\:10',
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (octets) => {
        const padded = [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join(':');
        const line = dladm.overAndMacLine(stub, parseMacAddress(padded));
        const [row] = parseParsable(`${line}\n`, ['over', 'mac'], 'here');
        expect(row?.fields).toEqual({
          over: 'stub0',
          mac: [...octets].map((octet) => octet.toString(16)).join(':'),
        });
        expect(parseMacAddress(row?.fields.mac ?? '')).toBe(padded);
      }),
    );
  });
});

describe('brands', () => {
  const all = new Set(brands.map(({ name }) => name));

  test('what a distribution has and what is ours', () => {
    expect(brandFor('nlipkg', 'openindiana', all).name).toBe('nlipkg');
    expect(brandFor('ipkg', 'omnios', all).name).toBe('ipkg');
    expect(brandFor('sparse', 'other', all).name).toBe('sparse');
    const names = (distribution: 'openindiana' | 'omnios') =>
      ourBrands(distribution).map(({ name }) => name);
    expect(names('openindiana')).toEqual(['ipkg', 'nlipkg']);
    expect(names('omnios')).toEqual(['ipkg', 'lipkg', 'sparse', 'pkgsrc', 'illumos', 'lx']);
  });

  test.each([
    ['sparse', 'openindiana', all, 'zmgr::brand::unknown'],
    ['nlipkg', 'omnios', all, 'zmgr::brand::unknown'],
    ['docker', 'other', all, 'zmgr::brand::unknown'],
    ['bhyve', 'openindiana', all, 'zmgr::brand::not-ours'],
    ['kvm', 'omnios', all, 'zmgr::brand::not-ours'],
    ['lx', 'omnios', new Set(['ipkg', 'lipkg']), 'zmgr::brand::not-installed'],
  ] as const)('%s on %s: %s', (name, distribution, installed, code) => {
    expect(() => brandFor(name, distribution, installed)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test("virtual machines are vm-manager's", () => {
    expect(brands.map(({ name }) => name).filter(isVmBrand)).toEqual(['emu', 'bhyve', 'kvm']);
    expect(isVmBrand('nonsense')).toBe(false);
  });
});
