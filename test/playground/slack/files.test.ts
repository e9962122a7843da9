/** Files: three steps of an upload, the message they are seen in, and who may load them. The real SDK does it too. */

import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { asUser } from '../../../playground/slack/driver.ts';
import { bot, channels, people, seed } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import * as api from './support/api.ts';

let slack: LocalSlack;
const start = async (scopes: readonly string[] = seed.app.scopes): Promise<void> => {
  slack = await startSlack({ port: 0, seed: { ...seed, app: { ...seed.app, scopes } } });
};
beforeEach(() => start());
afterEach(() => slack.stop());

const call = (method: string, args: Record<string, unknown>) => api.call(slack, method, args);
const place = z.object({ ok: z.literal(true), upload_url: z.string(), file_id: z.string() });
const reserve = async (length: number, filename = 'install.log') =>
  place.parse(await call('files.getUploadURLExternal', { filename, length }));
const send = (url: string, body: string | FormData) => fetch(url, { method: 'POST', body });
const upload = async (text: string): Promise<string> => {
  const { upload_url, file_id } = await reserve(Buffer.byteLength(text));
  expect((await send(upload_url, text)).status).toBe(200);
  return file_id;
};
const complete = (id: string, more: Record<string, unknown> = {}) =>
  call('files.completeUploadExternal', { files: [{ id, title: 'The log' }], ...more });
const olga = () => asUser(slack.core, people.operator);

test('a file is sent, shared in a thread with a comment, and seen there', async () => {
  const parent = slack.core.workspace.add(channels.ops, bot.user, { text: 'card', blocks: [] });
  const id = await upload('all went well\n');
  const answer = await complete(id, {
    channel_id: channels.ops,
    thread_ts: parent.ts,
    initial_comment: 'Output of the install',
  });
  const file = {
    id,
    name: 'install.log',
    title: 'The log',
    size: 14,
    mimetype: 'text/plain',
    url_private: `${slack.url}/files-pri/${seed.team.id}-${id}/install.log`,
  };
  expect(answer).toMatchObject({ ok: true, files: [file] });
  expect(olga().messages().at(-1)).toMatchObject({
    text: 'Output of the install',
    threadTs: parent.ts,
    files: [{ id, title: 'The log' }],
  });
  const replies = await call('conversations.replies', { channel: channels.ops, ts: parent.ts });
  expect(replies).toMatchObject({ messages: [{}, { files: [file], upload: true }] });
});

test('a form does as well as raw bytes, and a file without a channel is the app’s own', async () => {
  const { upload_url, file_id } = await reserve(3, 'a.csv');
  const form = new FormData();
  form.set('filename', new Blob(['a,b']), 'a.csv');
  expect(await (await send(upload_url, form)).text()).toBe('OK - 3');
  expect(await complete(file_id)).toMatchObject({ files: [{ mimetype: 'text/csv' }] });
  expect(olga().messages()).toEqual([]);
});

test('the real SDK does all three', async () => {
  const client = new WebClient(slack.credentials.botToken, { slackApiUrl: slack.apiUrl });
  await client.filesUploadV2({
    channel_id: channels.ops,
    filename: 'audit.jsonl',
    content: '{"seq":1}\n',
    initial_comment: 'The audit trail',
  });
  expect(olga().messages()).toMatchObject([
    { text: 'The audit trail', files: [{ name: 'audit.jsonl', size: 10 }] },
  ]);
});

