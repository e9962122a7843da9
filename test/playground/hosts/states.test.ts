/** zoneadm's state machine, as data: what each verb does in each state, its words, its exit status, where it ends. */
import { expect, test } from 'vitest';
import { findZone } from '../../../playground/hosts/model/machine.ts';
import { zoneStates } from '../../../playground/hosts/model/zone.ts';
import { machineUnderTest } from '../../support/simulated-machine.ts';

type Outcome = readonly [status: number, said: string, state: string];
const incomplete: Outcome = [1, "zoneadm: zone 'z': zone is incomplete; uninstall required.", ''];
const already: Outcome = [1, "zoneadm: zone 'z': is already installed.", ''];
const notRunning: Outcome = [1, "zoneadm: zone 'z': not running", ''];
const booted: Outcome = [0, "zone 'z': zone is already booted", ''];
const active = (verb: string, state: string): Outcome => [
  1,
  `zoneadm: zone 'z': ${verb} operation is invalid for ${state} zones.`,
  '',
];
const daemon = (verb: string, state: string): Outcome => [
  1,
  `zone 'z': ${verb} operation is invalid for zones in state '${state}'`,
  '',
];
const first = (verb: string): Outcome => [
  1,
  `zoneadm: zone 'z': must be installed before ${verb}.`,
  '',
];
const to = (state: string): Outcome => [0, '', state];

/** Columns in the order of the states: configured incomplete installed ready running shutting_down down mounted. */
const table: Readonly<Record<string, readonly Outcome[]>> = {
  install: [
    to('installed'),
    incomplete,
    already,
    ...['ready', 'running', 'shutting_down', 'down', 'mounted'].map((state) =>
      active('install', state),
    ),
  ],
  'uninstall -F': [
    [1, "zoneadm: zone 'z': is already in state 'configured'.", ''],
    to('configured'),
    to('configured'),
    ...['ready', 'running', 'shutting_down', 'down', 'mounted'].map((state) =>
      active('uninstall', state),
    ),
  ],
  boot: [
    first('boot'),
    first('boot'),
    to('running'),
    to('running'),
    booted,
    booted,
    booted,
    daemon('boot', 'mounted'),
  ],
  halt: [
    daemon('halt', 'configured'),
    daemon('halt', 'incomplete'),
    [0, "zone 'z': zone is already halted", ''],
    to('installed'),
    to('installed'),
    to('installed'),
    to('installed'),
    daemon('halt', 'mounted'),
  ],
  shutdown: [
    notRunning,
    notRunning,
    notRunning,
    daemon('shutdown', 'ready'),
    to('installed'),
    to('installed'),
    to('installed'),
    daemon('shutdown', 'mounted'),
  ],
  'shutdown -r': [
    notRunning,
    notRunning,
    notRunning,
    daemon('shutdown', 'ready'),
    to('running'),
    to('running'),
    to('running'),
    daemon('shutdown', 'mounted'),
  ],
  reboot: [
    notRunning,
    notRunning,
    notRunning,
    daemon('reboot', 'ready'),
    to('running'),
    to('running'),
    to('running'),
    daemon('reboot', 'mounted'),
  ],
  'mark incomplete': [
    to('incomplete'),
    to('incomplete'),
    to('incomplete'),
    ...['ready', 'running', 'shutting_down', 'down', 'mounted'].map((state) =>
      active('mark', state),
    ),
  ],
  ready: [
    first('ready'),
    first('ready'),
    to('ready'),
    to('ready'),
    to('ready'),
    to('ready'),
    to('ready'),
    daemon('ready', 'mounted'),
  ],
};

const cases = Object.entries(table).flatMap(([verb, outcomes]) =>
  zoneStates.map((state, at) => ({ verb, state, outcome: outcomes[at] })),
);

test.each(cases)('$verb of a $state zone', async ({ verb, state, outcome }) => {
  const { run, machine } = machineUnderTest();
  await run(['zonecfg', '-z', 'z', 'create -b; set zonepath=/zones/z']);
  const zone = findZone(machine, 'z');
  if (zone === undefined) throw new Error('the zone was not made');
  zone.state = state;
  const { status, stderr } = await run(['zoneadm', '-z', 'z', ...verb.split(' ')]);
  const [wantedStatus, said, ends] = outcome ?? to('');
  expect([status, stderr.trimEnd(), zone.state]).toEqual([
    wantedStatus,
    said,
    ends === '' ? state : ends,
  ]);
});

test('one operation of a zone at a time, and other zones are free meanwhile', async () => {
  const waiting: (() => void)[] = [];
  const host = machineUnderTest(undefined, () => new Promise((resolve) => waiting.push(resolve)));
  const install = host.run(['zoneadm', '-z', 'configured', 'install']);
  expect(findZone(host.machine, 'configured')?.state).toBe('incomplete');
  expect(await host.run(['zoneadm', '-z', 'configured', 'mark', 'incomplete'])).toMatchObject({
    status: 1,
    stderr: "zoneadm: zone 'configured': another zoneadm may have an operation in progress.\n",
  });
  const boot = host.run(['zoneadm', '-z', 'installed', 'boot']);
  let ended = 0;
  for (const one of [install, boot]) void one.then(() => (ended += 1));
  while (ended < 2) {
    for (const go of waiting.splice(0)) go();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await boot).status).toBe(0);
  expect((await install).status).toBe(0);
  expect(findZone(host.machine, 'configured')?.state).toBe('installed');
});

test.each(['halt', 'shutdown', 'shutdown -r', 'reboot'])(
  '%s goes through every state on the way, with the old id until it is down',
  async (verb) => {
    const seen: string[] = [];
    const host = machineUnderTest(undefined, async () => {
      const zone = findZone(host.machine, 'running');
      seen.push(`${zone?.state} ${zone?.id}`);
    });
    const id = findZone(host.machine, 'running')?.id;
    await host.run(['zoneadm', '-z', 'running', ...verb.split(' ')]);
    const next = Number(id) + 1;
    expect(seen).toEqual([
      ...(verb.startsWith('shutdown') ? [`running ${id}`] : []),
      `shutting_down ${id}`,
      `down ${id}`,
      ...(verb === 'reboot' || verb === 'shutdown -r' ? [`ready ${next}`] : []),
    ]);
    const zone = findZone(host.machine, 'running');
    expect([zone?.state, zone?.id]).toEqual(
      verb === 'halt' || verb === 'shutdown' ? ['installed', undefined] : ['running', next],
    );
  },
);

test('a reboot of a zone changes its id', async () => {
  const { run, machine } = machineUnderTest();
  const before = findZone(machine, 'running')?.id;
  await run(['zoneadm', '-z', 'running', 'reboot']);
  expect(findZone(machine, 'running')?.id).not.toBe(before);
  expect(findZone(machine, 'running')?.state).toBe('running');
});
