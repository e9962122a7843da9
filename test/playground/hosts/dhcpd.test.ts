/** The simulated dhcpd accepts and refuses what the real one does, file by file. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openindianaSeed } from '../../../playground/hosts/seeds/openindiana.ts';
import { faultsOf } from '../../../playground/hosts/tools/dhcpd.ts';
import { grownFile, withoutNames } from '../../hostlink/dhcp/files.ts';
import { describeReal } from '../../support/real.ts';

const net = 'subnet 10.1.0.0 netmask 255.255.255.0';
const host = (name: string, inside: string) => `host ${name} { ${inside} }\n`;

const files: readonly (readonly [what: string, text: string, accepts: boolean])[] = [
  ['that has grown', withoutNames(grownFile), true],
  ['of the playground', openindianaSeed.dhcp?.config ?? '', true],
  ['that is empty', '', true],
  ['without a semicolon', `${net} { option routers 10.1.0.1 }\n`, false],
  ['with a block that does not end', `${net} {\n`, false],
  ['with a brace too many', `${net} { }\n}\n`, false],
  ['with host bits', 'subnet 10.1.0.1 netmask 255.255.255.0 { }\n', false],
  ['with a name twice', `${host('a', '')}${host('a', '')}`, false],
  ['with a bad MAC address', host('a', 'hardware ethernet 2:8:20:1:zz:3;'), false],
  ['with a range outside', `${net} { range 10.2.0.5 10.2.0.9; }\n`, false],
  ['with a range that leaves its subnet', `${net} { range 10.1.0.200 10.1.1.9; }\n`, false],
  ['with a range the other way round', `${net} { range 10.1.0.9 10.1.0.5; }\n`, true],
  ['with a range that is no address', `${net} { range 10.1.0 10.1.0.9; }\n`, false],
  [
    'with ranges that overlap',
    `${net} { range 10.1.0.5 10.1.0.9; range 10.1.0.9 10.1.0.12; }\n`,
    false,
  ],
  ['with a statement that there is none of', `${net} { rang 10.1.0.5; }\n`, false],
  [
    'with what only we refuse',
    `${net} { }\n${host('a', 'hardware ethernet 2:8:20:0:0:1; fixed-address 10.9.0.1;')}${host('b', 'hardware ethernet 2:8:20:0:0:1; fixed-address 10.9.0.1;')}`,
    true,
  ],
];

describeReal('dhcpd -t', ['dhcpd'], () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'zonebot-dhcpd-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test.each(files)('of a file %s', (_, text, accepts) => {
    const path = join(directory, 'dhcpd.conf');
    writeFileSync(path, text);
    const { status, stderr } = spawnSync('dhcpd', ['-t', '-4', '-cf', path], { encoding: 'utf8' });
    expect([status === 0, stderr]).toEqual([accepts, expect.any(String)]);
    expect(faultsOf(text, path).length === 0).toBe(accepts);
  });
});
