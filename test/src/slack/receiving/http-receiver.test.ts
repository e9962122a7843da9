/** HTTP mode: what is let in and what is not, by requests as Slack and others send them; then people over it. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { App } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import { asUser } from '../../../../playground/slack/driver.ts';
import { tellEvent } from '../../../../playground/slack/interactions/event.ts';
import { people } from '../../../../playground/slack/seed.ts';
import { eventsOnce } from '../../../../src/slack/receiving/events-once.ts';
import { bodyLimit } from '../../../../src/slack/receiving/http-body.ts';
import { HttpReceiver } from '../../../../src/slack/receiving/http-receiver.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { collectLog } from '../../support/collect-log.ts';
import { type Stage, stage } from '../../support/slack-stage.ts';

const secret = '8f742231b10e8888abcd99yyyzzz85a5';
const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function receiver() {
  const clock = new ManualClock();
  const { log, lines } = collectLog();
  const http = new HttpReceiver({
    signingSecret: secret,
    address: '127.0.0.1',
    port: 0,
    log,
    clock,
  });
  const app = new App({
    receiver: http,
    authorize: async () => ({ botToken: 'xoxb-1', botId: 'B1', botUserId: 'U1', teamId: 'T1' }),
    deferInitialization: true,
    tokenVerificationEnabled: false,
    convoStore: false,
  });
  await app.init();
  await app.start();
  expect(lines.splice(0).join('')).toContain(http.url);
  running.push({
    stop: async () => {
      const stopped = http.stop();
      await clock.pass(1_000);
      await stopped;
    },
  });
  const seconds = () => Math.floor(clock.now().getTime() / 1000);
  const send = async (body: string, options: Sending = {}) => {
    const { at = 0, path = '', type = form, key = secret, headers = {}, method = 'POST' } = options;
    const timestamp = String(seconds() + at);
    const digest = createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex');
    const response = await fetch(http.url + path, {
      method,
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${digest}`,
        ...headers,
      },
      ...(method === 'POST' && { body }),
    });
    return { status: response.status, text: await response.text() };
  };
  return { http, app, clock, lines, send };
}

interface Sending {
  /** Seconds from now. */
  readonly at?: number;
  readonly path?: string;
  readonly type?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';
const command = (trigger = 't1') =>
  `command=%2Fzone&text=l%C3%ADst&team_id=T1&user_id=U1&channel_id=C1&trigger_id=${trigger}`;
const event = (id: string) =>
  JSON.stringify({
    type: 'event_callback',
    team_id: 'T1',
    event_id: id,
    event: {
      type: 'app_mention',
      user: 'U2',
      text: 'hi',
      channel: 'C1',
      ts: '1.0',
      event_ts: '1.0',
    },
  });

