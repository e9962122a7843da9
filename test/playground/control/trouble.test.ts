/** Trouble with Slack on request, the record of what went to and fro, and time that can be let pass. */
import { connect } from 'node:net';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { VirtualClock } from '../../../playground/slack/clock.ts';
import { asUser } from '../../../playground/slack/driver.ts';
import { channels, people } from '../../../playground/slack/seed.ts';
import { disconnectReasons } from '../../../playground/slack/socket-mode/connections.ts';
import { rawSocket } from '../../support/raw-socket.ts';
import { type ControlledSlack, startControlledSlack } from './support/controlled-slack.ts';

let stage: ControlledSlack;
beforeEach(async () => {
  stage = await startControlledSlack();
});
afterEach(() => stage.stop());

const trouble = (fault: unknown) => stage.post('slack', { fault });
const client = () =>
  new WebClient(stage.slack.credentials.botToken, {
    slackApiUrl: stage.slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
const say = () => client().chat.postMessage({ channel: channels.ops, text: 'x' });
const posted = () => stage.slack.core.workspace.messages(channels.ops).length;

/** What a new connection meets. */
const knock = (url: string) =>
  new Promise<string>((resolve) => {
    const { port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.on('connect', () => {
      socket.destroy();
      resolve('open');
    });
    socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });

describe('a call meets', () => {
  test.each<[string, unknown, object, number]>([
    ['429', '429', { code: 'slack_webapi_rate_limited_error', retryAfter: 1 }, 0],
    ['429 for so long', { kind: 'rate-limited', retryAfter: 7 }, { retryAfter: 7 }, 0],
    ['429 that says not how long', { kind: 'rate-limited', retryAfter: null }, {}, 0],
    ['500', '500', { code: 'slack_webapi_http_error', statusCode: 500 }, 0],
    ['503', { kind: 'status', status: 503 }, { statusCode: 503 }, 0],
    ['an error', { kind: 'error', error: 'is_archived' }, { data: { error: 'is_archived' } }, 0],
    [
      'an error that says more',
      { kind: 'error', error: 'invalid_arguments', messages: ['[ERROR] no'] },
      { data: { response_metadata: { messages: ['[ERROR] no'] } } },
      0,
    ],
    ['a lost answer', 'lost-answer', { code: 'slack_webapi_request_error' }, 1],
    ['a lost call', 'lost-call', { code: 'slack_webapi_request_error' }, 0],
  ])('%s, once', async (_, fault, error, done) => {
    await trouble(fault);
    await expect(say()).rejects.toMatchObject(error);
    expect(posted()).toBe(done);
    expect(await stage.get('slack')).toEqual({ status: 200, body: { pending: [] } });
    await say();
    expect(posted()).toBe(done + 1);
  });

  test('a closed door; it opens again by itself', async () => {
    const socket = await rawSocket(stage.slack);
    await trouble({ kind: 'refuse-connections', milliseconds: 150 });
    await socket.closed();
    expect(await knock(stage.slack.url)).toBe('ECONNREFUSED');
    for (;;) {
      const isOpen = await say().then(
        () => true,
        () => false,
      );
      if (isOpen) break;
    }
    expect(posted()).toBe(1);
  });

  test('a slow answer', async () => {
    await trouble({ kind: 'latency', milliseconds: 50 });
    const begun = performance.now();
    await say();
    expect(performance.now() - begun).toBeGreaterThanOrEqual(49);
  });
});

test('a response URL has trouble of its own, which no method meets, and meets no other', async () => {
  const gesture = { kind: 'command', user: people.operator, channel: channels.ops } as const;
  const path = stage.slack.core.responseUrls.issue(gesture, 'T0');
  const answer = () =>
    fetch(`${stage.slack.url}${path}`, { method: 'POST', body: JSON.stringify({ text: 'hi' }) });
  await trouble({ kind: 'status', status: 503, method: 'response_url' });
  await trouble({ kind: 'lost-answer', method: 'response_url' });
  await trouble({ kind: 'error', error: 'fatal_error' });
  await expect(say()).rejects.toMatchObject({ data: { error: 'fatal_error' } });
  await trouble({ kind: 'error', error: 'fatal_error' });
  expect((await answer()).status).toBe(503);
  await expect(answer()).rejects.toThrow();
  expect((await answer()).status).toBe(200);
  await expect(say()).rejects.toMatchObject({ data: { error: 'fatal_error' } });
  expect(
    asUser(stage.slack.core, people.operator)
      .messages()
      .map(({ text }) => text),
  ).toEqual(['hi', 'hi']);
});

test.each(disconnectReasons)('sockets are sent away by "%s"', async (reason) => {
  const socket = await rawSocket(stage.slack);
  await socket.frame(0);
  await trouble({ kind: 'disconnect', reason });
  expect(await socket.frame(1)).toMatchObject({ type: 'disconnect', reason });
});

test('a bad trigger is spelt as it was asked for', async () => {
  const open = () =>
    client().views.open({
      trigger_id: '1.2.3',
      view: { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] },
    });
  await expect(open()).rejects.toMatchObject({ data: { error: 'invalid_trigger_id' } });
  await trouble({ kind: 'trigger-spelling', spelling: 'message' });
  await expect(open()).rejects.toMatchObject({ data: { error: 'invalid_arguments' } });
});

test('the record is one JSON object a line, without tokens', async () => {
  await say();
  await client().auth.test();
  const lines = async (query = '') => {
    const response = await fetch(`${stage.slack.url}/_control/traffic${query}`);
    expect(response.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
    const text = await response.text();
    expect(text).not.toContain('xoxb');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => z.looseObject({ kind: z.string() }).parse(JSON.parse(line)));
  };
  expect(await lines()).toMatchObject([
    { kind: 'call', method: 'chat.postMessage', answer: { ok: true } },
    { kind: 'call', method: 'auth.test' },
  ]);
  expect(await lines('?method=auth.test')).toHaveLength(1);
  expect(await lines('?kind=sent')).toEqual([]);
  expect(await lines('?after=1')).toHaveLength(1);
});

describe('time', () => {
  test('passes on request where Slack was started with such a clock', async () => {
    await stage.stop();
    stage = await startControlledSlack({ clock: new VirtualClock(5_000) });
    expect(await stage.get('clock')).toEqual({ status: 200, body: { now: 5_000, virtual: true } });
    expect(await stage.post('clock', { advance: 3_000 })).toEqual({
      status: 200,
      body: { now: 8_000, virtual: true },
    });
    expect(await stage.post('clock', { advance: -1 })).toMatchObject({ status: 400 });
  });

  test('is real otherwise', async () => {
    expect(await stage.get('clock')).toMatchObject({ body: { virtual: false } });
    expect(await stage.post('clock', { advance: 1 })).toMatchObject({
      status: 400,
      body: { error: 'This Slack runs on real time' },
    });
  });
});

test('threads, direct messages and files are there for a page', async () => {
  const { core } = stage.slack;
  const parent = core.workspace.add(channels.ops, people.viewer, { text: 'card', blocks: [] });
  core.workspace.add(channels.ops, people.viewer, { text: 'elsewhere', blocks: [] });
  const upload = await client().filesUploadV2({
    channel_id: channels.ops,
    thread_ts: parent.ts,
    filename: 'install.log',
    content: 'done\n',
  });
  expect(upload.ok).toBe(true);
  const where = new URLSearchParams({
    channel: channels.ops,
    user: people.operator,
    ts: parent.ts,
  });
  const thread = z
    .array(
      z.looseObject({
        text: z.string(),
        files: z.array(z.looseObject({ id: z.string() })).optional(),
      }),
    )
    .parse((await stage.get(`thread?${where}`)).body);
  expect(thread).toMatchObject([
    { text: 'card', reply_count: 1 },
    { files: [{ name: 'install.log' }] },
  ]);
  const id = thread[1]?.files?.[0]?.id;
  const load = (user: string) => fetch(`${stage.slack.url}/_control/file/${id}?user=${user}`);
  expect(await (await load(people.viewer)).text()).toBe('done\n');
  expect((await load(people.guest)).status).toBe(400);
  expect(await stage.get(`dm?user=${people.operator}`)).toEqual({
    status: 200,
    body: { id: core.workspace.im(people.operator).id, name: 'directmessage' },
  });
  const link = await client().chat.getPermalink({ channel: channels.ops, message_ts: parent.ts });
  const followed = await fetch(String(link.permalink), { redirect: 'manual' });
  expect(followed.headers.get('location')).toBe(`/?channel=${channels.ops}&ts=${parent.ts}`);
});
