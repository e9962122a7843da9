/** The real process where it can't start, and where it loses its token: what it says, and whether it is to be started again. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../playground/free-port.ts';
import { tellEvent } from '../../playground/slack/interactions/event.ts';
import { channels, userGroups } from '../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../playground/slack/server.ts';
import { exitStatusOf } from '../../src/exit-status.ts';
import { runBot } from '../support/bot-run.ts';
import { embeddedPlace } from '../support/store-places.ts';
import { exampleConfig, goodKey } from './support/config-file.ts';

let directory: string;
let slack: LocalSlack;
let data: Awaited<ReturnType<typeof embeddedPlace>>;
let good: Readonly<Record<string, string>>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zonebot-start-'));
  data = await embeddedPlace();
  slack = await startSlack({ port: 0, rateLimits: false, warn: () => {} });
  const key = join(directory, 'key');
  const config = join(directory, 'zonebot.kdl');
  await writeFile(key, goodKey, { mode: 0o600 });
  await writeFile(
    config,
    exampleConfig
      .replace('C0OPS', channels.ops)
      .replace('S01', userGroups.approvers)
      .replace('192.0.2.4"', '127.0.0.1"\n    port 1')
      .replace('/etc/zonebot/id_ed25519', key),
  );
  good = {
    ZONEBOT_CONFIG: config,
    ZONEBOT_DATA: data.directory,
    SLACK_BOT_TOKEN: slack.credentials.botToken,
    SLACK_APP_TOKEN: slack.credentials.appToken,
    SLACK_API_URL: slack.apiUrl,
  };
});
afterAll(async () => {
  await slack.stop();
  await data.remove();
  await rm(directory, { recursive: true });
});

test.each([
  ['zmgr::environment::missing', 78],
  ['zmgr::config::unknown-key', 78],
  ['zmgr::slack::bad-bot-token', 78],
  ['zmgr::slack::bad-app-token', 78],
  ['zmgr::store::newer', 78],
  ['zmgr::store::refused', 78],
  ['zmgr::store::unavailable', 75],
  ['zmgr::store::in-use', 75],
  ['zmgr::slack::port-taken', 75],
  ['zmgr::health::port-taken', 75],
  ['zmgr::bot::fault', 1],
] as const)('%s ends with %i', (code, status) => {
  expect(exitStatusOf({ code })).toBe(status);
});

describe('a start that fails says why, once, and ends', () => {
  const cases: readonly [string, () => Record<string, string>, number, RegExp][] = [
    [
      'without any token',
      () => ({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' }),
      78,
      /✗ zmgr::environment::missing\n {2}SLACK_BOT_TOKEN is not set[\s\S]*SLACK_APP_TOKEN is not set[\s\S]*HTTP mode/,
    ],
    [
      'with a bot token that is wrong',
      () => ({ SLACK_BOT_TOKEN: 'xoxb-wrong' }),
      78,
      /✗ zmgr::slack::bad-bot-token\n {2}Slack refuses SLACK_BOT_TOKEN: invalid_auth\n[\s\S]*help: Set it to the Bot User OAuth Token/,
    ],
    [
      'with an app token that is wrong',
      () => ({ SLACK_APP_TOKEN: 'xapp-wrong' }),
      78,
      /✗ zmgr::slack::bad-app-token\n {2}Slack refuses SLACK_APP_TOKEN: invalid_auth\n/,
    ],
    [
      'with a port that is taken',
      () => ({
        SLACK_APP_TOKEN: '',
        SLACK_SIGNING_SECRET: slack.credentials.signingSecret,
        PORT: new URL(slack.url).port,
      }),
      75,
      /✗ zmgr::slack::port-taken\n {2}Port \d+ of 127\.0\.0\.1 cannot be listened on\n/,
    ],
    [
      'with a database that is gone',
      () => ({ DATABASE_URL: 'postgresql://zonebot:hunter2@127.0.0.1:1/zonebot' }),
      75,
      /✗ zmgr::store::unavailable\n {2}The database cannot be reached/,
    ],
  ];
  test.each(cases)(
    '%s',
    async (_, change, status, text) => {
      const run = runBot({ ...good, ...change() });
      const { said, ...end } = await run.ended;
      expect({ ...end, said }).toEqual({ status, said: expect.stringMatching(text) });
      expect(said.match(/✗/g)?.length).toBeLessThanOrEqual(2);
      expect(said + run.log()).not.toMatch(/hunter2|\n {4}at /);
      expect(run.log()).not.toContain('zonebot is ready');
    },
    30_000,
  );
});

test('a token that is taken back while the bot runs: told where one looks, and the end with 78', async () => {
  const port = await freePort();
  const run = runBot({ ...good, HEALTH_PORT: String(port) });
  const ready = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    return response === undefined ? 'nobody' : `${response.status} ${await response.text()}`;
  };
  try {
    await expect.poll(ready, { timeout: 20_000 }).toBe('200 ready\n');
    slack.core.faults.plan({ kind: 'error', error: 'token_revoked' }, { method: 'auth.test' });
    await tellEvent(slack.core, { type: 'tokens_revoked', tokens: { bot: ['U0ZONEBOT1'] } });
    await expect.poll(ready).toBe('503 not ready\nSlack refuses SLACK_BOT_TOKEN: token_revoked\n');
    expect(run.log()).toContain('nobody is answered any more; operations go on to their end');
    expect(await run.ended).toEqual({ status: 78, said: '' });
    expect(slack.core.faults.pending).toEqual([]);
    expect(run.log()).toContain('zmgr::slack::bad-bot-token');
  } finally {
    await run.stop();
  }
}, 60_000);
