/** Socket Mode, frame by frame. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../playground/slack/clock.ts';
import { asUser } from '../../../playground/slack/driver.ts';
import { tellEvent } from '../../../playground/slack/interactions/event.ts';
import { people } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import { openUrl, rawSocket } from '../../support/raw-socket.ts';

const start = 1_800_000_000_000;
let clock: VirtualClock;
let slack: LocalSlack;
beforeEach(async () => {
  clock = new VirtualClock(start);
  slack = await startSlack({ port: 0, clock });
});
afterEach(() => slack.stop());

test('hello says how many connections there are, and for which app', async () => {
  await rawSocket(slack);
  const second = await rawSocket(slack);
  expect(await second.frame(0)).toMatchObject({
    type: 'hello',
    num_connections: 2,
    connection_info: { app_id: 'A0ZONEBOT1' },
    debug_info: { approximate_connection_time: 18_060 },
  });
});

test('a ticket is good for one connection', async () => {
  const url = await openUrl(slack);
  await rawSocket(slack, url);
  await expect(rawSocket(slack, url)).rejects.toThrow('401');
});

test.each([
  ['unknown', (url: string) => url.replace(/ticket=\w+/, 'ticket=0')],
  ['missing', (url: string) => url.replace(/\?.*/, '')],
  ['brought elsewhere', (url: string) => url.replace('/link/', '/other/')],
])('a ticket that is %s opens nothing', async (_, change) => {
  await expect(rawSocket(slack, change(await openUrl(slack)))).rejects.toThrow('401');
});

test('a ticket that nobody used for half a minute is no good', async () => {
  const url = await openUrl(slack);
  clock.advance(30_000);
  await expect(rawSocket(slack, url)).rejects.toThrow('401');
});

test('the eleventh connection is sent away', async () => {
  for (let n = 0; n < 10; n += 1) await rawSocket(slack);
  const eleventh = await rawSocket(slack);
  expect(await eleventh.frame(0)).toMatchObject({
    type: 'disconnect',
    reason: 'too_many_websockets',
  });
  clock.advance(10_000);
  expect(await eleventh.closed()).toBe(1000);
  expect(slack.core.connections.count).toBe(10);
});

test('each payload goes to one of the connections, and over many to all of them', async () => {
  const apps = await Promise.all([rawSocket(slack), rawSocket(slack), rawSocket(slack)]);
  for (const app of apps) {
    app.socket.on('message', (data) => {
      const frame = JSON.parse(String(data));
      if (frame.type === 'slash_commands') app.ack(frame);
    });
  }
  const olga = asUser(slack.core, people.operator);
  for (let n = 0; n < 30; n += 1) await olga.slash(`list ${n}`);
  const received = apps.map(
    ({ frames }) => frames.filter(({ type }) => type === 'slash_commands').length,
  );
  expect(received.reduce((sum, count) => sum + count)).toBe(30);
  expect(Math.min(...received)).toBeGreaterThan(0);
});

test('after a warning nothing more is delivered there, and ten seconds later it is closed', async () => {
  const app = await rawSocket(slack);
  slack.core.connections.disconnect('warning');
  expect(await app.frame(1)).toMatchObject({ type: 'disconnect', reason: 'warning' });
  const olga = asUser(slack.core, people.operator);
  expect(await olga.slash('list')).toEqual({ kind: 'failed', error: 'dispatch_failed' });
  clock.advance(9_999);
  expect(app.socket.readyState).toBe(app.socket.OPEN);
  clock.advance(1);
  expect(await app.closed()).toBe(1000);
});

test('pings are sent every ten seconds, and answered', async () => {
  const app = await rawSocket(slack);
  const pinged = new Promise((resolve) => app.socket.on('ping', resolve));
  const ponged = new Promise((resolve) => app.socket.on('pong', resolve));
  clock.advance(10_000);
  await pinged;
  app.socket.ping();
  await ponged;
});

test('an ack carries an answer; one that comes too late changes nothing', async () => {
  const app = await rawSocket(slack);
  const olga = asUser(slack.core, people.operator);
  const first = olga.slash('list');
  app.ack(await app.frame(1), { text: 'in time' });
  expect(await first).toEqual({ kind: 'acked', ack: { text: 'in time' } });

  const second = olga.slash('list');
  const late = await app.frame(2);
  clock.advance(3_000);
  expect(await second).toEqual({ kind: 'failed', error: 'operation_timeout' });
  app.ack(late, { text: 'too late' });
  const third = olga.slash('list');
  app.ack(await app.frame(3), { text: 'third' });
  await third;
  expect(olga.messages().map(({ text }) => text)).toEqual([
    'in time',
    '/zone failed with the error "operation_timeout"',
    'third',
  ]);
});

test('an ack that Slack would not understand is a failure that is seen', async () => {
  const app = await rawSocket(slack);
  const olga = asUser(slack.core, people.operator);
  const outcome = olga.slash('list');
  app.ack(await app.frame(1), { blocks: [{ type: 'nonsense' }] });
  expect(await outcome).toMatchObject({ kind: 'failed', error: 'invalid_response' });
});

test('frames that are no JSON, or acks of nothing, disturb nothing', async () => {
  const app = await rawSocket(slack);
  for (const text of ['', '[', 'null', '[1]', '{"envelope_id":7}', '{"envelope_id":"x"}']) {
    app.socket.send(text);
  }
  const outcome = asUser(slack.core, people.operator).slash('list');
  app.ack(await app.frame(1), { text: 'still here' });
  expect(await outcome).toMatchObject({ kind: 'acked' });
});

test('an event that is not acked comes again at once, after one minute and after five, and no more', async () => {
  const app = await rawSocket(slack);
  const told = tellEvent(slack.core, { type: 'app_mention', text: 'hi' });
  const heard = [await app.frame(1)];
  for (const pause of [0, 60_000, 300_000]) {
    clock.advance(3_000);
    await new Promise(setImmediate);
    if (pause > 0) {
      clock.advance(pause - 1);
      await new Promise(setImmediate);
      expect(app.frames).toHaveLength(heard.length + 1);
    }
    clock.advance(1);
    heard.push(await app.frame(heard.length + 1));
  }
  clock.advance(3_000);
  expect(await told).toBe(false);
  expect(heard.map(({ retry_attempt, retry_reason }) => [retry_attempt, retry_reason])).toEqual([
    [undefined, undefined],
    [1, 'timeout'],
    [2, 'timeout'],
    [3, 'timeout'],
  ]);
});
