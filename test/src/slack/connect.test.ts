/** The start: tokens that Slack refuses, a Slack that is away, an app that lacks scopes. */

import { afterEach, describe, expect, test } from 'vitest';
import { seed } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { lastSeen } from '../../../src/known/last-seen.ts';
import { createFormDesk } from '../../../src/receive/form-desk.ts';
import { connectSlack, startBot } from '../../../src/slack/bot.ts';
import { testDesk } from '../../commands/support/desk.ts';
import { collectLog } from '../support/collect-log.ts';
import { handClock } from '../support/directory.ts';

const running: LocalSlack[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function setUp(change: Partial<typeof seed> = {}) {
  const local = await startSlack({ port: 0, warn: () => {}, seed: { ...seed, ...change } });
  running.push(local);
  const { log, lines } = collectLog();
  const clock = handClock();
  const connect = (
    tokens: Partial<LocalSlack['credentials']> = {},
    more: { readonly signal?: AbortSignal; readonly clock?: Clock } = {},
  ) => {
    const { botToken, appToken } = { ...local.credentials, ...tokens };
    return connectSlack({
      slack: { botToken, receiving: { kind: 'socket-mode', appToken }, apiUrl: local.apiUrl },
      log,
      clock,
      signal: new AbortController().signal,
      ...more,
    });
  };
  return { local, lines, clock, connect };
}

const noDesk = {
  take: async () => undefined,
  press: async () => undefined,
  ballot: async () => undefined,
  details: async () => {
    throw new Error('nobody asks for details here');
  },
  thingsIn: () => Promise.reject(new Error('nobody asked')),
  deskFor: () => Promise.reject(new Error('nobody asked')),
};

const noForms = createFormDesk({
  commands: [],
  authoriser: { standpoint: noDesk.deskFor, authorise: noDesk.deskFor },
  seen: lastSeen(testDesk().hosts, collectLog().log),
});

test('who the bot is', async () => {
  const { connect } = await setUp();
  const { identity } = await connect();
  expect(identity).toEqual({ team: seed.team.id, user: seed.app.userId, botId: seed.app.botId });
});

test('a bot token that Slack refuses ends the start with what to do', async () => {
  const { connect } = await setUp();
  await expect(connect({ botToken: 'xoxb-wrong' })).rejects.toMatchObject({
    code: 'zmgr::slack::bad-bot-token',
    message: 'Slack refuses SLACK_BOT_TOKEN: invalid_auth',
    help: expect.stringContaining('OAuth & Permissions'),
  });
});

test('an app token that Slack refuses ends the start with what to do, and nothing stays open', async () => {
  const { connect, local } = await setUp();
  const slack = await connect({ appToken: 'xapp-wrong' }, { clock: systemClock });
  await expect(
    startBot({
      slack,
      desk: noDesk,
      commands: [],
      forms: noForms,
      openedHome: async () => {},
      channelGone: async () => {},
      channel: 'C0',
    }),
  ).rejects.toMatchObject({
    code: 'zmgr::slack::bad-app-token',
    message: 'Slack refuses SLACK_APP_TOKEN: invalid_auth',
    help: expect.stringContaining('connections:write'),
  });
  expect(local.core.connections.count).toBe(0);
});

describe('a Slack that is away', () => {
  test('is asked again, longer and longer, until it answers', async () => {
    const { connect, local, lines, clock } = await setUp();
    const begun = clock.now().getTime();
    local.core.faults.plan({ kind: 'lost-call' }, { method: 'auth.test', times: 2 });
    local.core.faults.plan({ kind: 'status', status: 503 }, { method: 'auth.test' });
    local.core.faults.plan({ kind: 'rate-limited', retryAfter: 1 }, { method: 'auth.test' });
    expect((await connect()).identity.team).toBe(seed.team.id);
    expect(clock.now().getTime() - begun).toBe(1_000 + 2_000 + 4_000 + 8_000);
    expect(lines.filter((line) => line.includes('asked again'))).toHaveLength(4);
    expect(local.core.faults.pending).toEqual([]);
  });

  test('is given up when the process is to stop', async () => {
    const { connect, local } = await setUp();
    local.core.faults.plan({ kind: 'lost-call' }, { method: 'auth.test', times: 9 });
    await expect(connect({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'zmgr::slack::stopped',
    });
  });
});

test('scopes that the app lacks are told', async () => {
  const { connect, lines } = await setUp({
    app: { ...seed.app, scopes: ['commands', 'chat:write'] },
  });
  await connect();
  const warning = lines.find((line) => line.includes('zmgr::slack::missing-scopes'));
  expect(warning).toContain('users:read, usergroups:read');
  expect(warning).toContain('manifest.yml');
});
