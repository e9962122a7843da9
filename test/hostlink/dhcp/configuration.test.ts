/** dhcpd.conf: what it says, and that nothing but the one thing changes; real dhcpd takes what is written. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type DhcpConfiguration,
  dhcpTaken,
  parseConfiguration,
} from '../../../hostlink/dhcp/configuration.ts';
import {
  addHost,
  addSubnet,
  changeSubnet,
  edited,
  type NewHost,
  netmask,
  removeStatement,
} from '../../../hostlink/dhcp/edit.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { formatAddress, parseAddress, parseCidr } from '../../../hostlink/ipam/address.ts';
import { parseMacAddress } from '../../../hostlink/names/mac-address.ts';
import { describeReal } from '../../support/real.ts';
import { grownFile, withoutNames } from './files.ts';

const read = (text: string): DhcpConfiguration => parseConfiguration('hv-04:/etc/dhcpd.conf', text);

const rangeText = ({
  first,
  last,
}: {
  first: Parameters<typeof formatAddress>[0];
  last: Parameters<typeof formatAddress>[0];
}) => `${formatAddress(first)}-${formatAddress(last)}`;

test('what a grown file gives out, and to whom', () => {
  const { subnets, hosts } = read(grownFile);
  expect(
    subnets.map(({ network, ranges, routers, resolvers, sharedNetwork }) => ({
      network: `${formatAddress(network.address)}/${network.prefix}`,
      ranges: ranges.map(rangeText),
      routers,
      resolvers,
      sharedNetwork,
    })),
  ).toEqual([
    {
      network: '10.1.0.0/24',
      ranges: ['10.1.0.100-10.1.0.149', '10.1.0.160-10.1.0.169', '10.1.0.200-10.1.0.200'],
      routers: ['10.1.0.1'],
      resolvers: ['9.9.9.9', '149.112.112.112'],
      sharedNetwork: undefined,
    },
    {
      network: '10.2.0.0/23',
      ranges: ['10.2.1.10-10.2.1.20'],
      routers: ['10.2.0.1'],
      resolvers: [],
      sharedNetwork: 'upstairs',
    },
    { network: '10.3.0.0/24', ranges: [], routers: [], resolvers: [], sharedNetwork: 'upstairs' },
  ]);
  expect(
    hosts.map(({ name, mac, addresses, names }) => [
      name,
      mac,
      addresses.map(formatAddress),
      names,
    ]),
  ).toEqual([
    ['deep', '02:08:20:0a:0b:0c', ['10.1.0.9'], ['deep.lan.example']],
    ['one', '02:08:20:00:00:11', ['10.1.0.11'], []],
    ['two', '02:08:20:00:00:12', ['10.1.0.12'], []],
    ['printer', '02:08:20:00:00:13', ['10.1.0.13'], []],
    ['by-id', undefined, [], []],
  ]);
  expect(dhcpTaken(read(grownFile)).reservations).toHaveLength(4);
});

test('other files that it includes are named, not read', () => {
  expect(read('\ninclude "/etc/dhcp/more.conf";\n').includes).toEqual([
    { path: '/etc/dhcp/more.conf', line: 2 },
  ]);
});

describe.each([
  ['host a {\n  hardware ethernet 2:8:20:1:2:3;\n', 'unreadable', 1],
  ['subnet 10.0.0.0 netmask 255.255.255.0 { }\n}\n', 'unreadable', 2],
  ['option domain-name "x;\n', 'unreadable', 1],
  ['\nhost a { fixed-address 10.0.0.1 }\n', 'unreadable', 2],
  ['default-lease-time 5', 'unreadable', 1],
  ['subnet 10.0.0.1 netmask 255.255.255.0 { }', 'not-understood', 1],
  ['subnet 10.0.0.0 netmask 255.0.255.0 { }', 'not-understood', 1],
  ['#\n#\nsubnet 10.0.0.0 netmask 255.255.255.0 { range 10.0.0.5 10.0.0; }', 'not-understood', 3],
  ['host a { hardware ethernet 2:8:20:1:2; }', 'not-understood', 1],
] as const)('a file that is wrong: %j', (text, what, line) => {
  test(`is ${what}, at line ${line}`, () => {
    const thrown = (() => {
      try {
        return read(text);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(Diagnostic);
    expect(thrown).toMatchObject({ code: `zmgr::dhcp::${what}`, location: { line } });
  });
});

const withHost = (text: string, host: NewHost): string => edited(text, [addHost(read(text), host)]);

function withoutHost(text: string, name: string): string {
  const host = read(text).hosts.find((one) => one.name === name);
  if (host === undefined) throw new Error(`no host ${name}`);
  return edited(text, [removeStatement(text, host.statement)]);
}

/** Files made of what people write, in any order, with and without a last newline. */
const piece = fc.constantFrom(
  '',
  '\n',
  '# host new { }\n',
  'authoritative;',
  'option domain-name "a}b{;#";\n',
  'host a { hardware ethernet 2:8:20:0:0:a; fixed-address 10.1.0.50; }',
  'host b {\n\thardware ethernet 02:08:20:00:00:0b;\n} # b',
  '\r\n',
  '  ',
  'group {\n  host c { }\n}\n',
  grownFile,
);
const anyFile = fc
  .array(piece, { maxLength: 6 })
  .map((pieces) => pieces.join(''))
  // A comment would swallow what follows on its line, as it does for dhcpd.
  .filter((text) => {
    try {
      return read(text).text === text;
    } catch {
      return false;
    }
  });
