/** The Web API over HTTP: who may call, what is refused and in which words, limits and faults. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { VirtualClock } from '../../../playground/slack/clock.ts';
import { channels, people, seed, userGroups } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import * as api from './support/api.ts';

const clock = new VirtualClock(1_800_000_000_000);
let slack: LocalSlack;
beforeEach(async () => {
  slack = await startSlack({ port: 0, clock, warn: () => {} });
});
afterEach(() => slack.stop());

const post = (method: string, args: Record<string, unknown>, token?: string) =>
  api.post(slack, method, args, token);
const call = (method: string, args: Record<string, unknown> = {}) => api.call(slack, method, args);

const posted = async (text: string, more: Record<string, unknown> = {}): Promise<string> =>
  z
    .object({ ok: z.literal(true), ts: z.string() })
    .parse(await call('chat.postMessage', { channel: channels.ops, text, ...more })).ts;

describe('tokens', () => {
  test.each<[string, () => string | undefined, string]>([
    ['chat.postMessage', () => undefined, 'not_authed'],
    ['chat.postMessage', () => 'xoxb-another', 'invalid_auth'],
    ['chat.postMessage', () => slack.credentials.appToken, 'not_allowed_token_type'],
    ['apps.connections.open', () => slack.credentials.botToken, 'not_allowed_token_type'],
    ['apps.connections.open', () => undefined, 'not_authed'],
  ])('%s is refused', async (method, token, error) => {
    expect(await (await post(method, {}, token())).json()).toEqual({ ok: false, error });
  });

  test('api.test asks for none, and says back what it was told', async () => {
    expect(await (await post('api.test', { foo: 'bar' })).json()).toEqual({
      ok: true,
      args: { foo: 'bar' },
    });
    expect(await (await post('api.test', { error: 'my_error' })).json()).toMatchObject({
      ok: false,
      error: 'my_error',
    });
  });

  test('a scope that was not granted is named', async () => {
    await slack.stop();
    const scopes = seed.app.scopes.filter((scope) => scope !== 'users:read');
    slack = await startSlack({ port: 0, seed: { ...seed, app: { ...seed.app, scopes } } });
    const answer = await call('users.info', { user: people.guest });
    expect(answer).toMatchObject({ error: 'missing_scope', needed: 'users:read' });
  });

  test('are kept nowhere in the record', async () => {
    await call('auth.test');
    await call('auth.test', { token: slack.credentials.botToken });
    expect(JSON.stringify(slack.core.recorder.traffic)).not.toContain('xoxb');
  });
});

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('refusals', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['chat.postMessage', { text: 'x' }, 'invalid_arguments'],
    ['chat.postMessage', { channel: 'C0NOWHERE1', text: 'x' }, 'channel_not_found'],
    ['chat.postMessage', { channel: channels.random, text: 'x' }, 'not_in_channel'],
    ['chat.postMessage', { channel: channels.ops }, 'no_text'],
    ['chat.postMessage', { channel: channels.ops, text: '' }, 'no_text'],
    ['chat.postMessage', { channel: channels.ops, blocks: '{' }, 'invalid_blocks_format'],
    ['chat.postMessage', { channel: channels.ops, blocks: '{}' }, 'invalid_blocks_format'],
    ['chat.postMessage', { channel: channels.ops, blocks: [section('')] }, 'invalid_blocks'],
    [
      'chat.postMessage',
      { channel: channels.ops, blocks: Array.from({ length: 5 }, () => section('x'.repeat(2900))) },
      'msg_blocks_too_long',
    ],
    [
      'chat.postMessage',
      { channel: channels.ops, text: 'x', thread_ts: '1.0' },
      'thread_not_found',
    ],
    [
      'chat.postMessage',
      { channel: channels.ops, text: 'x', metadata: '[' },
      'invalid_metadata_format',
    ],
    [
      'chat.postMessage',
      { channel: channels.ops, text: 'x', metadata: { a: 1 } },
      'invalid_metadata_schema',
    ],
    [
      'chat.postMessage',
      {
        channel: channels.ops,
        text: 'x',
        metadata: { event_type: 'z', event_payload: { k: 'x'.repeat(8_001) } },
      },
      'metadata_too_large',
    ],
    [
      'chat.postMessage',
      { channel: channels.ops, text: 'x', icon_emoji: ':x:' },
      'invalid_arguments',
    ],
    ['chat.update', { channel: channels.ops, ts: '1.0', text: 'x' }, 'message_not_found'],
    ['chat.delete', { channel: channels.ops, ts: '1.0' }, 'message_not_found'],
    [
      'chat.postEphemeral',
      { channel: channels.ops, user: people.guest, text: 'x' },
      'user_not_in_channel',
    ],
    [
      'chat.postEphemeral',
      { channel: channels.random, user: people.guest, text: 'x' },
      'not_in_channel',
    ],
    ['users.info', { user: 'U0NOBODY' }, 'user_not_found'],
    ['usergroups.users.list', { usergroup: 'S0NONE' }, 'no_such_subteam'],
    ['conversations.info', { channel: 'C0NOWHERE1' }, 'channel_not_found'],
    ['conversations.history', { channel: channels.random }, 'not_in_channel'],
    ['conversations.history', { channel: channels.ops, oldest: 'yesterday' }, 'invalid_ts_oldest'],
    ['conversations.history', { channel: channels.ops, limit: '0' }, 'invalid_limit'],
    ['conversations.history', { channel: channels.ops, cursor: 'xyz' }, 'invalid_cursor'],
    ['conversations.replies', { channel: channels.ops, ts: '1.0' }, 'thread_not_found'],
    ['views.open', { trigger_id: '1.2.3', view: {} }, 'invalid_trigger_id'],
    ['pins.add', {}, 'unknown_method'],
  ])('%s %j: %s', async (method, args, error) => {
    expect(await call(method, args)).toMatchObject({ ok: false, error });
    expect(slack.core.workspace.messages(channels.ops)).toEqual([]);
  });

  test('say where in the blocks the fault is, in the words of Slack', async () => {
    const answer = await call('chat.postMessage', {
      channel: channels.ops,
      blocks: [section('x'.repeat(3001))],
    });
    expect(answer).toEqual({
      ok: false,
      error: 'invalid_blocks',
      errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      response_metadata: {
        messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      },
    });
  });

  test('bodies of other kinds', async () => {
    const send = (type: string, body: string) =>
      fetch(`${slack.apiUrl}api.test`, { method: 'POST', headers: { 'content-type': type }, body });
    expect(await (await send('application/json', '{"foo": "bar"}')).json()).toMatchObject({
      ok: true,
    });
    expect(await (await send('application/json', '[')).json()).toMatchObject({
      error: 'invalid_json',
    });
    expect(await (await send('text/xml', '<a/>')).json()).toMatchObject({
      error: 'invalid_post_type',
    });
  });
});

describe('messages', () => {
  test("a person's message is not the bot's to edit or to delete, nor is an ephemeral one", async () => {
    const { ts } = slack.core.workspace.add(channels.ops, people.viewer, {
      text: 'mine',
      blocks: [],
    });
    const args = { channel: channels.ops, ts, text: 'x' };
    expect((await call('chat.update', args)).error).toBe('cant_update_message');
    expect((await call('chat.delete', { channel: channels.ops, ts })).error).toBe(
      'cant_delete_message',
    );
    const { message_ts } = await call('chat.postEphemeral', {
      channel: channels.ops,
      user: people.viewer,
      text: 'psst',
    });
    expect((await call('chat.update', { ...args, ts: message_ts })).error).toBe(
      'message_not_found',
    );
  });

  test('an edit keeps blocks and metadata that it does not speak of', async () => {
    const metadata = { event_type: 'zonebot', event_payload: { dedupe_key: 'k' } };
    const ts = await posted('a', { blocks: [section('a')], metadata });
    const kept = await call('chat.update', { channel: channels.ops, ts, text: 'b' });
    expect(kept).toMatchObject({ ts, text: 'b', message: { blocks: [section('a')], metadata } });
    expect(kept).toMatchObject({ message: { edited: { user: 'U0ZONEBOT1' } } });
    const bare = { channel: channels.ops, ts, text: 'c', blocks: [], metadata: {} };
    expect((await call('chat.update', bare)).message).toEqual({
      ...z.looseObject({}).parse(kept.message),
      text: 'c',
      edited: expect.anything(),
      blocks: undefined,
      metadata: undefined,
    });
  });

  test('blocks and buttons without ids are given some', async () => {
    const button = { type: 'button', text: { type: 'plain_text', text: 'Go' } };
    await posted('x', { blocks: [{ type: 'actions', elements: [button] }] });
    const [message] = slack.core.workspace.messages(channels.ops);
    expect(message?.blocks).toEqual([
      {
        type: 'actions',
        block_id: expect.stringMatching(/^\w+$/),
        elements: [{ ...button, action_id: expect.stringMatching(/^\w+$/) }],
      },
    ]);
  });

  test('timestamps are unique and rise, even when they are made in the same instant', async () => {
    const stamps = [await posted('a'), await posted('b'), await posted('c')];
    expect(stamps).toEqual(['1800000000.000000', '1800000000.000001', '1800000000.000002']);
  });

  test('history is read newest first, page by page, without replies and ephemeral ones', async () => {
    const stamps = [await posted('1'), await posted('2'), await posted('3')];
    await posted('reply', { thread_ts: stamps[0] });
    await call('chat.postEphemeral', { channel: channels.ops, user: people.viewer, text: 'psst' });
    const shape = z.object({
      messages: z.array(z.looseObject({ text: z.string() })),
      has_more: z.boolean(),
      response_metadata: z.object({ next_cursor: z.string() }).optional(),
    });
    const history = async (more: Record<string, unknown>) =>
      shape.parse(await call('conversations.history', { channel: channels.ops, ...more }));

    const first = await history({ limit: '2' });
    expect(first.messages.map(({ text }) => text)).toEqual(['3', '2']);
    expect(first.has_more).toBe(true);
    await posted('4');
    const rest = await history({ limit: '2', cursor: first.response_metadata?.next_cursor });
    expect(rest).toMatchObject({ messages: [{ text: '1', reply_count: 1 }], has_more: false });
    const since = (inclusive: string) => history({ oldest: stamps[1], inclusive });
    expect((await since('false')).messages.map(({ text }) => text)).toEqual(['4', '3']);
    expect((await since('true')).messages.map(({ text }) => text)).toEqual(['4', '3', '2']);
  });

  test('a thread is read oldest first; metadata only when it is asked for', async () => {
    const ts = await posted('card');
    const metadata = { event_type: 'zonebot', event_payload: { dedupe_key: 'r1' } };
    await posted('one', { thread_ts: ts, metadata });
    await posted('two', { thread_ts: ts });
    const args = { channel: channels.ops, ts };
    const plain = await call('conversations.replies', args);
    expect(plain).toMatchObject({
      messages: [{ text: 'card', reply_count: 2 }, { text: 'one', thread_ts: ts }, { text: 'two' }],
    });
    expect(JSON.stringify(plain)).not.toContain('dedupe_key');
    const full = await call('conversations.replies', { ...args, include_all_metadata: 'true' });
    expect(full).toMatchObject({ messages: [{}, { metadata }, {}] });
  });
});

test('people are told apart: guests, admins, bots, the deleted', async () => {
  const info = async (user: string) =>
    z.object({ user: z.looseObject({}) }).parse(await call('users.info', { user })).user;
  expect(await info(people.guest)).toMatchObject({ is_restricted: true, deleted: false });
  expect(await info(people.admin)).toMatchObject({ is_admin: true, is_restricted: false });
  expect(await info('U0ZONEBOT1')).toMatchObject({ is_bot: true });
  expect(await info('USLACKBOT')).toMatchObject({ is_bot: false });
  const viewer = slack.core.workspace.user(people.viewer);
  if (viewer !== undefined) slack.core.workspace.putUser({ ...viewer, isDeleted: true });
  expect(await info(people.viewer)).toMatchObject({ deleted: true });
});

test('user groups and channels are what the seed says', async () => {
  expect(await call('usergroups.list', { include_users: 'true' })).toMatchObject({
    usergroups: [
      { handle: 'zone-approvers', users: [people.firstApprover, people.secondApprover] },
    ],
  });
  expect(await call('usergroups.users.list', { usergroup: userGroups.approvers })).toMatchObject({
    users: [people.firstApprover, people.secondApprover],
  });
  expect(await call('conversations.info', { channel: channels.random })).toMatchObject({
    channel: { name: 'random', is_member: false, is_archived: false },
  });
});

describe('limits', () => {
  test('one post a second in a channel once the burst is spent; waiting as told is enough', async () => {
    const token = slack.credentials.botToken;
    const postOne = () => post('chat.postMessage', { channel: channels.ops, text: 'x' }, token);
    const statuses: number[] = [];
    for (let n = 0; n < 21; n += 1) statuses.push((await postOne()).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    const limited = await postOne();
    expect(limited.headers.get('retry-after')).toBe('1');
    expect(await limited.json()).toEqual({ ok: false, error: 'ratelimited' });
    clock.advance(1_000);
    expect((await postOne()).status).toBe(200);
    expect((await postOne()).status).toBe(429);
  });

  test('can be taken away', async () => {
    await slack.stop();
    slack = await startSlack({ port: 0, clock, rateLimits: false });
    for (let n = 0; n < 60; n += 1)
      expect((await call('chat.postMessage', { channel: channels.ops, text: 'x' })).ok).toBe(true);
  });
});

describe('faults', () => {
  test('meet the method they are for, as often as they were asked for', async () => {
    slack.core.faults.plan(
      { kind: 'error', error: 'internal_error' },
      { method: 'users.info', times: 2 },
    );
    expect((await call('auth.test')).ok).toBe(true);
    for (const error of ['internal_error', 'internal_error', undefined]) {
      expect((await call('users.info', { user: people.viewer })).error).toBe(error);
    }
  });

  test('a 500 is no JSON, a 429 may lack its header', async () => {
    slack.core.faults.plan({ kind: 'status', status: 503 });
    const broken = await post('auth.test', {}, slack.credentials.botToken);
    expect([broken.status, await broken.text()]).toEqual([503, 'upstream connect error']);
    slack.core.faults.plan({ kind: 'rate-limited', retryAfter: null });
    const limited = await post('auth.test', {}, slack.credentials.botToken);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, null]);
  });

  test('a lost call did nothing, a lost answer did', async () => {
    for (const kind of ['lost-call', 'lost-answer'] as const) {
      slack.core.faults.plan({ kind }, { method: 'chat.postMessage' });
      await expect(
        call('chat.postMessage', { channel: channels.ops, text: kind }),
      ).rejects.toThrow();
    }
    const texts = slack.core.workspace.messages(channels.ops).map(({ text }) => text);
    expect(texts).toEqual(['lost-answer']);
    expect(slack.core.recorder.calls('chat.postMessage').map(({ lost }) => lost)).toEqual([
      true,
      true,
    ]);
  });

  test('latency holds the answer back by the clock', async () => {
    slack.core.faults.plan({ kind: 'latency', milliseconds: 5_000 });
    let hasAnswered = false;
    const answer = call('auth.test').finally(() => {
      hasAnswered = true;
    });
    const asked = clock.now();
    while (!hasAnswered) {
      clock.advance(100);
      await new Promise(setImmediate);
    }
    expect((await answer).ok).toBe(true);
    expect(clock.now() - asked).toBeGreaterThanOrEqual(5_000);
  });
});

describe('triggers', () => {
  const view = {
    type: 'modal',
    title: { type: 'plain_text', text: 'Create a zone' },
    blocks: [section('soon')],
  };
  const open = (trigger_id: string, more: object = view) =>
    call('views.open', { trigger_id, view: more });

  test('open one view', async () => {
    const trigger = slack.core.triggers.issue(people.operator);
    expect(await open(trigger)).toMatchObject({
      ok: true,
      view: { ...view, state: { values: {} } },
    });
    expect((await open(trigger)).error).toBe('exchanged_trigger_id');
  });

  test('live three seconds', async () => {
    const trigger = slack.core.triggers.issue(people.operator);
    clock.advance(3_001);
    expect((await open(trigger)).error).toBe('expired_trigger_id');
  });

  test('are spent on a bad view as well, and the view is said to be bad', async () => {
    const trigger = slack.core.triggers.issue(people.operator);
    const title = { type: 'plain_text', text: 'x'.repeat(25) };
    expect(await open(trigger, { ...view, title })).toMatchObject({
      error: 'invalid_arguments',
      errors: ['must be less than 25 characters [json-pointer:/view/title/text]'],
    });
    expect((await open(trigger)).error).toBe('exchanged_trigger_id');
  });
});
