/** The environment: every fault at once, each naming its variable and what to set, none repeating a secret. */
import { describe, expect, test } from 'vitest';
import { readConfigEnvironment, readEnvironment } from '../../src/env.ts';

const good = { SLACK_BOT_TOKEN: 'xoxb-1-abc', SLACK_APP_TOKEN: 'xapp-1-abc' };

test('defaults', () => {
  expect(readEnvironment(good)).toEqual({
    kind: 'good',
    value: {
      config: 'zonebot.kdl',
      data: 'data/',
      slack: { botToken: 'xoxb-1-abc', appToken: 'xapp-1-abc' },
      logLevel: 'info',
    },
  });
});

test('everything set; what is empty counts as unset', () => {
  const read = readEnvironment({
    ...good,
    ZONEBOT_CONFIG: '/etc/zonebot.kdl',
    ZONEBOT_DATA: ' ',
    DATABASE_URL: 'postgresql://db.lan/zonebot',
    SLACK_API_URL: 'http://127.0.0.1:4747/api/',
    HEALTH_PORT: '8080',
    LOG_LEVEL: 'debug',
  });
  expect(read).toMatchObject({
    kind: 'good',
    value: {
      config: '/etc/zonebot.kdl',
      data: 'data/',
      databaseUrl: 'postgresql://db.lan/zonebot',
      slack: { apiUrl: 'http://127.0.0.1:4747/api/' },
      healthPort: 8080,
      logLevel: 'debug',
    },
  });
});

test.each(['0', 'x', '65536', '0x50', '8080.5', '-1', '123456'])('%s is no port', (port) => {
  const read = readEnvironment({ ...good, HEALTH_PORT: port });
  expect(read).toMatchObject({
    faults: [
      {
        code: 'zmgr::environment::bad-value',
        message: 'HEALTH_PORT is no port number',
        help: 'Set it to one from 1 to 65535, like 8080, or unset it.',
      },
    ],
  });
});

const secret = 'sEcReT99';
describe('faults', () => {
  test.each([
    [{ SLACK_BOT_TOKEN: '' }, 'zmgr::environment::missing', 'SLACK_BOT_TOKEN is not set', /xoxb-/],
    [
      { SLACK_APP_TOKEN: undefined },
      'zmgr::environment::missing',
      'SLACK_APP_TOKEN is not set',
      /connections:write/,
    ],
    [
      { SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: secret },
      'zmgr::environment::missing',
      'SLACK_APP_TOKEN is not set',
      /Socket Mode only.*HTTP mode.*later/,
    ],
    [
      { SLACK_BOT_TOKEN: `xapp-${secret}` },
      'zmgr::environment::bad-value',
      /^SLACK_BOT_TOKEN does not begin with xoxb-/,
      /belongs into SLACK_APP_TOKEN/,
    ],
    [
      { SLACK_APP_TOKEN: `xoxb-${secret}` },
      'zmgr::environment::bad-value',
      /^SLACK_APP_TOKEN does not begin/,
      /belongs into SLACK_BOT_TOKEN/,
    ],
    [
      { SLACK_BOT_TOKEN: `xoxb-1 ${secret}` },
      'zmgr::environment::bad-value',
      /holds blanks/,
      /xoxb-/,
    ],
    [
      { SLACK_API_URL: 'slack' },
      'zmgr::environment::bad-value',
      'SLACK_API_URL is no web address',
      /https:\/\/slack.com\/api\//,
    ],
    [
      { SLACK_API_URL: 'http://slack.lan/api/' },
      'zmgr::environment::bad-value',
      /would send the tokens unencrypted/,
      /https/,
    ],
    [
      { DATABASE_URL: `mysql://u:${secret}@db` },
      'zmgr::environment::bad-value',
      'DATABASE_URL is no PostgreSQL address',
      /postgresql:\/\//,
    ],
    [{ LOG_LEVEL: 'loud' }, 'zmgr::environment::bad-value', 'LOG_LEVEL is no log level', /info/],
  ])('%o', (change, code, message, help) => {
    const read = readEnvironment({ ...good, ...change });
    if (read.kind !== 'faulty') throw new Error('taken for good');
    expect(read.faults.map((fault) => fault.code)).toEqual([code]);
    expect(read.faults[0]?.message).toMatch(message);
    expect(read.faults[0]?.help).toMatch(help);
    expect(JSON.stringify(read.faults.map((f) => [f.message, f.help]))).not.toContain(secret);
  });

  test('all at once', () => {
    const read = readEnvironment({ LOG_LEVEL: 'loud' });
    expect(
      read.kind === 'faulty' && read.faults.map((fault) => fault.message.split(' ')[0]),
    ).toEqual(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'LOG_LEVEL']);
  });
});

test('the part that the configuration needs asks for no token', () => {
  expect(readConfigEnvironment({})).toEqual({ config: 'zonebot.kdl' });
  expect(readConfigEnvironment({ SSH_AUTH_SOCK: '/run/agent', ZONEBOT_CONFIG: 'a.kdl' })).toEqual({
    config: 'a.kdl',
    agentSocket: '/run/agent',
  });
});
