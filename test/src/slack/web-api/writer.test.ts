/** Posting, editing and finding over the local Slack, and what each kind of trouble is taken for. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallFault } from '../../../../playground/slack/faults.ts';
import { bot, channels, people } from '../../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../../playground/slack/server.ts';
import type { SlackWriter } from '../../../../src/outbox/writer.ts';
import { createClients } from '../../../../src/slack/web-api/clients.ts';
import { createWriter } from '../../../../src/slack/web-api/writer.ts';
import { collectLog } from '../../support/collect-log.ts';

let local: LocalSlack;
let writer: SlackWriter;
beforeEach(async () => {
  local = await startSlack({ port: 0, rateLimits: false, warn: () => {} });
  const clients = createClients({ ...local.credentials, apiUrl: local.apiUrl }, collectLog().log);
  writer = createWriter(clients, bot.user);
});
afterEach(() => local.stop());

const content = (text: string) => ({ text, blocks: [] });
const since = new Date(Date.now() - 60_000);
const postedTs = async (key: string): Promise<string> => {
  const answer = await writer.post(channels.ops, content('one'), key);
  if (answer.kind !== 'posted') throw new Error(answer.kind);
  return answer.ts;
};

test('post, edit, find', async () => {
  const ts = await postedTs('k1');
  await postedTs('k2');
  expect(await writer.update(channels.ops, ts, content('two'), 'k1')).toEqual({ kind: 'updated' });
  expect(await writer.find(channels.ops, 'k1', since)).toEqual({ kind: 'posted', ts });
  expect(await writer.find(channels.ops, 'k3', since)).toEqual({ kind: 'absent' });
});

test('a reply is found in its thread', async () => {
  const threadTs = await postedTs('k1');
  const reply = await writer.post(channels.ops, { ...content('reply'), threadTs }, 'k2');
  expect(reply.kind).toBe('posted');
  expect(await writer.find(channels.ops, 'k2', since, threadTs)).toEqual(reply);
});

test('a message of somebody else with our key is not ours', async () => {
  await postedTs('k1');
  const { log } = collectLog();
  const clients = createClients({ ...local.credentials, apiUrl: local.apiUrl }, log);
  const other = createWriter(clients, people.admin);
  expect(await other.find(channels.ops, 'k1', since)).toEqual({ kind: 'absent' });
});

test('a post whose answer was lost has been written, and is found', async () => {
  local.core.faults.plan({ kind: 'lost-answer' }, { method: 'chat.postMessage' });
  expect(await writer.post(channels.ops, content('one'), 'k1')).toEqual({
    kind: 'unknown-outcome',
  });
  expect(local.core.recorder.calls('chat.postMessage')).toHaveLength(1);
  expect(await writer.find(channels.ops, 'k1', since)).toMatchObject({ kind: 'posted' });
});

describe('trouble', () => {
  const error = (word: string): CallFault => ({ kind: 'error', error: word });
  test.each<[CallFault, object]>([
    [
      { kind: 'rate-limited', retryAfter: 7 },
      { kind: 'rate-limited', retryAfterSeconds: 7 },
    ],
    [{ kind: 'rate-limited', retryAfter: null }, { kind: 'unknown-outcome' }],
    [error('ratelimited'), { kind: 'rate-limited', retryAfterSeconds: 10 }],
    [error('message_not_found'), { kind: 'gone', what: 'message', why: 'message_not_found' }],
    [error('cant_update_message'), { kind: 'gone', what: 'message', why: 'cant_update_message' }],
    [error('edit_window_closed'), { kind: 'gone', what: 'message', why: 'edit_window_closed' }],
    [error('channel_not_found'), { kind: 'gone', what: 'channel', why: 'channel_not_found' }],
    [error('is_archived'), { kind: 'gone', what: 'channel', why: 'is_archived' }],
    [error('not_in_channel'), { kind: 'gone', what: 'channel', why: 'not_in_channel' }],
    [error('invalid_blocks'), { kind: 'refused', error: 'invalid_blocks' }],
    [error('token_revoked'), { kind: 'rate-limited', retryAfterSeconds: 60 }],
    [error('internal_error'), { kind: 'unknown-outcome' }],
    [{ kind: 'status', status: 502 }, { kind: 'unknown-outcome' }],
    [
      { kind: 'status', status: 403 },
      { kind: 'refused', error: 'http_403' },
    ],
    [{ kind: 'status', status: 200 }, { kind: 'unknown-outcome' }],
    [{ kind: 'lost-call' }, { kind: 'unknown-outcome' }],
  ])('%o', async (fault, expected) => {
    for (const method of ['chat.postMessage', 'chat.update', 'conversations.history']) {
      local.core.faults.plan(fault, { method });
    }
    expect(await writer.post(channels.ops, content('x'), 'k')).toEqual(expected);
    expect(await writer.update(channels.ops, '1.0', content('x'), 'k')).toEqual(expected);
    expect(await writer.find(channels.ops, 'k', since)).toEqual(expected);
    expect(local.core.faults.pending).toEqual([]);
  });
});