const anyHost = fc
  .record({
    mac: fc.integer({ min: 0x1000, max: 0xffff_ff }),
    last: fc.integer({ min: 60, max: 90 }),
    zone: fc.option(fc.constantFrom('web01', 'db-2'), { nil: undefined }),
  })
  .map(
    ({ mac, last, zone }): NewHost => ({
      name: 'new',
      mac: parseMacAddress(`020820${mac.toString(16).padStart(6, '0')}`),
      address: parseAddress(`10.1.0.${last}`),
      ...(zone === undefined ? {} : { zone }),
    }),
  );

test('a host that is added and removed leaves every byte as it was', () => {
  fc.assert(
    fc.property(anyFile, anyHost, (text, host) => {
      const after = withHost(text, host);
      const found = read(after).hosts.find(({ name }) => name === 'new');
      expect(found).toMatchObject({ mac: host.mac, addresses: [host.address] });
      expect(found?.zone === host.zone).toBe(true);
      expect(read(after).hosts).toHaveLength(read(text).hosts.length + 1);
      expect(withoutHost(after, 'new')).toBe(text);
    }),
    { numRuns: 300 },
  );
});

test('a host of any place can be removed, and the rest says what it said', () => {
  for (const { name } of read(grownFile).hosts) {
    const left = read(withoutHost(grownFile, name));
    expect(left.hosts.map((host) => host.name)).toEqual(
      read(grownFile).hosts.flatMap((host) => (host.name === name ? [] : [host.name])),
    );
    expect(left.subnets).toHaveLength(3);
  }
});

const changed = (text: string, wish: Parameters<typeof changeSubnet>[2]): string => {
  const configuration = read(text);
  const [subnet] = configuration.subnets;
  if (subnet === undefined) throw new Error('no subnet');
  return edited(text, changeSubnet(configuration, subnet, wish));
};

test('a subnet is changed where it says so already, and added to where it does not', () => {
  const range = { first: parseAddress('10.1.0.50'), last: parseAddress('10.1.0.59') };
  const after = changed(grownFile, {
    ranges: [range],
    routers: [parseAddress('10.1.0.254')],
    leaseTime: 3600,
  });
  const [before, now] = [grownFile.split('\n'), after.split('\n')];
  expect(now.filter((line) => !before.includes(line))).toEqual([
    '  range 10.1.0.50 10.1.0.59;',
    '  option routers 10.1.0.254;',
    '  default-lease-time 3600;',
    '  max-lease-time 3600;',
  ]);
  expect(before.filter((line) => !now.includes(line))).toEqual([
    '  range 10.1.0.100 10.1.0.149;',
    '  range dynamic-bootp 10.1.0.160 10.1.0.169;',
    '  option routers 10.1.0.1;',
  ]);
  // Said again, nothing is left to do.
  expect(changed(after, { ranges: [range], leaseTime: 3600 })).toBe(after);
  expect(changed('subnet 10.1.0.0 netmask 255.255.255.0 {}', { ranges: [range] })).toBe(
    'subnet 10.1.0.0 netmask 255.255.255.0 { range 10.1.0.50 10.1.0.59; }',
  );
  expect(netmask(parseCidr('10.2.0.0/23'))).toBe('255.255.254.0');
});

describeReal('ISC dhcpd', ['dhcpd'], () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'zonebot-dhcpd-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const complaints = (text: string): string => {
    const path = join(directory, 'dhcpd.conf');
    writeFileSync(path, text);
    const { status, stderr } = spawnSync('dhcpd', ['-t', '-4', '-cf', path], { encoding: 'utf8' });
    return status === 0 ? '' : stderr;
  };

  test('takes the file that we read, and every file that we make of it', () => {
    const base = withoutNames(grownFile);
    expect(complaints(base)).toBe('');
    const hosts = fc.sample(anyHost, 5);
    for (const host of hosts) expect(complaints(withHost(base, host))).toBe('');
    for (const { name } of read(base).hosts) expect(complaints(withoutHost(base, name))).toBe('');
    const range = { first: parseAddress('10.1.0.50'), last: parseAddress('10.1.0.59') };
    expect(
      complaints(
        changed(base, {
          ranges: [range, { first: parseAddress('10.1.0.70'), last: parseAddress('10.1.0.70') }],
          resolvers: [parseAddress('1.1.1.1'), parseAddress('9.9.9.9')],
          domain: 'lan.example',
          leaseTime: 60,
        }),
      ),
    ).toBe('');
    const configuration = read(base);
    const network = parseCidr('10.7.0.0/22');
    expect(
      complaints(
        edited(base, [
          addSubnet(configuration, network, {
            ranges: [{ first: parseAddress('10.7.0.5'), last: parseAddress('10.7.3.9') }],
            routers: [parseAddress('10.7.0.1')],
          }),
        ]),
      ),
    ).toBe('');
  });

  test('takes what it should not, which is why we look ourselves', () => {
    const twice = 'hardware ethernet 2:8:20:0:0:a; fixed-address 10.1.0.50;';
    expect(
      complaints(
        `subnet 10.1.0.0 netmask 255.255.255.0 { }\nhost a { ${twice} }\nhost b { ${twice} }\nhost c { hardware ethernet 2:8:20:0:0:c; fixed-address 172.16.0.1; }\n`,
      ),
    ).toBe('');
  });
});