describe('refused', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a name', { length: 1 }, 'invalid_arguments'],
    ['a length', { filename: 'a' }, 'invalid_arguments'],
    ['a real length', { filename: 'a', length: 0 }, 'invalid_length'],
  ])('a place without %s', async (_, args, error) => {
    expect(await call('files.getUploadURLExternal', args)).toMatchObject({ error });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a channel that is not there', { channel_id: 'C0NOWHERE1' }, 'channel_not_found'],
    ['a channel without the bot', { channel_id: channels.random }, 'not_in_channel'],
    ['an archived channel', { channel_id: channels.archived }, 'is_archived'],
    ['no such thread', { channel_id: channels.ops, thread_ts: '1.0' }, 'thread_not_found'],
    ['files that are none', { files: '[]' }, 'invalid_arguments'],
    ['a file without an id', { files: [{ title: 'x' }] }, 'invalid_arguments'],
    ['a file that is not there', { files: [{ id: 'F0NONE' }] }, 'file_not_found'],
  ])('%s; the file can still be completed', async (_, args, error) => {
    const id = await upload('x');
    expect(await complete(id, args)).toMatchObject({ ok: false, error });
    expect(await complete(id)).toMatchObject({ ok: true });
  });

  test('what was not sent, and what is complete already', async () => {
    const { file_id } = await reserve(3);
    expect(await complete(file_id)).toMatchObject({ error: 'file_not_found' });
    const id = await upload('x');
    await complete(id);
    expect(await complete(id)).toMatchObject({ error: 'file_not_found' });
  });

  test('more or fewer bytes than announced, a place twice, a place that is none', async () => {
    const { upload_url } = await reserve(3);
    expect((await send(upload_url, 'ab')).status).toBe(400);
    expect((await send(upload_url, 'abc')).status).toBe(200);
    expect((await send(upload_url, 'abc')).status).toBe(404);
    expect((await send(`${slack.url}/upload/v1/guess`, 'abc')).status).toBe(404);
  });

  test('without the scope, and where the workspace takes none', async () => {
    slack.core.workspace.settings = { userGroups: true, fileUploads: false };
    const args = { filename: 'a', length: 1 };
    expect(await call('files.getUploadURLExternal', args)).toMatchObject({
      error: 'file_uploads_disabled',
    });
    await slack.stop();
    await start(['chat:write']);
    expect(await call('files.getUploadURLExternal', args)).toMatchObject({
      error: 'missing_scope',
      needed: 'files:write',
      provided: 'chat:write',
    });
  });
});

describe('files.info', () => {
  beforeEach(async () => {
    await slack.stop();
    await start([...seed.app.scopes, 'files:read']);
  });
  const info = (file: string) => call('files.info', { file });

  test('says where it was shared', async () => {
    const parent = slack.core.workspace.add(channels.ops, bot.user, { text: 'card', blocks: [] });
    const id = await upload('x');
    const direct = slack.core.workspace.im(people.operator).id;
    await complete(id, { channels: [channels.vault, direct].join(',') });
    const other = await upload('y');
    await complete(other, { channel_id: channels.ops, thread_ts: parent.ts });
    expect(await info(id)).toMatchObject({
      file: {
        id,
        shares: { public: {}, private: { [channels.vault]: [{}], [direct]: [{}] } },
        channels: [],
        groups: [channels.vault],
        ims: [direct],
      },
    });
    expect(await info(other)).toMatchObject({
      file: {
        shares: { public: { [channels.ops]: [{ thread_ts: parent.ts, channel_name: 'ops' }] } },
        channels: [channels.ops],
      },
    });
  });

  test('finds nothing of what was not completed', async () => {
    expect(await info(await upload('x'))).toMatchObject({ error: 'file_not_found' });
    expect(await info('F0NONE')).toMatchObject({ error: 'file_not_found' });
  });
});

describe('loading', () => {
  const load = async (token: string) => {
    const id = await upload('secret');
    await complete(id, { channel_id: channels.ops });
    return fetch(`${slack.url}/files-pri/${seed.team.id}-${id}/install.log`, {
      headers: { authorization: `Bearer ${token}` },
    });
  };

  test('takes the app’s token, and files:read', async () => {
    await slack.stop();
    await start(['chat:write', 'files:write']);
    expect((await load(slack.credentials.botToken)).status).toBe(403);
    await slack.stop();
    await start([...seed.app.scopes, 'files:read']);
    expect((await load('xoxb-another')).status).toBe(403);
    const good = await load(slack.credentials.botToken);
    expect(await good.text()).toBe('secret');
    expect(good.headers.get('content-disposition')).toMatch(/^attachment/);
  });
});
