/** The control API over HTTP, as tests and the page use it. */
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { controlRoutes } from '../../../playground/control/control.ts';
import type { HostControl } from '../../../playground/control/dependencies.ts';
import { asUser } from '../../../playground/slack/driver.ts';
import type { Json } from '../../../playground/slack/json.ts';
import { channels, people } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import { type BoltApp, startBolt } from '../../support/bolt-app.ts';

const page = join(import.meta.dirname, '../../../playground/page');
const faults: Json[] = [];
const host: HostControl = {
  name: 'hv-01',
  address: '127.0.0.1',
  port: 2201,
  state: async () => ({ zones: { web01: { state: 'running' } } }),
  fault: async (fault) => {
    if (fault === 'nonsense') {
      throw new Diagnostic({ code: 'zmgr::playground::bad-fault', message: 'No such fault' });
    }
    faults.push(fault);
  },
};

let slack: LocalSlack;
let bolt: BoltApp | undefined;
let hostsAnswered: () => void;
beforeEach(async () => {
  faults.length = 0;
  const answered = new Promise<void>((resolve) => {
    hostsAnswered = resolve;
  });
  slack = await startSlack({
    port: 0,
    routes: (core) =>
      controlRoutes({
        slack: core,
        hosts: () => [host],
        ready: () => answered,
        commands: async () => [{ text: 'list', summary: 'List zones' }],
        page,
      }),
  });
});
afterEach(async () => {
  await bolt?.stop();
  bolt = undefined;
  await slack.stop();
});

