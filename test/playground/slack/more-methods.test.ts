/** Methods that are small: permalinks, direct messages, members, reactions, addresses, later messages, blocks.validate. */
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../playground/slack/clock.ts';
import { asUser } from '../../../playground/slack/driver.ts';
import { bot, channels, others, people, seed, userGroups } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import { rawSocket } from '../../support/raw-socket.ts';
import * as api from './support/api.ts';
import { answering, payloadOf } from './support/exchange.ts';

const now = 1_800_000_000;
let clock: VirtualClock;
let slack: LocalSlack;
beforeEach(async () => {
  clock = new VirtualClock(now * 1000);
  const scopes = [...seed.app.scopes, 'reactions:write', 'users:read.email'];
  slack = await startSlack({ port: 0, clock, seed: { ...seed, app: { ...seed.app, scopes } } });
});
afterEach(() => slack.stop());

const call = (method: string, args: Record<string, unknown> = {}) => api.call(slack, method, args);
const say = (text: string, more: { onlyFor?: string; threadTs?: string } = {}) =>
  slack.core.workspace.add(channels.ops, bot.user, { text, blocks: [] }, more);
const im = () => slack.core.workspace.im(people.operator).id;

describe('refusals', () => {
  test.each<[string, () => Record<string, unknown>, string]>([
    [
      'chat.getPermalink',
      () => ({ channel: channels.ops, message_ts: '1.0' }),
      'message_not_found',
    ],
    ['chat.getPermalink', () => ({ channel: 'C0X', message_ts: '1.0' }), 'channel_not_found'],
    ['conversations.open', () => ({}), 'users_list_not_supplied'],
    ['conversations.open', () => ({ users: 'U0X' }), 'user_not_found'],
    ['conversations.open', () => ({ users: others.deactivated }), 'user_disabled'],
    ['conversations.open', () => ({ users: others.bot }), 'cannot_dm_bot'],
    ['conversations.open', () => ({ users: 'U1,U2' }), 'invalid_arguments'],
    [
      'conversations.open',
      () => ({ channel: channels.ops }),
      'method_not_supported_for_channel_type',
    ],
    ['conversations.members', () => ({ channel: 'C0X' }), 'channel_not_found'],
    ['conversations.members', () => ({ channel: channels.ops, cursor: 'x' }), 'invalid_cursor'],
    ['conversations.members', () => ({ channel: channels.ops, limit: 0 }), 'invalid_limit'],
    ['users.lookupByEmail', () => ({ email: 'nobody@playground.example' }), 'users_not_found'],
    ['users.lookupByEmail', () => ({ email: 'dora@playground.example' }), 'users_not_found'],
    [
      'reactions.add',
      () => ({ channel: channels.ops, name: 'eyes', timestamp: '1.0' }),
      'message_not_found',
    ],
    [
      'reactions.add',
      () => ({ channel: channels.ops, name: ':eyes:', timestamp: say('x').ts }),
      'invalid_name',
    ],
    [
      'reactions.add',
      () => ({
        channel: channels.ops,
        name: 'eyes',
        timestamp: say('x', { onlyFor: people.operator }).ts,
      }),
      'not_reactable',
    ],
    [
      'chat.scheduleMessage',
      () => ({ channel: channels.ops, text: 'x', post_at: now }),
      'time_in_past',
    ],
    [
      'chat.scheduleMessage',
      () => ({ channel: channels.ops, text: 'x', post_at: now + 121 * 86_400 }),
      'time_too_far',
    ],
    ['chat.postMessage', () => ({ channel: channels.archived, text: 'x' }), 'is_archived'],
    [
      'chat.postMessage',
      () => ({
        channel: channels.ops,
        text: 'x',
        thread_ts: say('x', { onlyFor: people.operator }).ts,
      }),
      'cannot_reply_to_message',
    ],
    ['blocks.validate', () => ({}), 'invalid_arguments'],
    ['blocks.validate', () => ({ blocks: [], view: {} }), 'invalid_arguments'],
    ['blocks.validate', () => ({ blocks: '{' }), 'invalid_json'],
  ])('%s: %s', async (method, args, error) => {
    expect(await call(method, args())).toMatchObject({ ok: false, error });
  });
});

