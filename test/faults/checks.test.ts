/** Each check finds what it is there to find, planted one by one, and nothing where nothing is wrong. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/store/open-embedded.ts';
import { openStore } from '../../src/store/open-store.ts';
import { type PlainHost, type PlainSsh, plainHost } from '../support/plain-ssh.ts';
import { until } from '../support/processes.ts';
import { embeddedPlace, silent } from '../support/store-places.ts';
import { isClean, type Outcome, type Try } from './campaign.ts';
import { cardFaults } from './checks/cards.ts';
import { deltaOf, differences, inventoryOf, remainsOf, withoutNames } from './checks/inventory.ts';
import { journalFaults } from './checks/journal.ts';
import { rememberedFaults } from './checks/remembered.ts';
import { heldLocks, leftFiles, processesOf } from './checks/runner-remains.ts';
import { passedOver } from './survey.ts';

const operation = 'abcdefghij';

describe('on a host', () => {
  let here: PlainHost;
  let ssh: PlainSsh;
  beforeAll(async () => {
    here = await plainHost();
    ssh = await here.connect();
  });
  afterAll(async () => {
    ssh.end();
    await here?.stop();
  });

  const run = async (script: string) => {
    const { status, stderr } = await ssh.exec(`${here.prelude}set -e\n${script}`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
  };
  const look = () => inventoryOf(here.host.dump());
  const create = (zone: string, address: string) =>
    run(
      `pfexec dladm create-vnic -l stub0 ${zone}_0
      pfexec zonecfg -z ${zone} 'create -b; set zonepath=/zones/${zone}; set brand=ipkg; set ip-type=exclusive; add net; set physical=${zone}_0; set allowed-address=${address}/24; set defrouter=10.1.0.1; end'
      pfexec zoneadm -z ${zone} install >/dev/null
      pfexec zoneadm -z ${zone} boot
      echo 'zone "${zone}" { net "default" { address "${address}/24"; }; }' >/etc/zmgr/zones/${zone}.kdl`,
    );
  /** What it changed, held against what the same for another zone changes. */
  const leaksOf = async (zone: string, address: string, alter: () => Promise<void>) => {
    const before = look();
    await create(zone, address);
    const good = withoutNames(deltaOf(before, look()), { zone, address });
    await alter();
    return differences(good, withoutNames(deltaOf(before, look()), { zone, address }));
  };

  test('two zones made alike differ in nothing', async () => {
    const deltas = [];
    for (const [zone, address] of [
      ['one001', '10.1.0.20'],
      ['one002', '10.1.0.21'],
    ] as const) {
      const before = look();
      await create(zone, address);
      deltas.push(withoutNames(deltaOf(before, look()), { zone, address }));
    }
    const [first, second] = deltas;
    expect(first?.size).toBeGreaterThan(8);
    expect(differences(first ?? new Map(), second ?? new Map())).toEqual([]);
  });

  test.each([
    ['vnic', 'a VNIC', 'pfexec dladm create-vnic -l stub0 ghost0', 'links/ghost0'],
    [
      'address',
      'an address of the host',
      'pfexec ipadm create-addr -T static -a 10.9.0.9/24 igb0/ghost',
      'addresses/igb0/ghost',
    ],
    [
      'entry',
      'an entry',
      'echo ghost >/etc/zmgr/zones/ghost.kdl',
      'files//etc/zmgr/zones/ghost.kdl',
    ],
    [
      'zone',
      'a zone',
      "pfexec zonecfg -z ghost 'create -b; set zonepath=/zones/ghost; set brand=ipkg'",
      'zones/ghost',
    ],
    ['host', 'another file', 'echo ghost >/etc/zmgr/ghost', 'files//etc/zmgr/ghost'],
  ] as const)('%s: %s that nobody asked for', async (kind, name, script, place) => {
    const zone = `two${kind.slice(0, 3)}`;
    const leaks = await leaksOf(zone, '10.1.0.30', () => run(script));
    expect(leaks.find(({ what }) => what.startsWith(place))?.kind, name).toBe(kind);
  });

  test.each([
    [
      'vnic',
      'a VNIC',
      'pfexec zoneadm -z edge1 halt; pfexec dladm delete-vnic edge1_1',
      'links/edge1_1',
    ],
    [
      'entry',
      'an entry of another zone that was changed',
      'echo ghost >>/etc/zmgr/zones/intranet.kdl',
      'files//etc/zmgr/zones/intranet.kdl',
    ],
    [
      'entry',
      'its own entry, which has gone',
      'rm /etc/zmgr/zones/thr3.kdl',
      'files//etc/zmgr/zones/<zone>.kdl',
    ],
    ['zone', 'the zone, which does not run', 'pfexec zoneadm -z thr4 halt', 'zones/<zone>'],
  ] as const)('%s: %s', async (kind, _, script, place) => {
    const zone = /thr\d/.exec(script)?.[0] ?? `thr0${kind}`.slice(0, 6);
    const leaks = await leaksOf(zone, '10.1.0.31', () => run(script));
    expect(leaks.find(({ what }) => what.startsWith(place))?.kind).toBe(kind);
  });

  test('what is left of a zone that should be gone, and of its address', async () => {
    await create('fou001', '10.1.0.40');
    await create('fou002', '10.1.0.4');
    await run('pfexec zoneadm -z fou001 halt; pfexec zoneadm -z fou001 uninstall -F');
    const places = () =>
      remainsOf(look(), 'fou001', '10.1.0.40').map(({ kind, what }) => `${kind} ${what}`);
    expect(places().join('\n')).toMatch(/^vnic links\/fou001_0/m);
    expect(places().join('\n')).toMatch(/^zone zones\/fou001/m);
    expect(places().join('\n')).toMatch(/^zone files\/\/etc\/zones\/index:fou001/m);
    await run('pfexec zonecfg -z fou001 delete -F; pfexec dladm delete-vnic fou001_0');
    await run('mv /etc/zmgr/zones/fou001.kdl /etc/zmgr/zones/other.kdl');
    await run("sed -i 's/fou001/other/' /etc/zmgr/zones/other.kdl");
    expect(places()).toEqual(['address files//etc/zmgr/zones/other.kdl has 10.1.0.40 of fou001']);
    await run('rm /etc/zmgr/zones/other.kdl');
    expect(places()).toEqual([]);
  });

  test('a process that lives on, whatever it is called', async () => {
    const own = new Set(processesOf(here.host).map(({ pid }) => pid));
    const left = () => processesOf(here.host).filter(({ pid }) => !own.has(pid));
    await until('the last exec has gone', () => left().length === 0);
    await run('sh -c "exec sleep 60" </dev/null >/dev/null 2>&1 &');
    await until('it is seen', () => left().some(({ command }) => command === 'sleep 60'));
    for (const { pid } of left()) process.kill(pid, 'SIGKILL');
    await until('it has gone', () => left().length === 0);
  });

  test('an address that is passed over, and none while another has it', async () => {
    const at = { inventory: look(), operations: new Set<string>(), calls: 0 };
    // 10.1.0.20, .21, .30 and .31 were given out above.
    expect(passedOver({ ...at, next: '10.1.0.22' }, '10.1.0.20')).toEqual([]);
    expect(passedOver({ ...at, next: '10.1.0.24' }, '10.1.0.20')).toEqual([
      '10.1.0.22',
      '10.1.0.23',
    ]);
  });
});

