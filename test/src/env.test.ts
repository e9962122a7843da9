/** The environment: every fault at once, each naming its variable and what to set, none repeating a secret. */
import { describe, expect, test } from 'vitest';
import { readConfigEnvironment, readEnvironment } from '../../src/env.ts';

const good = { SLACK_BOT_TOKEN: 'xoxb-1-abc', SLACK_APP_TOKEN: 'xapp-1-abc' };

test('defaults', () => {
  expect(readEnvironment(good)).toEqual({
    kind: 'good',
    value: {
      config: 'zonebot.kdl',
      store: { kind: 'embedded', directory: 'data/' },
      slack: { botToken: 'xoxb-1-abc', receiving: { kind: 'socket-mode', appToken: 'xapp-1-abc' } },
      logLevel: 'info',
      notices: [],
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
      store: { kind: 'postgres', url: 'postgresql://db.lan/zonebot' },
      slack: { apiUrl: 'http://127.0.0.1:4747/api/' },
      healthPort: 8080,
      logLevel: 'debug',
    },
  });
});

test.each([
  'postgresql://db.lan/zonebot',
  'postgres://zonebot@db.lan:5432/zonebot?sslmode=require',
  'postgresql://zonebot@/zonebot?host=/run/postgresql',
  'postgresql:///zonebot?host=/run/postgresql',
])('%s is a PostgreSQL address', (url) => {
  const read = readEnvironment({ ...good, DATABASE_URL: url });
  expect(read).toMatchObject({ value: { store: { kind: 'postgres', url } } });
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
const longSecret = 'sEcReT99sEcReT99';
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
      { SLACK_APP_TOKEN: undefined },
      'zmgr::environment::missing',
      'SLACK_APP_TOKEN is not set',
      /or set SLACK_SIGNING_SECRET and PORT for HTTP mode/,
    ],
    [
      { SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: longSecret },
      'zmgr::environment::missing',
      'PORT is not set',
      /HTTP mode, by SLACK_SIGNING_SECRET, listens on it.*3000.*Socket Mode/,
    ],
    [
      { SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: secret, PORT: '3000' },
      'zmgr::environment::bad-value',
      'SLACK_SIGNING_SECRET is too short or holds blanks',
      /Basic Information/,
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
    ).toEqual(['SLACK_BOT_TOKEN', 'LOG_LEVEL', 'SLACK_APP_TOKEN']);
  });
});

describe('HTTP mode', () => {
  const http = { ...good, SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: longSecret };

  test.each([
    ['3000', '127.0.0.1', 3000],
    ['192.0.2.9:80', '192.0.2.9', 80],
    ['0.0.0.0:3000', '0.0.0.0', 3000],
    ['[::]:3000', '::', 3000],
    ['[2001:db8::9]:65535', '2001:db8::9', 65535],
  ])('PORT %s', (PORT, address, port) => {
    expect(readEnvironment({ ...http, PORT })).toMatchObject({
      kind: 'good',
      value: {
        slack: { receiving: { kind: 'http', signingSecret: longSecret, address, port } },
        notices: [],
      },
    });
  });

  test.each(['x', '0', '70000', 'localhost:3000', '300.1.1.1:3000', ':3000', '::1:x', '[::1]'])(
    'PORT %s is none',
    (PORT) => {
      expect(readEnvironment({ ...http, PORT })).toMatchObject({
        faults: [
          {
            code: 'zmgr::environment::bad-value',
            message: 'PORT is no port to listen on',
            help: expect.stringMatching(/127\.0\.0\.1.*192\.0\.2\.9:3000/),
          },
        ],
      });
    },
  );

  test('an app token is Socket Mode whatever else is set, which is told', () => {
    const read = readEnvironment({ ...http, ...good, PORT: 'x' });
    expect(read).toMatchObject({
      kind: 'good',
      value: {
        slack: { receiving: { kind: 'socket-mode' } },
        notices: [
          {
            code: 'zmgr::environment::unused',
            message: expect.stringContaining('SLACK_SIGNING_SECRET is not used'),
          },
        ],
      },
    });
  });
});

test('the part that the configuration needs asks for no token', () => {
  expect(readConfigEnvironment({})).toEqual({ config: 'zonebot.kdl' });
  expect(readConfigEnvironment({ SSH_AUTH_SOCK: '/run/agent', ZONEBOT_CONFIG: 'a.kdl' })).toEqual({
    config: 'a.kdl',
    agentSocket: '/run/agent',
  });
});
