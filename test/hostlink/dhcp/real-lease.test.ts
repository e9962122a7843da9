/** Real dhcpd with a file of ours, in network namespaces of their own: a machine gets the address that was reserved for it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfiguration } from '../../../hostlink/dhcp/configuration.ts';
import { addHost, addSubnet, edited, removeStatement } from '../../../hostlink/dhcp/edit.ts';
import { parseLeases } from '../../../hostlink/dhcp/leases.ts';
import { formatAddress, parseAddress, parseCidr } from '../../../hostlink/ipam/address.ts';
import { parseMacAddress } from '../../../hostlink/names/mac-address.ts';
import { describeReal } from '../../support/real.ts';

/** The server's namespace is this one; each client is a machine at the other end of the same wire, one after the other. */
const world = `set -e
cd "$1"; shift
ip link set lo up
unshare -n sleep 60 & machine=$!
ip link add srv0 type veth peer name net0
until ip link set net0 netns $machine 2>/dev/null; do sleep 0.02; done
ip addr add 10.1.0.2/24 dev srv0
ip link set srv0 up
: >leases
dhcpd -4 -q -f -d -cf dhcpd.conf -lf leases --no-pid -user root -group root srv0 2>log & server=$!
trap 'kill $server $machine' EXIT
for mac; do
  nsenter -t $machine -n sh -c "ip link set net0 down; ip link set net0 address $mac; ip link set net0 up; until ip link show net0 | grep -q LOWER_UP; do sleep 0.02; done; exec busybox udhcpc -i net0 -f -q -n -t 6 -T 1 -s /bin/true" 2>&1 | sed -n "s/.*lease of \\([0-9.]*\\) obtained.*/\\1/p"
done
`;

describeReal('a real DHCP server', ['dhcpd', 'unshare', 'nsenter', 'ip', 'busybox'], () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'zonebot-lease-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test('gives a reserved address to its machine, and one of the range to another', () => {
    const read = (text: string) => parseConfiguration('dhcpd.conf', text);
    const range = { first: parseAddress('10.1.0.200'), last: parseAddress('10.1.0.200') };
    const served = edited('# of a test\n', [
      addSubnet(read('# of a test\n'), parseCidr('10.1.0.0/24'), {
        ranges: [range],
        routers: [parseAddress('10.1.0.1')],
        leaseTime: 600,
      }),
    ]);
    const [web, gone, guest] = ['02:08:20:00:00:0a', '02:08:20:00:00:0b', '02:08:20:00:00:0c'].map(
      parseMacAddress,
    );
    if (web === undefined || gone === undefined || guest === undefined) throw new Error('no MACs');
    const withHost = (text: string, name: string, mac: typeof web, address: string) =>
      edited(text, [
        addHost(read(text), { name, mac, address: parseAddress(address), zone: name }),
      ]);
    const reserved = withHost(
      withHost(served, 'web01', web, '10.1.0.50'),
      'old',
      gone,
      '10.1.0.51',
    );
    const old = read(reserved).hosts.find(({ name }) => name === 'old');
    if (old === undefined) throw new Error('no reservation');
    const released = edited(reserved, [removeStatement(reserved, old.statement)]);
    writeFileSync(join(directory, 'dhcpd.conf'), released);

    const { stdout, stderr } = spawnSync(
      'unshare',
      ['-Urnm', 'sh', '-c', world, 'sh', directory, web, guest],
      { encoding: 'utf8', timeout: 15_000 },
    );
    const log = readFileSync(join(directory, 'log'), 'utf8');
    expect(stdout.split('\n'), `${stderr}\n${log}`).toEqual(['10.1.0.50', '10.1.0.200', '']);
    // What dhcpd wrote down itself.
    const leases = parseLeases('leases', readFileSync(join(directory, 'leases'), 'utf8'));
    expect(leases.map(({ address, mac, state }) => [formatAddress(address), mac, state])).toEqual([
      ['10.1.0.200', guest, 'active'],
    ]);
  }, 20_000);
});
