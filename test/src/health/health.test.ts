/** Health over real HTTP: what is told when all is well, and when the database or Slack is gone. */
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type HostName, parseHostName } from '../../../hostlink/names/host-name.ts';
import { type Health, startHealth } from '../../../src/health/health.ts';
import type { Vitals } from '../../../src/health/vitals.ts';
import type { Tally } from '../../../src/store/tally.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const hv04 = parseHostName('hv-04');
const hv05 = parseHostName('hv-05');
const gone = new Error('no database');

/** What a test changes while the server runs. */
class World {
  readonly clock = new ManualClock();
  isSlackConnected = true;
  store: 'answers' | 'fails' | 'hangs' = 'answers';
  tally: Tally = {
    operations: [
      { state: 'done', reached: 'host', count: 3 },
      { state: 'failed', reached: 'request', count: 2 },
    ],
    runs: 4,
    adoptions: 1,
    replicas: 3,
    glass: { broken: 3, open: 2, overdue: 1 },
    messagesWaiting: 2,
    waitingSince: new Date(this.clock.now().getTime() - 90_000),
  };
  readonly connected = new Set<HostName>([hv04]);

  /** Milliseconds since its last heartbeat. */
  silence = 900;

  readonly vitals: Vitals = {
    replica: {
      isEldest: () => true,
      lastBeat: () => new Date(this.clock.now().getTime() - this.silence),
    },
    clock: this.clock,
    isSlackConnected: () => this.isSlackConnected,
    store: { check: () => this.#answer(undefined), tally: () => this.#answer(this.tally) },
    hosts: {
      names: [hv04, hv05],
      isConnected: (name) => this.connected.has(name),
      lastSeen: (name) => (name === hv04 ? new Date(1_790_000_000_500) : undefined),
    },
  };

  #answer<T>(value: T): Promise<T> {
    if (this.store === 'hangs') return new Promise(() => {});
    return this.store === 'fails' ? Promise.reject(gone) : Promise.resolve(value);
  }
}

const running: Health[] = [];
afterEach(async () => {
  for (const health of running.splice(0)) await health.stop();
});

async function start(world = new World()): Promise<Health> {
  const health = await startHealth({ port: 0, vitals: world.vitals, version: '1.2.3' });
  running.push(health);
  return health;
}

const read = async ({ url }: Health, path: string) => {
  const response = await fetch(`${url}${path}`);
  return { status: response.status, text: await response.text(), headers: response.headers };
};

/** The lines of the bot's own metrics, without their explanations. */
const ownMetrics = async (health: Health): Promise<readonly string[]> =>
  (await read(health, '/metrics')).text.split('\n').filter((line) => line.startsWith('zonebot_'));

test('the process answers, whatever else is gone', async () => {
  const world = new World();
  world.store = 'hangs';
  world.isSlackConnected = false;
  expect(await read(await start(world), '/healthz')).toMatchObject({
    status: 200,
    text: 'alive\n',
  });
});

test('another path is told which there are', async () => {
  const { status, text } = await read(await start(), '/');
  expect(status).toBe(404);
  expect(text).toMatch(/\/healthz, \/readyz and \/metrics/);
});

test('nobody may keep an answer', async () => {
  const health = await start();
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    expect((await read(health, path)).headers.get('cache-control')).toBe('no-store');
  }
});

test('a port that is taken is told by its number', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => other.once('listening', listening));
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await expect(
    startHealth({ port, vitals: new World().vitals, version: '1.2.3' }),
  ).rejects.toMatchObject({
    code: 'zmgr::health::port-taken',
    message: `Port ${port} of 127.0.0.1 cannot be listened on`,
  });
  other.close();
});

test('it stops while somebody holds a connection open', async () => {
  const health = await startHealth({ port: 0, vitals: new World().vitals, version: '1.2.3' });
  await read(health, '/healthz');
  await health.stop();
  await expect(read(health, '/healthz')).rejects.toThrow();
});

