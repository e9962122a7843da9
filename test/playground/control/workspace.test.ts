/** What admins do, through the control API: the workspace changes, and the app hears of it where Slack would tell it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asUser } from '../../../playground/slack/driver.ts';
import type { JsonObject } from '../../../playground/slack/json.ts';
import { isObject } from '../../../playground/slack/json.ts';
import { bot, channels, others, people, seed, userGroups } from '../../../playground/slack/seed.ts';
import { type RawSocket, rawSocket } from '../../support/raw-socket.ts';
import { type ControlledSlack, startControlledSlack } from './support/controlled-slack.ts';

let stage: ControlledSlack;
let app: RawSocket;
beforeEach(async () => {
  const events = [
    ...seed.app.events,
    'channel_left',
    'group_left',
    'group_archive',
    'member_joined_channel',
    'channel_unarchive',
    'channel_unshared',
  ];
  stage = await startControlledSlack({ seed: { ...seed, app: { ...seed.app, events } } });
  app = await rawSocket(stage.slack);
  app.socket.on('message', () => {
    const frame = app.frames.at(-1);
    if (frame?.envelope_id !== undefined) app.ack(frame);
  });
});
afterEach(() => stage.stop());

const told = (): readonly JsonObject[] =>
  app.frames.flatMap(({ payload }) =>
    isObject(payload) && isObject(payload.event) ? [payload.event] : [],
  );
const make = (change: unknown) => stage.post('workspace', { change });
const done = { status: 200, body: { ok: true } };
const workspace = () => stage.slack.core.workspace;

describe('a change is made, and told', () => {
  test.each<[string, object, readonly object[]]>([
    [
      'somebody leaves the company',
      { kind: 'person', user: people.firstApprover, isDeleted: true },
      [{ type: 'user_change', user: { id: people.firstApprover, deleted: true } }],
    ],
    [
      'somebody becomes a guest',
      { kind: 'person', user: people.operator, isRestricted: true },
      [{ type: 'user_change', user: { id: people.operator, is_restricted: true } }],
    ],
    [
      'somebody leaves a channel',
      { kind: 'leave', channel: channels.ops, user: people.viewer },
      [
        {
          type: 'member_left_channel',
          user: people.viewer,
          channel: channels.ops,
          channel_type: 'C',
        },
      ],
    ],
    [
      'the bot is thrown out',
      { kind: 'leave', channel: channels.ops, user: bot.user },
      [
        { type: 'member_left_channel', user: bot.user, channel: channels.ops },
        { type: 'channel_left', channel: channels.ops },
      ],
    ],
    [
      'the bot is thrown out of a private channel',
      { kind: 'leave', channel: channels.vault, user: bot.user },
      [
        { type: 'member_left_channel', channel_type: 'G' },
        { type: 'group_left', channel: channels.vault },
      ],
    ],
    [
      'the bot is asked in',
      { kind: 'join', channel: channels.random, user: bot.user },
      [{ type: 'member_joined_channel', user: bot.user, channel: channels.random }],
    ],
    [
      'a channel is archived',
      { kind: 'archive', channel: channels.ops, user: people.admin },
      [{ type: 'channel_archive', channel: channels.ops, user: people.admin }],
    ],
    [
      'a private channel is archived',
      { kind: 'archive', channel: channels.vault },
      [{ type: 'group_archive', channel: channels.vault }],
    ],
    [
      'a channel comes back',
      { kind: 'unarchive', channel: channels.archived },
      [{ type: 'channel_unarchive', channel: channels.archived }],
    ],
    [
      'a channel is shared',
      { kind: 'share', channel: channels.ops },
      [{ type: 'channel_shared', channel: channels.ops, connected_team_id: 'T0ELSEWHER' }],
    ],
    [
      'a channel is shared no more',
      { kind: 'unshare', channel: channels.shared },
      [{ type: 'channel_unshared', channel: channels.shared }],
    ],
    [
      'a group has others',
      {
        kind: 'user-group',
        group: userGroups.approvers,
        users: [people.firstApprover, people.admin],
      },
      [
        {
          type: 'subteam_members_changed',
          subteam_id: userGroups.approvers,
          added_users: [people.admin],
          added_users_count: '1',
          removed_users: [people.secondApprover],
          removed_users_count: '1',
        },
      ],
    ],
    [
      'its tokens are revoked',
      { kind: 'revoke-tokens' },
      [{ type: 'tokens_revoked', tokens: { oauth: [], bot: [bot.user] } }],
    ],
    [
      'it is uninstalled',
      { kind: 'uninstall' },
      [{ type: 'tokens_revoked' }, { type: 'app_uninstalled' }],
    ],
    ['where the app is not', { kind: 'archive', channel: channels.random }, []],
    [
      'nothing, when somebody joins twice',
      { kind: 'join', channel: channels.ops, user: bot.user },
      [],
    ],
    ['of settings, nothing', { kind: 'settings', userGroups: false }, []],
  ])('%s', async (_, change, events) => {
    expect(await make(change)).toEqual(done);
    expect(told()).toHaveLength(events.length);
    expect(told()).toMatchObject(events);
  });
});

test('what was changed is so', async () => {
  await make({ kind: 'person', user: people.operator, isRestricted: true });
  await make({ kind: 'leave', channel: channels.ops, user: bot.user });
  await make({ kind: 'share', channel: channels.random });
  await make({ kind: 'user-group', group: userGroups.approvers, users: [people.admin] });
  await make({ kind: 'settings', fileUploads: false });
  expect(workspace().user(people.operator)).toMatchObject({ isRestricted: true, name: 'olga' });
  expect(workspace().channel(channels.ops)?.members).not.toContain(bot.user);
  expect(workspace().channel(channels.random)?.isExternallyShared).toBe(true);
  expect(workspace().userGroups).toMatchObject([{ users: [people.admin] }]);
  expect(workspace().settings).toEqual({ userGroups: true, fileUploads: false });
});

test('a message can be taken away', async () => {
  const { ts } = workspace().add(channels.ops, bot.user, { text: 'card', blocks: [] });
  expect(await make({ kind: 'delete-message', channel: channels.ops, ts })).toEqual(done);
  expect(workspace().messages(channels.ops)).toEqual([]);
});

describe('an app without tokens', () => {
  const error = async () => {
    const response = await fetch(`${stage.slack.apiUrl}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.slack.credentials.botToken}` },
    });
    return response.json();
  };

  test('is refused until it is installed again', async () => {
    await make({ kind: 'revoke-tokens' });
    expect(await error()).toEqual({ ok: false, error: 'token_revoked' });
    await make({ kind: 'uninstall' });
    expect(await error()).toEqual({ ok: false, error: 'account_inactive' });
    expect(await asUser(stage.slack.core, people.operator).slash('list')).toEqual({
      kind: 'failed',
      error: 'dispatch_failed',
    });
    await make({ kind: 'install' });
    expect(await error()).toMatchObject({ ok: true });
  });
});

test('another app’s bot may write, and its mentions say who it is', async () => {
  await stage.post('post', { user: others.bot, channel: channels.ops, text: '@zonebot list' });
  expect(told()).toMatchObject([
    { type: 'app_mention', user: others.bot, bot_id: 'B0DEPLOY01', app_id: 'A0DEPLOY01' },
  ]);
});

test.each<[unknown, string]>([
  [undefined, 'change'],
  [{ kind: 'burn' }, 'change'],
  [{ kind: 'person', user: 'U0X' }, 'There is nobody "U0X"'],
  [{ kind: 'leave', channel: 'C0X', user: bot.user }, 'There is no channel "C0X"'],
  [{ kind: 'user-group', group: 'S0X', users: [] }, 'There is no user group "S0X"'],
  [{ kind: 'user-group', group: userGroups.approvers, users: ['U0X'] }, 'There is nobody "U0X"'],
  [{ kind: 'delete-message', channel: channels.ops, ts: '1.0' }, 'There is no message 1.0'],
])('%j is bad input', async (change, error) => {
  expect(await make(change)).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining(error) },
  });
  expect(told()).toEqual([]);
});