const startApp = async (): Promise<void> => {
  bolt = await startBolt(slack, (app) => {
    app.command('/zone', async ({ ack, command }) => {
      if (command.text === 'quiet') return ack();
      const text = { type: 'plain_text', text: 'Go' } as const;
      const elements = [{ type: 'button', action_id: 'confirm', value: 'op1', text }] as const;
      return ack({
        text: `You: ${command.text}`,
        blocks: [{ type: 'actions', elements: [...elements] }],
      });
    });
    app.action(/.*/, async ({ ack, respond }) => {
      await ack();
      await respond({ text: 'Pressed' });
    });
  });
};

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${slack.url}${path}`, { headers });
  return { status: response.status, body: await response.json() };
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${slack.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const here = { user: people.operator, channel: channels.ops };

test('the state answers once the bot is connected and its hosts have answered', async () => {
  let known: unknown;
  const state = get('/_control/state').then(({ body }) => {
    known = body;
  });
  await get('/_control/commands?user=x');
  expect(known).toBeUndefined();
  await startApp();
  await get('/_control/commands?user=x');
  expect(known).toBeUndefined();
  hostsAnswered();
  await state;
  expect(known).toMatchObject({
    users: [
      { id: people.operator, name: 'Olga Operator', roles: ['operator'] },
      { roles: ['approver'] },
      { roles: ['approver'] },
      { roles: ['admin'] },
      { roles: ['viewer'] },
      { roles: ['guest'] },
      { roles: ['stranger'] },
    ],
    channels: [
      { id: channels.ops, name: 'ops' },
      { id: channels.random, name: 'random' },
      { id: channels.vault, is_private: true },
      { id: channels.archived, is_archived: true },
      { id: channels.shared, is_ext_shared: true },
    ],
    hosts: [{ name: 'hv-01', address: '127.0.0.1', port: 2201 }],
  });
});

test('typing answers with the ack, whose text is an ephemeral message as well', async () => {
  await startApp();
  expect(await post('/_control/slash', { ...here, text: 'quiet' })).toEqual({
    status: 200,
    body: { ack: null },
  });
  const { body } = await post('/_control/slash', { ...here, text: 'list' });
  expect(body).toMatchObject({ ack: { text: 'You: list' } });
  const seen = await get(`/_control/messages?channel=${channels.ops}&user=${people.operator}`);
  expect(seen.body).toMatchObject([
    { ephemeral: true, user: 'U0ZONEBOT1', text: 'You: list', blocks: [{ type: 'actions' }] },
  ]);
  const others = await get(`/_control/messages?channel=${channels.ops}&user=${people.viewer}`);
  expect(others.body).toEqual([]);
});

test('a press answers once it is acked; what the app does then is seen later', async () => {
  await startApp();
  await post('/_control/slash', { ...here, text: 'list' });
  const olga = asUser(slack.core, people.operator);
  const ts = olga.messages()[0]?.ts;
  expect(await post('/_control/click', { ...here, ts, action_id: 'confirm' })).toEqual({
    status: 200,
    body: { ack: null },
  });
  expect((await olga.waitFor(({ text }) => text === 'Pressed')).ts).toBe(ts);
  expect(await post('/_control/click', { ...here, ts, action_id: 'confirm' })).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('no element'), help: 'It has nothing to press.' },
  });
});

test('a guest sees nothing of a channel that they are not in, but what is said to them', async () => {
  await startApp();
  slack.core.workspace.add(channels.ops, people.viewer, { text: 'for members', blocks: [] });
  await post('/_control/slash', { user: people.guest, channel: channels.ops, text: 'create x' });
  const seen = await get(`/_control/messages?channel=${channels.ops}&user=${people.guest}`);
  expect(seen.body).toMatchObject([{ ephemeral: true, text: 'You: create x' }]);
});

describe('bad input', () => {
  test.each<[string, unknown, string]>([
    ['slash', '[', 'The body must be a JSON object'],
    ['slash', [], 'The body must be a JSON object'],
    ['slash', { ...here }, 'text:'],
    ['slash', { ...here, text: 7 }, 'text:'],
    ['slash', { ...here, user: 'U0NOBODY', text: 'x' }, 'There is no person "U0NOBODY"'],
    ['slash', { ...here, user: 'U0ZONEBOT1', text: 'x' }, 'There is no person "U0ZONEBOT1"'],
    ['slash', { ...here, channel: 'C0X', text: 'x' }, 'There is no channel "C0X"'],
    ['click', { ...here, ts: '1.0' }, 'action_id:'],
    ['click', { ...here, ts: '1.0', action_id: 'a' }, 'sees no message 1.0'],
    ['slack', { fault: 'nonsense' }, 'fault'],
    ['slack', {}, 'fault'],
    ['slack', { fault: { kind: 'rate-limited', times: 0 } }, 'fault.times'],
    ['host/hv-99', { fault: 'x' }, 'There is no simulated host "hv-99"'],
    ['host/hv-01', {}, 'fault:'],
    ['host/hv-01', { fault: 'nonsense' }, 'No such fault'],
  ])('%s %j', async (path, body, error) => {
    expect(await post(`/_control/${path}`, body)).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining(error) },
    });
  });

  test('of the reading calls', async () => {
    expect((await get('/_control/messages')).status).toBe(400);
    expect((await get('/_control/events?user=x&channel=y')).status).toBe(400);
    expect((await get('/_control/host/hv-99')).status).toBe(400);
    expect((await get('/_control/nothing')).status).toBe(404);
  });
});

test('an app that is not there is a 502', async () => {
  expect(await post('/_control/slash', { ...here, text: 'x' })).toEqual({
    status: 502,
    body: { error: 'dispatch_failed' },
  });
});

test('hosts show their state and take faults', async () => {
  expect((await get('/_control/host/hv-01')).body).toEqual({
    zones: { web01: { state: 'running' } },
  });
  await post('/_control/host/hv-01', { fault: { kind: 'drop-link' } });
  expect(faults).toEqual([{ kind: 'drop-link' }]);
});

test('Slack takes faults, by kind alone or spelt out', async () => {
  const wanted = [
    '429',
    '500',
    'lost-answer',
    { kind: 'error', error: 'is_archived', method: 'chat.update', times: 3 },
  ];
  for (const fault of wanted) {
    expect((await post('/_control/slack', { fault })).status).toBe(200);
  }
  expect(slack.core.faults.pending).toMatchObject([
    { fault: { kind: 'rate-limited', retryAfter: 1 }, times: 1 },
    { fault: { kind: 'status', status: 500 }, times: 1 },
    { fault: { kind: 'lost-answer' }, times: 1 },
    { fault: { kind: 'error', error: 'is_archived' }, method: 'chat.update', times: 3 },
  ]);
  await post('/_control/slack', { fault: 'clear' });
  expect(slack.core.faults.pending).toEqual([]);
});

test('closed sockets come back', async () => {
  await startApp();
  await post('/_control/slack', { fault: 'cut-sockets' });
  while (slack.core.connections.count > 0) await new Promise(setImmediate);
  await slack.connected();
  expect((await post('/_control/slash', { ...here, text: 'quiet' })).status).toBe(200);
});

describe('events', () => {
  /** The ids of the events, as they come; the stream stands once this resolves. */
  async function events(user: string, lastEventId?: string): Promise<AsyncGenerator<string>> {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const response = await fetch(
      `${slack.url}/_control/events?channel=${channels.ops}&user=${user}`,
      { headers },
    );
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    return idsIn(response);
  }
  async function* idsIn({ body }: Response): AsyncGenerator<string> {
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) {
      for (const [, id = ''] of decoder.decode(chunk).matchAll(/^id: (.*)$/gm)) yield id;
    }
  }
  const say = (onlyFor?: string): string =>
    slack.core.workspace.add(
      channels.ops,
      'U0ZONEBOT1',
      { text: 'x', blocks: [] },
      onlyFor === undefined ? {} : { onlyFor },
    ).ts;

  test('tell of each change that this user sees, and of no other', async () => {
    const olga = await events(people.operator);
    expect((await olga.next()).value).toBe('0');
    say(people.viewer);
    say(people.operator);
    expect((await olga.next()).value).toBe('2');
    say();
    expect((await olga.next()).value).toBe('3');
    await olga.return(undefined);
  });

  test('go on where a reader was cut off', async () => {
    say();
    say();
    const missed = await events(people.operator, '1');
    expect((await missed.next()).value).toBe('2');
    const missedNothing = await events(people.operator, '2');
    say();
    expect((await missedNothing.next()).value).toBe('3');
    await missed.return(undefined);
    await missedNothing.return(undefined);
  });
});

/** A request with any path and headers: fetch would tidy both up. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number | undefined; type: string | undefined; policy: unknown }>(
    (resolve, reject) => {
      const { port } = new URL(slack.url);
      const sent = request({ port, host: '127.0.0.1', path, headers, method }, (response) => {
        response.resume();
        resolve({
          status: response.statusCode,
          type: response.headers['content-type'],
          policy: response.headers['content-security-policy'],
        });
      });
      sent.on('error', reject);
      sent.end();
    },
  );
}

describe('the page', () => {
  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/index.html', 'text/html; charset=utf-8'],
    ['/app.js', 'text/javascript; charset=utf-8'],
    ['/style.css', 'text/css; charset=utf-8'],
    ['/icon.svg', 'image/svg+xml'],
  ])('%s is served as %s, under a policy', async (path, type) => {
    expect(await raw(path)).toMatchObject({
      status: 200,
      type,
      policy: expect.stringContaining("default-src 'none'"),
    });
  });

  test.each([
    '/nothing.js',
    '/../control/control.ts',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/../../package.json',
    '//etc/passwd',
    '/.git/config',
    '/index.html%00.js',
    '/a/b/c.js',
    '/README.md',
    '/.%2e/.%2e/package.json',
    '/..\\..\\package.json',
  ])('%s is not found', async (path) => {
    // 400 is Node's own answer to a path that is none.
    expect([400, 404]).toContain((await raw(path)).status);
  });
});

describe('other sites', () => {
  test.each<[string, Record<string, string>]>([
    ['another name', { host: 'evil.example:4747' }],
    ['a name that only begins well', { host: '127.0.0.1.evil.example' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['no origin at all', { origin: 'null' }],
    ['a blind request from a page', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused', async (_, headers) => {
    expect((await raw('/_control/commands?user=x', headers)).status).toBe(403);
    expect((await raw('/_control/slash', headers, 'POST')).status).toBe(403);
    expect((await raw('/api/api.test', headers, 'POST')).status).toBe(403);
  });

  test('may link to the page, and to nothing else', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };
    expect((await raw('/', headers)).status).toBe(200);
    expect((await raw('/_control/commands?user=x', headers)).status).toBe(403);
    expect((await raw('/', headers, 'POST')).status).toBe(403);
  });

  test('its own page is not', async () => {
    const { host: own } = new URL(slack.url);
    const headers = { host: own, origin: `http://${own}`, 'sec-fetch-site': 'same-origin' };
    expect((await raw('/_control/commands?user=x', headers)).status).toBe(200);
    const byName = { host: own.replace('127.0.0.1', 'localhost') };
    expect((await raw('/_control/commands?user=x', byName)).status).toBe(200);
  });
});
