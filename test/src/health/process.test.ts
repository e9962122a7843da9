/** The real process with HEALTH_PORT: ready once Slack is connected, not ready while it is not, and gone when told to stop. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startBot } from '../../../playground/bot-process.ts';
import { asUser } from '../../../playground/slack/driver.ts';
import { channels, people, userGroups } from '../../../playground/slack/seed.ts';
import { startSlack } from '../../../playground/slack/server.ts';
import { embeddedPlace } from '../../support/store-places.ts';
import { exampleConfig, goodKey } from '../support/config-file.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

test('HEALTH_PORT is wired to Slack, the store and the hosts', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'zonebot-health-'));
  const data = await embeddedPlace();
  const slack = await startSlack({ port: 0, rateLimits: false, warn: () => {} });
  const port = await freePort();
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
  const bot = startBot({
    directory,
    warn: () => {},
    environment: {
      ZONEBOT_CONFIG: config,
      ZONEBOT_DATA: data.directory,
      SLACK_BOT_TOKEN: slack.credentials.botToken,
      SLACK_APP_TOKEN: slack.credentials.appToken,
      SLACK_API_URL: slack.apiUrl,
      HEALTH_PORT: String(port),
    },
  });
  const get = async (path: string): Promise<string> =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      async (response) => `${response.status} ${await response.text()}`,
      () => 'nobody answers',
    );
  try {
    await expect.poll(() => get('/readyz'), { timeout: 15_000 }).toBe('200 ready\n');
    expect(await get('/healthz')).toBe('200 alive\n');
    await asUser(slack.core, people.operator).slash('version');
    const metrics = await get('/metrics');
    expect(metrics).toContain('\nzonebot_slack_connected 1\n');
    expect(metrics).toContain('\nzonebot_store_up 1\n');
    expect(metrics).toContain('\nzonebot_host_connected{host="hv-04"} 0\n');
    expect(metrics).toContain('\nzonebot_ack_seconds_count 1\n');
    await slack.stop();
    await expect
      .poll(() => get('/readyz'), { timeout: 15_000 })
      .toBe('503 not ready\nSlack is not connected\n');
    expect(await get('/healthz')).toBe('200 alive\n');
  } finally {
    await bot.stop();
    await slack.stop().catch(() => {});
    expect(await get('/healthz')).toBe('nobody answers');
    await data.remove();
    await rm(directory, { recursive: true });
  }
}, 60_000);