describe('in the state directory', () => {
  let state: string;
  beforeAll(() => {
    state = mkdtempSync(join(tmpdir(), 'zonebot-state-'));
    mkdirSync(join(state, 'lock/zone/web01'), { recursive: true });
    mkdirSync(join(state, 'lock/links'), { recursive: true });
    mkdirSync(join(state, 'ops', operation, 'out'), { recursive: true });
  });
  afterAll(() => rmSync(state, { recursive: true, force: true }));
  const write = (path: string) => writeFileSync(join(state, path), `${operation} 12 12 boot\n`);

  test('a lock is held by its highest ticket alone', () => {
    for (const ticket of ['9', '9.free', '10']) write(`lock/zone/web01/${ticket}`);
    for (const ticket of ['1', '2', '2.free']) write(`lock/links/${ticket}`);
    expect(heldLocks(state)).toEqual([
      { kind: 'lock', what: `zone/web01 is held: ${operation} 12 12 boot` },
    ]);
    write('lock/zone/web01/10.free');
    expect(heldLocks(state)).toEqual([]);
  });

  test('files that an operation which has ended does not need', () => {
    write(`ops/${operation}/events`);
    expect(leftFiles(state, operation)).toEqual([]);
    for (const name of ['owner.12', 'reserve', 'script']) write(`ops/${operation}/${name}`);
    expect(leftFiles(state, operation).map(({ what }) => what)).toHaveLength(3);
  });
});

describe('in a journal', () => {
  const good = ['claimed run', 'locked zone/<zone>', 'started 1', 'done 1', 'end done'];
  const own = good.map((word) => word.replace('<zone>', 'web01'));
  test.each([
    ['as undisturbed', own, 0],
    ['after another operation', ['claimed run', 'waiting zone/web01 xyz', ...own.slice(1)], 0],
    ['without an end', own.slice(0, -1), 2],
    ['with two', [...own, 'end done'], 2],
    ['with another end', [...own.slice(0, -1), 'end unwound'], 1],
    ['with a step done twice', [...own.slice(0, -1), 'started 1', 'done 1', 'end done'], 1],
    ['of another zone', own.map((word) => word.replace('web01', 'web02')), 1],
  ])('%s', (_, words, count) => {
    expect(journalFaults(operation, words, good, 'web01')).toHaveLength(count);
  });
});

