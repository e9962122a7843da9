/** A DHCP server from nothing to a reservation and back, on OmniOS; and what people and dhcpd do meanwhile. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAddress, parseCidr } from '../../../hostlink/ipam/address.ts';
import { parseLinkName } from '../../../hostlink/names/link-name.ts';
import { confirmDhcpChange } from '../../../hostlink/plans/dhcp-done.ts';
import { dhcpFileFacts } from '../../../hostlink/plans/dhcp-on-host.ts';
import { omniosSeed } from '../../../playground/hosts/seeds/omnios.ts';
import { planPower, planRelease, planReserve, planSubnet } from '../../support/dhcp-on-host.ts';
import { carryOut } from '../../support/operations-on-host.ts';
import { type HostUnderTest, simulatedHost } from '../../support/simulated-host.ts';

const online = { 'svc:/network/service/dhcp:ipv4': 'online' };
let omnios: HostUnderTest;
let openindiana: HostUnderTest;
beforeAll(async () => {
  omnios = await simulatedHost({ name: 'om-01', dialect: 'omnios', seed: omniosSeed });
  openindiana = await simulatedHost();
});
afterAll(async () => {
  await omnios.stop();
  await openindiana.stop();
});

const done = { kind: 'ended', outcome: 'done' };

test('from no file to one with a reservation, and back to the byte', async () => {
  const file = () => omnios.host.state().files['/etc/dhcpd.conf'];
  expect(file()).toBeUndefined();
  const first = await planSubnet(omnios, () => ({
    subnet: parseCidr('192.0.2.0/24'),
    ranges: [{ first: parseAddress('192.0.2.200'), last: parseAddress('192.0.2.219') }],
    listen: { kind: 'whole', values: [parseLinkName('ixgbe0')] },
  }));
  expect((await carryOut(omnios, first)).end).toEqual(done);
  const served = 'subnet 192.0.2.0 netmask 255.255.255.0 {\n  range 192.0.2.200 192.0.2.219;\n}\n';
  expect(file()).toBe(served);
  expect((await carryOut(omnios, await planPower(omnios, 'start'))).end).toEqual(done);
  expect(omnios.host.state().services).toMatchObject(online);

  const reserve = await planReserve(omnios, 'printer', 1, '192.0.2');
  expect((await carryOut(omnios, reserve)).end).toEqual(done);
  const facts = await omnios.observe(dhcpFileFacts);
  expect(() => confirmDhcpChange(reserve, facts)).not.toThrow();
  expect(file()).toContain('fixed-address 192.0.2.121;');
  // A comment at another place is no reason to be stale, and stays.
  const release = await planRelease(omnios, '192.0.2.121');
  const path = join(omnios.host.root, 'etc/dhcpd.conf');
  writeFileSync(path, `# mine\n${readFileSync(path, 'utf8')}`);
  expect((await carryOut(omnios, release)).end).toEqual(done);
  expect(file()).toBe(`# mine\n${served}`);
  const after = await omnios.observe(dhcpFileFacts);
  expect(() => confirmDhcpChange(release, after)).not.toThrow();
  expect(() => confirmDhcpChange(reserve, after)).toThrow('has a file that says something else');
  expect((await carryOut(omnios, release)).end).toEqual({ kind: 'ended', outcome: 'stale' });
  expect(omnios.host.state().services).toMatchObject(online);
});

test('a file that dhcpd does not accept, since somebody broke it, stays as it is, and the server runs on', async () => {
  const path = join(openindiana.host.root, 'etc/inet/dhcpd4.conf');
  const broken = `${readFileSync(path, 'utf8')}rang 10.1.0.5;\n`;
  writeFileSync(path, broken);
  const plan = await planReserve(openindiana, 'printer', 1);
  const { end, events } = await carryOut(openindiana, plan);
  expect(end).toEqual({ kind: 'ended', outcome: 'unwound' });
  expect(JSON.stringify(events)).toContain('does not accept it');
  expect(readFileSync(path, 'utf8')).toBe(broken);
  expect(openindiana.host.state().services).toMatchObject({
    'svc:/network/dhcp/server:ipv4': 'online',
  });
});