describe('the signature', () => {
  async function heard() {
    const here = await receiver();
    const texts: string[] = [];
    here.app.command('/zone', async ({ command: { text }, ack }) => {
      texts.push(text);
      await ack('heard');
    });
    return { ...here, texts };
  }

  test('is over the bytes: what is signed is heard, and its ack is the answer', async () => {
    const { send, texts } = await heard();
    expect(await send(command())).toEqual({ status: 200, text: 'heard' });
    expect(texts).toEqual(['líst']);
  });

  const others: readonly [string, Sending, number][] = [
    ['of another secret', { key: `${secret}x` }, 401],
    ['301 seconds old', { at: -301 }, 401],
    ['301 seconds ahead', { at: 301 }, 401],
    ['an hour ahead', { at: 3_600 }, 401],
    ['without a signature', { headers: { 'x-slack-signature': '' } }, 401],
    ['with half a signature', { headers: { 'x-slack-signature': 'v0=00' } }, 401],
    [
      'with a signature of another version',
      { headers: { 'x-slack-signature': `v1=${'0'.repeat(64)}` } },
      401,
    ],
    ['without a time', { headers: { 'x-slack-request-timestamp': '' } }, 401],
    ['with a time that is none', { headers: { 'x-slack-request-timestamp': '1e9' } }, 401],
    ['elsewhere', { path: 'x' }, 404],
    ['by another method', { method: 'DELETE' }, 405],
    ['looking only', { method: 'GET' }, 405],
    ['of a type that Slack never sends', { type: 'text/plain' }, 415],
  ];
  test.each(others)('%s: not heard', async (_, sending, status) => {
    const { send, texts } = await heard();
    expect(await send(command(), sending)).toEqual({ status, text: '' });
    expect(texts).toEqual([]);
  });

  test.each([-300, 300])('%i seconds off is within the tolerance', async (at) => {
    const { send } = await heard();
    expect((await send(command(), { at })).status).toBe(200);
  });

  test('the same request again is refused for as long as its time is good', async () => {
    const { send, texts, clock, lines } = await heard();
    expect((await send(command(), { at: 300 })).status).toBe(200);
    expect((await send(command(), { at: 300 })).status).toBe(401);
    await clock.pass(599_000);
    expect((await send(command(), { at: -299 })).status).toBe(401);
    expect((await send(command('t2'))).status).toBe(200);
    expect(texts).toHaveLength(2);
    expect(lines.join('')).toContain('the same was here before');
  });

  test('an upper-case copy is the same request', async () => {
    const { http, send, texts, clock } = await heard();
    await send(command());
    const timestamp = String(Math.floor(clock.now().getTime() / 1000));
    const hex = createHmac('sha256', secret).update(`v0:${timestamp}:${command()}`).digest('hex');
    const again = await fetch(http.url, {
      method: 'POST',
      body: command(),
      headers: {
        'content-type': form,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${hex.toUpperCase()}`,
      },
    });
    expect(again.status).toBe(401);
    expect(texts).toHaveLength(1);
  });

  test('refusals are logged with what to look at, and not each time', async () => {
    const { send, lines } = await heard();
    for (let n = 0; n < 5; n += 1) await send(command(), { key: 'another secret' });
    await send(command(), { at: -400 });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('SLACK_SIGNING_SECRET');
    expect(lines[1]).toContain("400 s behind this machine's clock");
  });
});

describe('what Slack sends besides', () => {
  test.each([`${json}; charset=utf-8`, 'Application/JSON', json])('%s is JSON', async (type) => {
    const { send } = await receiver();
    const check = JSON.stringify({ type: 'url_verification', token: 'x', challenge: '3eZbrw1a' });
    expect(await send(check, { type })).toEqual({ status: 200, text: '{"challenge":"3eZbrw1a"}' });
    expect((await send(check, { type, at: 1, key: 'another secret' })).status).toBe(401);
  });

  test('a form may name its character set', async () => {
    const { app, send } = await receiver();
    app.command('/zone', async ({ ack }) => ack({ response_type: 'ephemeral', text: 'ü' }));
    expect(await send(command(), { type: `${form}; charset=UTF-8` })).toEqual({
      status: 200,
      text: '{"response_type":"ephemeral","text":"ü"}',
    });
  });

  test('looks whether the certificate is good are answered, unsigned', async () => {
    const { http } = await receiver();
    const post = (body: string) =>
      fetch(http.url, { method: 'POST', body, headers: { 'content-type': form } });
    expect((await fetch(`${http.url}?ssl_check=1`)).status).toBe(200);
    expect((await post('ssl_check=1&token=x')).status).toBe(200);
    expect((await post('ssl_check=2')).status).toBe(401);
    expect((await post(command())).status).toBe(401);
  });

  test.each([
    ['no JSON', '{', json],
    ['no object', '[1]', json],
    ['nothing', '', json],
    ['no JSON in payload=', 'payload=%7B', form],
  ])('%s is malformed', async (_, body, type) => {
    const { send } = await receiver();
    expect(await send(body, { type })).toEqual({ status: 400, text: '' });
  });

  test('an event that comes again is done once, and answered each time', async () => {
    const { app, clock, send } = await receiver();
    const heard: unknown[] = [];
    app.use(eventsOnce(clock));
    app.event('app_mention', async ({ body, context }) => {
      heard.push([body.event_id, context.retryNum]);
    });
    const again = (n: number, reason: string) => ({
      type: json,
      at: n,
      headers: { 'x-slack-retry-num': String(n), 'x-slack-retry-reason': reason },
    });
    expect(await send(event('Ev1'), { type: json })).toEqual({ status: 200, text: '' });
    expect((await send(event('Ev1'), again(1, 'http_timeout'))).status).toBe(200);
    expect((await send(event('Ev2'), again(2, 'http_error'))).status).toBe(200);
    await clock.pass(300_000);
    expect((await send(event('Ev1'), again(3, 'http_timeout'))).status).toBe(200);
    expect(heard).toEqual([
      ['Ev1', undefined],
      ['Ev2', 2],
    ]);
  });
});

describe('acks', () => {
  test('one that never comes is a failure after three seconds; one that comes later changes nothing', async () => {
    const { app, clock, lines, send } = await receiver();
    let ackLate: (() => Promise<void>) | undefined;
    app.command('/zone', async ({ ack }) => {
      ackLate = async () => ack('too late');
      await new Promise(() => {});
    });
    const sent = send(command());
    await expect.poll(() => ackLate).toBeDefined();
    await clock.pass(2_999);
    expect(lines).toEqual([]);
    await clock.pass(1);
    expect(await sent).toEqual({ status: 503, text: '' });
    await ackLate?.();
    expect(lines.join('')).toContain('not acked in time');
  });

  test('one that nobody will give is a failure at once', async () => {
    const { app, send } = await receiver();
    app.command('/other', async ({ ack }) => ack());
    app.error(async () => {});
    expect((await send(command())).status).toBe(500);
  });

  test('a listener that throws before its ack is a failure at once', async () => {
    const { app, send } = await receiver();
    app.command('/zone', () => Promise.reject(new Error('x')));
    app.error(async () => {});
    expect((await send(command())).status).toBe(500);
    app.error(() => Promise.reject(new Error('the handler too')));
    expect((await send(command('t2'))).status).toBe(500);
  });
});

describe('senders that are none of Slack', () => {
  test('a body that is too long is not read to its end', async () => {
    const { http, lines } = await receiver();
    const { port } = new URL(http.url);
    const socket = connect(Number(port), '127.0.0.1');
    const head = [
      'POST /slack/events HTTP/1.1',
      'Host: x',
      `X-Slack-Signature: v0=${'0'.repeat(64)}`,
      `X-Slack-Request-Timestamp: ${Math.floor(Date.UTC(2026, 10, 21, 7) / 1000)}`,
      'Transfer-Encoding: chunked',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    const chunk = 'x'.repeat(65_536);
    for (let n = 0; n <= bodyLimit / chunk.length; n += 1) {
      socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
    }
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 413 [\s\S]*\r\nconnection: close\r\n/i);
    await once(socket, 'close');
    expect(lines).toEqual([]);
  });

  test('a length that is too long is refused before its body comes', async () => {
    const { send } = await receiver();
    expect((await send('x'.repeat(bodyLimit + 1))).status).toBe(413);
    expect((await send('x'.repeat(bodyLimit))).status).toBe(500);
  });

  test('headers that trickle in are cut off', async () => {
    const { http } = await receiver();
    const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
    socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\n');
    const begun = performance.now();
    const trickle = setInterval(() => socket.write('X-A: b\r\n'), 500);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 408 /);
    expect(performance.now() - begun).toBeLessThan(9_000);
    clearInterval(trickle);
    socket.destroy();
  }, 15_000);

  test('who leaves in the middle disturbs nobody', async () => {
    const { http, lines, send } = await receiver();
    const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
    socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx');
    await once(socket, 'connect');
    socket.destroy();
    expect((await send('ssl_check=1')).status).toBe(200);
    expect(lines).toEqual([]);
  });
});

test('a port that is taken is told plainly', async () => {
  const { http } = await receiver();
  const { log } = collectLog();
  const port = Number(new URL(http.url).port);
  const second = new HttpReceiver({
    signingSecret: secret,
    address: '127.0.0.1',
    port,
    log,
    clock: new ManualClock(),
  });
  await expect(second.start()).rejects.toMatchObject({
    code: 'zmgr::slack::port-taken',
    message: `Port ${port} of 127.0.0.1 cannot be listened on`,
  });
  expect(second.isConnected).toBe(false);
  await second.stop();
});

describe('people over HTTP mode', () => {
  async function team(options: Parameters<typeof stage>[0] = {}): Promise<Stage> {
    const made = await stage({ ...options, mode: 'http' });
    running.push(made);
    return made;
  }

  test('type, and get the ack and the answer; the bot needs no app token', async () => {
    const here = await team();
    const olga = asUser(here.local.core, people.operator);
    expect(here.bot.isConnected).toBe(true);
    const mistake = await olga.slash('craete web01');
    expect(mistake.kind === 'acked' && JSON.stringify(mistake.ack)).toMatch(/create web01/);
    expect(await olga.slash('whoami')).toEqual({ kind: 'acked', ack: null });
    await olga.waitFor(({ blocks }) => JSON.stringify(blocks).includes('viewer, operator'));
    await olga.slash('create web02 template=oi');
    await expect.poll(() => here.asked.length).toBe(1);
    expect(here.local.core.recorder.calls('apps.connections.open')).toEqual([]);
  });

  test('a command that is delivered twice is done once', async () => {
    const here = await team();
    here.local.core.delivery.repeatNext();
    await asUser(here.local.core, people.operator).slash('create web01');
    await expect.poll(() => here.asked.length).toBe(1);
    expect(here.lines.join('')).toContain('the same was here before');
  });

  test('events are acked', async () => {
    const here = await team();
    expect(await tellEvent(here.local.core, { type: 'app_home_opened', user: 'U1' })).toBe(true);
  });

  test('after the stop nobody listens', async () => {
    const here = await team();
    await here.bot.stop(1_000);
    expect(here.bot.isConnected).toBe(false);
    expect(await asUser(here.local.core, people.operator).slash('whoami')).toEqual({
      kind: 'failed',
      error: 'dispatch_failed',
    });
  });
});
