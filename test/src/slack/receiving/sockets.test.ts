/**
 * Socket Mode's ways to fail, over real sockets: each is caused a counted number of times, and people are answered after
 * it, by two connections again.
 */
import { App } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../../hostlink/diagnostic.ts';
import { asUser } from '../../../../playground/slack/driver.ts';
import type { CallFault } from '../../../../playground/slack/faults.ts';
import { people } from '../../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../../playground/slack/server.ts';
import { disconnectReasons } from '../../../../playground/slack/socket-mode/connections.ts';
import { systemClock } from '../../../../src/clock.ts';
import { type Pace, Sockets } from '../../../../src/slack/receiving/sockets.ts';
import { rawSocket } from '../../../support/raw-socket.ts';
import { collectLog } from '../../support/collect-log.ts';

const rejections: unknown[] = [];
const onRejection = (reason: unknown) => rejections.push(reason);
process.on('unhandledRejection', onRejection);

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0).toReversed()) await stop();
  expect(rejections).toEqual([]);
});

const quick: Pace = { apart: 20, silence: 600, firstWait: 20, longestWait: 200 };

async function setUp(pace: Partial<Pace> = {}, appToken?: string) {
  const local = await startSlack({ port: 0, rateLimits: false, warn: () => {} });
  running.push(() => local.stop());
  const { log, lines } = collectLog();
  const refused: Diagnostic[] = [];
  const sockets = new Sockets({
    appToken: appToken ?? local.credentials.appToken,
    apiUrl: local.apiUrl,
    log,
    clock: systemClock,
    onRefused: (why) => refused.push(why),
    pace: { ...quick, ...pace },
  });
  running.push(() => sockets.stop());
  const app = new App({
    receiver: sockets,
    authorize: async () => ({ botToken: 'xoxb-1', botId: 'B1', botUserId: 'U1', teamId: 'T1' }),
    deferInitialization: true,
    tokenVerificationEnabled: false,
    convoStore: false,
  });
  app.command('/zone', async ({ ack }) => ack('heard'));
  await app.init();
  return { local, sockets, lines, refused };
}

async function started(pace: Partial<Pace> = {}) {
  const here = await setUp(pace);
  await here.sockets.start();
  await twoConnections(here.local);
  return here;
}

const calls = (local: LocalSlack) => local.core.recorder.calls('apps.connections.open');
const opened = (local: LocalSlack) =>
  local.core.recorder.traffic.filter(({ kind }) => kind === 'connected').length;
const twoConnections = (local: LocalSlack) =>
  expect.poll(() => local.core.connections.count, { timeout: 8_000 }).toBe(2);
const type = (local: LocalSlack) => asUser(local.core, people.operator).slash('list');
const heard = { kind: 'acked', ack: { text: 'heard' } };

test('two connections share what comes, and a stop closes both', async () => {
  const { local, sockets } = await started();
  for (let n = 0; n < 10; n += 1) expect(await type(local)).toEqual(heard);
  expect(calls(local)).toHaveLength(2);
  await sockets.stop();
  await expect.poll(() => local.core.connections.count).toBe(0);
  expect(sockets.isConnected).toBe(false);
  expect(calls(local)).toHaveLength(2);
});

