/** ipnat and ipfilter's service on a simulated host: its lies, its order, and what brings it into maintenance. */
import { expect, test } from 'vitest';
import { machineUnderTest, smallSeed } from '../../support/simulated-machine.ts';

const config = 'map igb0 10.1.0.0/24 -> 0/32 portmap tcp/udp auto\nmap igb0 10.1.0.0/24 -> 0/32\n';
const pair = [
  'map igb0 10.1.0.0/24 -> 0.0.0.0/32 portmap tcp/udp auto',
  'map igb0 10.1.0.0/24 -> 0.0.0.0/32',
];
const ipfilter = 'svc:/network/ipfilter:default';

const online = (text = config) =>
  machineUnderTest({ ...smallSeed, nat: { config: text, state: 'online' } });
const listed = async ({ run }: ReturnType<typeof online>) =>
  (await run(['ipnat', '-l'])).stdout.split('\n\n')[0]?.split('\n').slice(1);

test('lists rules in its own spelling, and sessions behind them', async () => {
  expect((await online().run(['ipnat', '-l'])).stdout).toBe(
    `List of active MAP/Redirect filters:\n${pair.join('\n')}\n\nList of active sessions:\n`,
  );
});

test('a rule that is there, or is not there to be removed, is complained of and no failure', async () => {
  const host = online();
  const twice = await host.run(['ipnat', '-f', '-'], { input: config });
  expect(twice).toMatchObject({ status: 0 });
  expect(twice.stderr).toContain('1:ioctl(add/insert nat rule): File exists');
  const gone = await host.run(['ipnat', '-r', '-f', '-'], {
    input: 'bimap igb0 10.1.0.1 -> 192.0.2.1',
  });
  expect(gone).toMatchObject({ status: 0, stderr: '1:ioctl(delete nat rule): No such process\n' });
  expect(await listed(host)).toEqual(pair);
});

test('what stands before a mistake is loaded all the same', async () => {
  const host = online();
  const said = await host.run(['ipnat', '-f', '-'], {
    input: 'bimap igb0 10.1.0.1 -> 192.0.2.1\nmap oops\n',
  });
  expect(said).toMatchObject({ status: 1, stderr: 'syntax error error at "", line 2\n' });
  expect(await listed(host)).toEqual([...pair, 'bimap igb0 10.1.0.1/32 -> 192.0.2.1/32']);
  const dry = await host.run(['ipnat', '-n', '-f', '-'], { as: 'user', input: 'map oops' });
  expect(dry.status).toBe(1);
});

test("the device is root's, and there only while ipfilter runs", async () => {
  const host = online();
  expect(await host.run(['ipnat', '-l'], { as: 'user' })).toMatchObject({
    status: 1,
    stderr: '/dev/ipnat: open: Permission denied\n',
  });
  await host.run(['svcadm', 'disable', '-s', ipfilter]);
  expect(await host.run(['ipnat', '-l'])).toMatchObject({
    status: 1,
    stderr: '/dev/ipnat: open: No such file or directory\n',
  });
});

test('a refresh loads the file anew; one with a mistake brings maintenance, out of which it has to be taken', async () => {
  const host = online();
  await host.run(['ipnat', '-f', '-'], { input: 'bimap igb0 10.1.0.1 -> 192.0.2.1' });
  await host.run(['svcadm', 'refresh', ipfilter]);
  expect(await listed(host)).toEqual(pair);
  host.machine.files.write('/etc/ipf/ipnat.conf', `${config}oops\n`);
  await host.run(['svcadm', 'refresh', ipfilter]);
  const state = async () => (await host.run(['svcs', '-H', '-o', 'state', ipfilter])).stdout.trim();
  expect(await state()).toBe('maintenance');
  await host.run(['svcadm', 'enable', ipfilter]);
  expect(await state()).toBe('maintenance');
  host.machine.files.write('/etc/ipf/ipnat.conf', config);
  await host.run(['svcadm', 'clear', ipfilter]);
  expect([await state(), await listed(host)]).toEqual(['online', pair]);
});

test('svcprop tells the path of the file', async () => {
  const { run } = online();
  expect((await run(['svcprop', '-p', 'config/ipnat_config_file', ipfilter])).stdout).toBe(
    '/etc/ipf/ipnat.conf\n',
  );
  expect((await run(['svcprop', '-p', 'config/nothing', ipfilter])).status).toBe(1);
});