describe('readiness', () => {
  test('is there when database and Slack are, hosts or not', async () => {
    const world = new World();
    world.connected.clear();
    expect(await read(await start(world), '/readyz')).toMatchObject({
      status: 200,
      text: 'ready\n',
    });
  });

  test('says what is not, and comes back', async () => {
    const world = new World();
    const health = await start(world);
    world.isSlackConnected = false;
    expect(await read(health, '/readyz')).toMatchObject({
      status: 503,
      text: 'not ready\nSlack is not connected\n',
    });
    world.store = 'fails';
    expect((await read(health, '/readyz')).text).toBe(
      'not ready\nthe database does not answer\nSlack is not connected\n',
    );
    world.store = 'answers';
    world.isSlackConnected = true;
    expect((await read(health, '/readyz')).status).toBe(200);
    world.silence = 9_400;
    expect(await read(health, '/readyz')).toMatchObject({
      status: 503,
      text: "not ready\nthis replica's last heartbeat was 9 s ago\n",
    });
  });

  test('does not wait for a database that hangs', async () => {
    const world = new World();
    const health = await start(world);
    world.store = 'hangs';
    const answer = read(health, '/readyz');
    let status: number | undefined;
    void answer.then((it) => {
      status = it.status;
    });
    await expect
      .poll(async () => {
        await world.clock.pass(1_000);
        return status;
      })
      .toBe(503);
  });
});

describe('metrics', () => {
  test('are Prometheus text, with the process among them', async () => {
    const { status, headers, text } = await read(await start(), '/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
    for (const line of text.split('\n').filter((one) => one !== '')) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? \S+)$/);
    }
  });

  test('tell operations, messages, hosts and Slack', async () => {
    const world = new World();
    const health = await start(world);
    expect(await ownMetrics(health)).toEqual(
      expect.arrayContaining([
        'zonebot_info{version="1.2.3"} 1',
        'zonebot_slack_connected 1',
        'zonebot_store_up 1',
        'zonebot_operations{state="done",reached="host"} 3',
        'zonebot_operations{state="failed",reached="request"} 2',
        'zonebot_runs_total 4',
        'zonebot_runs_adopted_total 1',
        'zonebot_replicas 3',
        'zonebot_writes_to_slack 1',
        'zonebot_break_glass_total 3',
        'zonebot_break_glass_reviews_open{overdue="no"} 1',
        'zonebot_break_glass_reviews_open{overdue="yes"} 1',
        'zonebot_outbox_messages_waiting 2',
        'zonebot_outbox_oldest_waiting_seconds 90',
        'zonebot_host_connected{host="hv-04"} 1',
        'zonebot_host_connected{host="hv-05"} 0',
        'zonebot_host_last_seen_timestamp_seconds{host="hv-04"} 1790000000.5',
      ]),
    );
    world.connected.clear();
    world.isSlackConnected = false;
    world.tally = {
      operations: [],
      runs: 5,
      adoptions: 1,
      replicas: 1,
      glass: { broken: 3, open: 0, overdue: 0 },
      messagesWaiting: 0,
    };
    const later = await ownMetrics(health);
    expect(later).toEqual(
      expect.arrayContaining([
        'zonebot_slack_connected 0',
        'zonebot_runs_total 5',
        'zonebot_break_glass_reviews_open{overdue="yes"} 0',
        'zonebot_outbox_messages_waiting 0',
        'zonebot_outbox_oldest_waiting_seconds 0',
        'zonebot_host_connected{host="hv-04"} 0',
      ]),
    );
    expect(later.filter((line) => /zonebot_operations|last_seen.*hv-05/.test(line))).toEqual([]);
  });

  test('leave out what the database does not tell, instead of telling what it told before', async () => {
    const world = new World();
    const health = await start(world);
    await ownMetrics(health);
    world.store = 'fails';
    const lines = await ownMetrics(health);
    expect(lines).toContain('zonebot_store_up 0');
    expect(lines).toContain('zonebot_slack_connected 1');
    expect(lines.filter((line) => /operations|runs|outbox/.test(line))).toEqual([]);
  });

  test('have no labels that could hold people or zones', async () => {
    const lines = await ownMetrics(await start());
    const labels = lines.flatMap((line) => [...line.matchAll(/(\w+)="/g)].map(([, name]) => name));
    expect(new Set(labels)).toEqual(
      new Set(['host', 'le', 'overdue', 'reached', 'state', 'version']),
    );
  });

  test('two that read at once read the same', async () => {
    const health = await start();
    const [one, other] = await Promise.all([ownMetrics(health), ownMetrics(health)]);
    expect(one).toEqual(other);
    expect(one).toContain('zonebot_runs_total 4');
  });

  test('count acknowledgements by how long they took', async () => {
    const health = await start();
    for (const seconds of [0.004, 0.3, 2.5]) health.acked(seconds);
    expect(await ownMetrics(health)).toEqual(
      expect.arrayContaining([
        'zonebot_ack_seconds_bucket{le="0.005"} 1',
        'zonebot_ack_seconds_bucket{le="0.5"} 2',
        'zonebot_ack_seconds_bucket{le="3"} 3',
        'zonebot_ack_seconds_count 3',
      ]),
    );
  });
});