describe('Slack ends a connection', () => {
  test.each(disconnectReasons)('with %s', async (reason) => {
    const { local, sockets, lines } = await started();
    expect(local.core.connections.disconnect(reason)).toBe(2);
    await expect.poll(() => opened(local), { timeout: 8_000 }).toBe(4);
    await twoConnections(local);
    expect(await type(local)).toEqual(heard);
    expect(sockets.isConnected).toBe(true);
    const said = lines.join('');
    if (reason === 'link_disabled') expect(said).toContain('Socket Mode was switched off');
    if (reason === 'too_many_websockets') expect(said).toContain('ten connections of this app');
  });

  test('when asked for a new one, that is made at once: nobody waits five seconds', async () => {
    const { local } = await started();
    const begun = performance.now();
    local.core.connections.disconnect('refresh_requested');
    await expect.poll(() => opened(local)).toBe(4);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test('one at a time: the other takes everything meanwhile', async () => {
    const { local } = await started({ apart: 300 });
    const typed = [];
    for (let n = 0; n < 20; n += 1) {
      if (n === 10) local.core.connections.disconnectOne('warning');
      typed.push(await type(local));
    }
    expect(typed).toEqual(Array.from({ length: 20 }, () => heard));
    await expect.poll(() => opened(local)).toBe(3);
  });

  test('by cutting it', async () => {
    const { local } = await started();
    expect(local.core.connections.cut()).toBe(2);
    await expect.poll(() => opened(local)).toBe(4);
    await twoConnections(local);
    expect(await type(local)).toEqual(heard);
  });

  test('again and again: it is tried less and less often', async () => {
    const { local } = await started({ longestWait: 5_000, firstWait: 100 });
    const cut = setInterval(() => local.core.connections.cut(), 5);
    await new Promise((later) => setTimeout(later, 1_500));
    clearInterval(cut);
    // At once, then after 100, 200, 400, 800 ms, on each of the two lines.
    expect(opened(local)).toBeGreaterThan(4);
    expect(opened(local)).toBeLessThan(16);
    await twoConnections(local);
  });

  test('because there are ten already', async () => {
    const { local, sockets, lines } = await setUp();
    for (let n = 0; n < 10; n += 1) await rawSocket(local);
    void sockets.start();
    await expect.poll(() => lines.join('')).toContain('ten connections of this app');
    local.core.connections.cut();
    await expect.poll(() => sockets.isConnected).toBe(true);
  });
});

test('a peer that is dead is known by its silence, though it closes nothing', async () => {
  const { local, sockets, lines } = await started();
  expect(local.core.connections.freeze()).toBe(2);
  const begun = performance.now();
  await expect.poll(() => opened(local), { timeout: 8_000 }).toBe(4);
  expect(performance.now() - begun).toBeGreaterThan(500);
  expect(await type(local)).toEqual(heard);
  expect(sockets.isConnected).toBe(true);
  expect(lines.join('')).toContain('a connection to Slack was lost');
});

test('a live peer that only answers pings is left alone', async () => {
  const { local } = await started({ silence: 150 });
  await new Promise((later) => setTimeout(later, 700));
  expect(opened(local)).toBe(2);
});

describe('no ticket is to be had', () => {
  const faults: readonly [string, CallFault, number][] = [
    ['HTTP 500', { kind: 'status', status: 500 }, 3],
    ['HTTP 429', { kind: 'rate-limited', retryAfter: 0 }, 3],
    ['HTTP 429 without a time', { kind: 'rate-limited', retryAfter: null }, 3],
    ['internal_error', { kind: 'error', error: 'internal_error' }, 3],
    ['a lost call', { kind: 'lost-call' }, 3],
    ['a lost answer', { kind: 'lost-answer' }, 3],
  ];
  test.each(faults)('%s, at the start', async (_, fault, times) => {
    const { local, sockets } = await setUp();
    local.core.faults.plan(fault, { method: 'apps.connections.open', times });
    await sockets.start();
    expect(local.core.faults.pending).toEqual([]);
    await twoConnections(local);
    expect(await type(local)).toEqual(heard);
  });

  test.each(faults)('%s, later', async (_, fault, times) => {
    const { local } = await started();
    local.core.faults.plan(fault, { method: 'apps.connections.open', times });
    local.core.connections.disconnect('refresh_requested');
    await expect.poll(() => local.core.faults.pending, { timeout: 8_000 }).toEqual([]);
    await twoConnections(local);
    expect(await type(local)).toEqual(heard);
  });

  test('a limit is kept: not before its time', async () => {
    const { local, sockets } = await setUp();
    local.core.faults.plan(
      { kind: 'rate-limited', retryAfter: 1 },
      { method: 'apps.connections.open' },
    );
    const begun = performance.now();
    await sockets.start();
    expect(performance.now() - begun).toBeGreaterThan(990);
    expect(local.core.faults.pending).toEqual([]);
  });
});

describe('the app token', () => {
  test('refused at the start: plainly', async () => {
    const { local, sockets, refused } = await setUp({}, 'xapp-wrong');
    await expect(sockets.start()).rejects.toMatchObject({
      code: 'zmgr::slack::bad-app-token',
      message: 'Slack refuses SLACK_APP_TOKEN: invalid_auth',
    });
    await sockets.stop();
    expect(local.core.connections.count).toBe(0);
    expect(refused.length).toBeGreaterThan(0);
  });

  test('refused later: told once no connection is left, and tried again', async () => {
    const { local, sockets, lines, refused } = await started({ apart: 300 });
    const fault: CallFault = { kind: 'error', error: 'token_revoked' };
    local.core.faults.plan(fault, { method: 'apps.connections.open', times: 1 });
    local.core.connections.disconnectOne('warning');
    await expect.poll(() => local.core.faults.pending).toEqual([]);
    await expect.poll(() => lines.join('')).toContain('the other connection goes on');
    expect(refused).toEqual([]);
    await twoConnections(local);
    local.core.faults.plan(fault, { method: 'apps.connections.open', times: 4 });
    local.core.connections.disconnect('refresh_requested');
    await expect
      .poll(() => refused.map(({ code }) => code))
      .toContain('zmgr::slack::bad-app-token');
    expect(sockets.isConnected).toBe(false);
    await expect.poll(() => sockets.isConnected).toBe(true);
    expect(local.core.faults.pending).toEqual([]);
  });

  test('without the right is told at the start, not tried for ever', async () => {
    const { local, sockets } = await setUp();
    const fault: CallFault = { kind: 'error', error: 'missing_scope' };
    local.core.faults.plan(fault, { method: 'apps.connections.open' });
    await expect(sockets.start()).rejects.toMatchObject({
      message: 'Slack refuses SLACK_APP_TOKEN: missing_scope',
    });
  });
});

test('a stop while Slack does not answer leaves nothing open', async () => {
  const { local, sockets } = await setUp();
  const slow: CallFault = { kind: 'latency', milliseconds: 300 };
  local.core.faults.plan(slow, { method: 'apps.connections.open' });
  void sockets.start();
  await expect.poll(() => local.core.faults.pending).toEqual([]);
  const begun = performance.now();
  await sockets.stop();
  expect(performance.now() - begun).toBeLessThan(1_500);
  await new Promise((later) => setTimeout(later, 500));
  expect(local.core.connections.held).toBe(0);
});