test('a permalink leads to the message, and into its thread', async () => {
  const parent = say('card');
  const reply = say('log', { threadTs: parent.ts });
  const link = `${slack.url}/archives/${channels.ops}/p${parent.ts.replace('.', '')}`;
  expect(await call('chat.getPermalink', { channel: channels.ops, message_ts: parent.ts })).toEqual(
    {
      ok: true,
      channel: channels.ops,
      permalink: link,
    },
  );
  expect(
    await call('chat.getPermalink', { channel: channels.ops, message_ts: reply.ts }),
  ).toMatchObject({ permalink: expect.stringContaining(`thread_ts=${parent.ts}`) });
});

test('direct messages are seen by one person', async () => {
  expect(await call('conversations.open', { users: people.operator })).toEqual({
    ok: true,
    channel: { id: im() },
  });
  expect(
    await call('conversations.open', { users: people.operator, return_im: true }),
  ).toMatchObject({ channel: { id: im(), is_im: true, user: people.operator } });
  await call('chat.postMessage', { channel: im(), text: 'psst' });
  // A person's id means the same.
  const direct = await call('chat.postMessage', { channel: people.operator, text: 'again' });
  expect(direct).toMatchObject({ channel: im() });
  expect(asUser(slack.core, people.operator, im()).messages()).toMatchObject([
    { text: 'psst' },
    { text: 'again' },
  ]);
  expect(asUser(slack.core, people.viewer, im()).messages()).toEqual([]);
  expect(slack.core.workspace.channels.map(({ id }) => id)).not.toContain(im());
});

test('members come a stretch at a time', async () => {
  const client = new WebClient(slack.credentials.botToken, { slackApiUrl: slack.apiUrl });
  const members: string[] = [];
  for await (const page of client.paginate('conversations.members', {
    channel: channels.ops,
    limit: 4,
  })) {
    members.push(...('members' in page && Array.isArray(page.members) ? page.members : []));
  }
  expect(members).toEqual(slack.core.workspace.channel(channels.ops)?.members);
});

test('a person is found by their address, and has it where the scope is granted', async () => {
  expect(await call('users.lookupByEmail', { email: 'OLGA@playground.example' })).toMatchObject({
    user: { id: people.operator, profile: { email: 'olga@playground.example' } },
  });
  await slack.stop();
  slack = await startSlack({ port: 0 });
  expect(await call('users.lookupByEmail', { email: 'olga@playground.example' })).toMatchObject({
    error: 'missing_scope',
    needed: 'users:read.email',
  });
  const { user } = await call('users.info', { user: people.operator });
  expect(user).not.toHaveProperty('profile.email');
});

test('a reaction stands on the message, once', async () => {
  const { ts } = say('card');
  const react = () => call('reactions.add', { channel: channels.ops, name: 'eyes', timestamp: ts });
  expect(await react()).toEqual({ ok: true });
  expect(await react()).toMatchObject({ error: 'already_reacted' });
  expect(await call('conversations.history', { channel: channels.ops })).toMatchObject({
    messages: [{ reactions: [{ name: 'eyes', users: [bot.user], count: 1 }] }],
  });
  expect(slack.core.workspace.message(channels.ops, ts)?.edited).toBeUndefined();
});

test('a later message comes at its time', async () => {
  expect(
    await call('chat.scheduleMessage', { channel: channels.ops, text: 'later', post_at: now + 60 }),
  ).toMatchObject({ ok: true, post_at: now + 60, scheduled_message_id: expect.any(String) });
  clock.advance(59_999);
  expect(slack.core.workspace.messages(channels.ops)).toEqual([]);
  clock.advance(1);
  expect(slack.core.workspace.messages(channels.ops)).toMatchObject([{ text: 'later' }]);
});

describe('blocks.validate', () => {
  const bad = [{ type: 'section', text: { type: 'plain_text', text: '' } }];
  test.each<[string, unknown, string]>([
    ['blocks', bad, '/0/text/text'],
    ['message', { blocks: bad }, '/blocks/0/text/text'],
    ['view', { type: 'home', blocks: bad }, '/blocks/0/text/text'],
  ])('finds what is wrong in %s, and where', async (kind, value, pointer) => {
    expect(await call('blocks.validate', { [kind]: value })).toEqual({
      ok: false,
      error: `invalid_${kind}`,
      errors: [{ pointer, code: 'too_short', message: 'must be more than 0 characters' }],
    });
  });

  test('says yes to what is right', async () => {
    expect(await call('blocks.validate', { blocks: [{ type: 'divider' }] })).toEqual({ ok: true });
  });
});