describe('in Slack', () => {
  const message = (text: string, key = `operation:${operation}`) => ({
    channel: 'C1',
    ts: '1.1',
    user: 'U1',
    text,
    blocks: [],
    metadata: { event_type: 'zonebot', event_payload: { dedupe_key: key } },
  });
  const card = message('Create web01 on hv-04: done. web01 runs');
  const reply = message('approved', `operation:${operation}:vote`);
  test.each([
    ['one card', [card, reply, message('else', 'operation:klmnopqrst')], 0],
    ['no card', [reply], 1],
    ['two cards', [card, card], 1],
    ['one that was never brought to its end', [message('Create web01 on hv-04: running')], 1],
    ['one with another end', [message('Create web01 on hv-04: stuck')], 1],
    ['one about another zone', [message('Create web02 on hv-04: done')], 1],
    ['a reply twice', [card, reply, reply], 1],
  ])('%s', (_, messages, count) => {
    expect(cardFaults(messages, operation, 'web01')).toHaveLength(count);
  });
});

test('in the database: holds, operations, workflows and messages that are left', async () => {
  const { place, directory, remove } = await embeddedPlace();
  try {
    const store = await openStore({ place, log: silent });
    await store.workflows.launch();
    await store.workflows.stop();
    await store.close();
    expect(await rememberedFaults(place)).toEqual([]);

    const { pool, close } = await openEmbedded(directory);
    const insert = async (id: string, state: string, ended: string, runs = 1) => {
      await pool.query(
        `INSERT INTO zonebot.operation
           (id, team, actor, channel, host, verb, subject, command, arguments, state, runs, asked_at, ended_at)
         VALUES ($1, 'T1', 'U1', 'C1', 'hv-04', 'create', $1, 'create', '{}', $2, $3, now(), ${ended})`,
        [id, state, runs],
      );
      await pool.query('INSERT INTO zonebot.hold (host, address, operation) VALUES ($1, $2, $3)', [
        'hv-04',
        `10.1.0.${id.charCodeAt(0)}`,
        id,
      ]);
    };
    await insert('aaaaaaaaaa', 'done', 'now()');
    await insert('bbbbbbbbbb', 'running', 'NULL');
    await insert('cccccccccc', 'done', 'now()', 2);
    await pool.query("UPDATE zonebot.hold SET freed_at = now() WHERE operation = 'cccccccccc'");
    await pool.query(
      `INSERT INTO zonebot.message (dedupe_key, channel, content, waiting_since, given_up)
       VALUES ('operation:dddddddddd', 'C1', '{}', now(), NULL),
              ('operation:eeeeeeeeee', 'C1', '{}', NULL, 'is_archived'),
              ('operation:ffffffffff', 'C1', '{}', NULL, NULL)`,
    );
    await pool.query(
      `INSERT INTO dbos.workflow_status (workflow_uuid, status, name)
       VALUES ('gggggggggg.1', 'PENDING', 'run'), ('hhhhhhhhhh.1', 'SUCCESS', 'run')`,
    );
    await close();
    const found = await rememberedFaults(place);
    expect(found.map(({ kind, operation: whose }) => `${kind} ${whose[0]}`)).toEqual([
      'address a',
      'operation b',
      'operation g',
      'operation c',
      'card d',
      'card e',
    ]);
  } finally {
    await remove();
  }
}, 60_000);

describe('a campaign is clean', () => {
  const good: Try = {
    store: 'embedded',
    verb: 'create',
    zone: 'web01',
    fault: 'event 1',
    fired: true,
    late: 0,
    milliseconds: 1,
    leaks: [],
  };
  const leak = { kind: 'vnic', what: 'links/ghost0' } as const;
  const outcome = (tries: readonly Try[], leaks: Outcome['leaks'] = []): Outcome => ({
    campaign: 'crash',
    seed: 1,
    tries,
    leaks,
  });
  test.each([
    ['where all fired and nothing is left', outcome([good]), true],
    ['not where nothing was tried', outcome([]), false],
    ['not where a fault never fired', outcome([good, { ...good, fired: false }]), false],
    ['not where a try left something', outcome([{ ...good, leaks: [leak] }]), false],
    [
      'not where something is left at the end',
      outcome([good], [{ ...leak, store: 'postgres' }]),
      false,
    ],
  ])('%s', (_, what, clean) => {
    expect(isClean(what)).toBe(clean);
  });
});
