/** Log lines: what an entry says, and that no secret gets into one, wherever it stands. */
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { operationId } from '../../../hostlink/names/operation-id.ts';
import { forOperation } from '../../../src/log/log.ts';
import { scrubText } from '../../../src/log/scrub-text.ts';
import { collectLog } from '../support/collect-log.ts';

const body = 'AAAAB3NzaC1yc2EAAAADAQABAAAq';
/** Each secret with the part of it that must not be seen. */
const secrets: readonly (readonly [name: string, secret: string, core: string])[] = [
  ['bot token', 'xoxb-1234-5678-AbCdEf', 'AbCdEf'],
  ['rotated token', 'xoxe.xoxb-1-Mi0yLTEyMw', 'Mi0yLTEyMw'],
  ['refresh token', 'xoxe-1-Mi0yLTQ1Ng', 'Mi0yLTQ1Ng'],
  ['app token', 'xapp-1-A0B1C2-999-deadbeef', 'deadbeef'],
  ['response url', 'https://hooks.slack.com/commands/T01/123/sEcReTpAtH', 'sEcReTpAtH'],
  ['government response url', 'https://hooks.slack-gov.com/actions/T01/9/sEcReTpAtH', 'sEcReTpAtH'],
  ['trigger id', '13345224609.738474920.8088930838d88f008e0', '8088930838d88f008e0'],
  ['socket address', 'wss://wss-primary.slack.com/link/?ticket=5b2a-77&app_id=A1', '5b2a-77'],
  ['database password', 'postgresql://zonebot:hunter2@db.lan/zonebot', 'hunter2'],
  ['password hash', '$5$rounds=10000$saltsalt$abcdefghijklmnopqrstuv', 'abcdefghijklmnopqrstuv'],
  [
    'PEM key',
    `-----BEGIN RSA PRIVATE KEY-----\n${body}\n${body}\n-----END RSA PRIVATE KEY-----`,
    body,
  ],
  ['cut off PEM key', `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}`, body],
  ['bare OpenSSH key', `b3BlbnNzaC1rZXktdjEAAAAABG5vbmU${body}`, body],
];

const circular = (value: unknown): object => {
  const top: Record<string, unknown> = { value };
  top.top = top;
  return top;
};
const failing = (message: string): Error =>
  Object.assign(new Error(`before ${message} after`, { cause: new Error(message) }), {
    data: { request: { headers: [['x', message]] } },
  });

/** Places where a secret may stand. */
const places: readonly (readonly [name: string, put: (secret: string) => unknown[]])[] = [
  ['message', (secret) => [`failed for ${secret}, again`]],
  ['interpolated', (secret) => ['failed for %s', secret]],
  ['interpolated object', (secret) => ['failed for %j', { a: { b: secret } }]],
  ['field', (secret) => [{ url: secret }, 'x']],
  ['key', (secret) => [{ [secret]: 1 }, 'x']],
  ['deep', (secret) => [{ a: [{ b: new Map([['c', new Set([secret])]]) }] }, 'x']],
  ['error', (secret) => [failing(secret)]],
  ['error in a field', (secret) => [{ err: failing(secret) }, 'x']],
  ['error among errors', (secret) => [{ err: new AggregateError([failing(secret)]) }, 'x']],
  [
    'diagnostic',
    (secret) => [
      {
        err: new Diagnostic({
          code: 'zmgr::test::x',
          message: secret,
          help: secret,
          location: { source: secret, line: 1, text: secret },
          suggestions: [secret],
          cause: failing(secret),
        }),
      },
    ],
  ],
  ['cycle', (secret) => [circular(secret), 'x']],
  ['JSON in text', (secret) => [JSON.stringify({ a: { b: secret } })]],
  ['JSON in JSON in text', (secret) => [JSON.stringify({ a: JSON.stringify({ b: secret }) })]],
  ['URL object', (secret) => [{ url: URL.canParse(secret) ? new URL(secret) : secret }, 'x']],
  ['inspected', (secret) => [inspect({ a: secret })]],
];

describe.each(secrets)('%s', (_name, secret, core) => {
  test.each(places)('never shows in: %s', (_place, put) => {
    const { log, lines } = collectLog();
    const [first, ...rest] = put(secret);
    Reflect.apply(log.error, log, [first, ...rest]);
    log.child({ bound: secret, nested: { bound: [secret] } }).warn('bound');
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).not.toContain(core);
      expect(() => JSON.parse(line)).not.toThrow();
    }
  });
});

describe('values with a telling name', () => {
  const url = 'http://127.0.0.1:4747/respond/abcdef0123';
  test.each([
    ['field', { response_url: url, trigger_id: 'tr1gger-abcdef0123' }],
    ['camel case', { responseUrl: url }],
    ['list', { response_urls: [{ response_url: url }] }],
    ['header', { headers: { Authorization: 'Basic abcdef0123' } }],
    ['text', { said: `response_url=${url}&x=1` }],
    ['JSON text', { said: JSON.stringify({ response_url: url }) }],
    [
      'JSON in JSON text',
      { said: JSON.stringify({ body: JSON.stringify({ response_url: url }) }) },
    ],
    ['inspected', { said: inspect({ response_url: url }) }],
    [
      'getter',
      {
        get token() {
          return 'abcdef0123';
        },
      },
    ],
  ])('%s', (_name, entry) => {
    const { log, lines } = collectLog();
    log.info(entry, 'x');
    expect(lines[0]).not.toContain('abcdef0123');
  });
});

test('what is no secret stays as it is', () => {
  const plain = [
    'created web01 on hv-04: 10.1.0.10/24 over stub0',
    'https://slack.com/api/chat.update answered 200',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2 is the host key',
    'SHA256:0123456789abcdef operation 3kq7wz2m5a at 1763710000.000100',
  ];
  expect(plain.map(scrubText)).toEqual(plain);
});

test('any entry at all gives one line of JSON, and never throws', () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }),
      (value) => {
        const { log, lines } = collectLog();
        log.info({ value }, 'x');
        expect(lines).toHaveLength(1);
        expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'x', level: 'info' });
      },
    ),
    { numRuns: 200 },
  );
});

test('a diagnostic is logged with code, message, help and its chain of causes', () => {
  const { log, lines } = collectLog();
  const cause = new Diagnostic({
    code: 'zmgr::host::unreachable',
    message: 'hv-04 is away',
    help: 'Wait.',
  });
  const err = new Diagnostic({
    code: 'zmgr::plan::unplanned',
    message: 'No plan',
    help: 'Try again.',
    cause,
  });
  forOperation(log, operationId('T1', 'd1')).error({ err }, 'not planned');
  const line = JSON.parse(lines[0] ?? '');
  expect(line).toMatchObject({
    msg: 'not planned',
    operation: operationId('T1', 'd1'),
    err: {
      code: 'zmgr::plan::unplanned',
      message: 'No plan',
      help: 'Try again.',
      causes: [{ code: 'zmgr::host::unreachable', message: 'hv-04 is away', help: 'Wait.' }],
    },
  });
  expect(line.err).not.toHaveProperty('stack');
});