test('text that was cut is said to be', async () => {
  expect(
    await call('chat.postMessage', { channel: channels.ops, text: 'x'.repeat(40_001) }),
  ).toMatchObject({
    warning: 'message_truncated',
    response_metadata: { warnings: ['message_truncated'] },
  });
});

test('what is in an archived channel is edited no more', async () => {
  const { ts } = slack.core.workspace.add(channels.archived, bot.user, { text: 'old', blocks: [] });
  expect(await call('chat.update', { channel: channels.archived, ts, text: 'new' })).toMatchObject({
    error: 'is_inactive',
  });
});

test('a plan without user groups says so', async () => {
  slack.core.workspace.settings = { userGroups: false, fileUploads: true };
  for (const [method, args] of [
    ['usergroups.list', {}],
    ['usergroups.users.list', { usergroup: userGroups.approvers }],
  ] as const) {
    expect(await call(method, args)).toMatchObject({ error: 'plan_upgrade_required' });
  }
});

test('which scopes a method would take stands in a header', async () => {
  const { headers } = await api.post(slack, 'users.info', { user: people.operator }, 'xoxb-no');
  expect(headers.get('x-accepted-oauth-scopes')).toBe('users:read');
});

test('those who are no part of the team are shown as such', async () => {
  const user = async (id: string) => (await call('users.info', { user: id })).user;
  expect(await user(others.stranger)).toMatchObject({ is_stranger: true, team_id: 'T0ELSEWHER' });
  expect(await user(others.deactivated)).toMatchObject({ deleted: true });
  expect(await user(others.bot)).toMatchObject({ is_bot: true, profile: { bot_id: 'B0DEPLOY01' } });
  const shared = { channel: channels.shared, include_num_members: true };
  expect(await call('conversations.info', shared)).toMatchObject({
    channel: { is_ext_shared: true, num_members: 6 },
  });
  const channel = slack.core.workspace.channel(channels.shared);
  if (channel !== undefined) slack.core.workspace.putChannel({ ...channel, members: [bot.user] });
  expect(await call('users.info', { user: others.stranger })).toMatchObject({
    error: 'user_not_visible',
  });
});

test('a workspace of an Enterprise Grid organisation says so everywhere', async () => {
  await slack.stop();
  const enterprise = { id: 'E0GRID0001', name: 'Grid' };
  slack = await startSlack({ port: 0, seed: { ...seed, team: { ...seed.team, enterprise } } });
  expect(await call('auth.test')).toMatchObject({ enterprise_id: enterprise.id });
  const app = await rawSocket(slack);
  await app.frame(0);
  const olga = asUser(slack.core, people.operator);
  const typed = await answering(app, () => olga.slash('list'));
  expect(payloadOf(typed.frame)).toMatchObject({
    enterprise_id: enterprise.id,
    enterprise_name: 'Grid',
    is_enterprise_install: 'false',
  });
  const started = await answering(app, () => olga.shortcut('sc_create'));
  expect(payloadOf(started.frame)).toMatchObject({
    enterprise,
    team: { enterprise_id: enterprise.id },
  });
  const posted = await answering(app, () => olga.post('@zonebot list'));
  expect(payloadOf(posted.frame)).toMatchObject({
    authorizations: [{ enterprise_id: enterprise.id }],
  });
});

describe('reading takes a scope of the channel’s own kind', () => {
  const history = async (channel: string) => call('conversations.history', { channel });

  test.each<[string, () => string, string]>([
    ['a direct message', im, 'im:history'],
    ['a private channel', () => channels.vault, 'groups:history'],
  ])('%s', async (_, channel, needed) => {
    await slack.stop();
    const scopes = ['channels:history', 'chat:write'];
    slack = await startSlack({ port: 0, seed: { ...seed, app: { ...seed.app, scopes } } });
    expect(await history(channel())).toEqual({
      ok: false,
      error: 'missing_scope',
      needed,
      provided: 'channels:history,chat:write',
    });
    expect(await history(channels.ops)).toMatchObject({ ok: true });
  });

  test('information too', async () => {
    expect(await call('conversations.info', { channel: im() })).toMatchObject({
      error: 'missing_scope',
      needed: 'im:read',
    });
    expect(await call('conversations.members', { channel: im() })).toMatchObject({
      needed: 'im:read',
    });
  });
});
