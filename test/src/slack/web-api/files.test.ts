/** Files over the Web API: the three steps as Slack takes them, what is said of failures, and where bytes never go. */
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { expect, test, vi } from 'vitest';
import { createFiles } from '../../../../src/slack/web-api/files.ts';

type Answers = Readonly<Record<string, object>>;
const uploadUrl = 'https://files.slack.com/upload/v1/abc';
const good: Answers = {
  'files.getUploadURLExternal': { ok: true, upload_url: uploadUrl, file_id: 'F1' },
  'files.completeUploadExternal': { ok: true, files: [{ id: 'F1' }] },
};

function setUp(
  answers: Answers = good,
  upload: () => Promise<Response> = async () => new Response(),
) {
  const calls: [string, unknown][] = [];
  const fetch = vi.fn<typeof globalThis.fetch>(upload);
  // The library's own reading of answers: a refusal is thrown as it throws it.
  const options: WebClientOptions & { readonly fetch?: unknown } = { retryConfig: { retries: 0 } };
  const bulk = new WebClient('xoxb-x', options);
  vi.spyOn(bulk, 'apiCall').mockImplementation(async (method, args) => {
    calls.push([method, args]);
    const answer = answers[method];
    if (answer === undefined) throw new Error('away');
    return answer as never;
  });
  return { calls, fetch, files: createFiles({ clients: { bulk }, apiUrl: undefined, fetch }) };
}
const file = { name: 'zonebot-a.log', title: 'Output of create web01', text: 'ünd\n' };

test('the bytes go to the address that Slack gives, and then the file is shown in the thread', async () => {
  const { calls, fetch, files } = setUp();
  expect(await files.upload(file)).toEqual({ kind: 'uploaded', id: 'F1' });
  expect(calls[0]).toEqual([
    'files.getUploadURLExternal',
    { filename: 'zonebot-a.log', length: Buffer.byteLength(file.text) },
  ]);
  const [url, request] = fetch.mock.calls[0] ?? [];
  expect(url).toBe(uploadUrl);
  expect(request).toMatchObject({ method: 'POST', redirect: 'error' });
  expect(String(request?.body)).toBe(file.text);
  expect(await files.show('F1', file.title, { channel: 'C1', threadTs: '1.0' })).toEqual({
    kind: 'shown',
  });
  expect(calls[1]).toEqual([
    'files.completeUploadExternal',
    { files: [{ id: 'F1', title: file.title }], channel_id: 'C1', thread_ts: '1.0' },
  ]);
});

test('no secret, and nothing that hides or turns text, gets into a file', async () => {
  const { fetch, files } = setUp();
  await files.upload({ ...file, text: 'token xoxb-1-secret \u202egnp.exe\n' });
  expect(String(fetch.mock.calls[0]?.[1]?.body)).toBe('token [token] gnp.exe\n');
});

test.each(['http://files.slack.com/x', 'https://files.slack.com.evil.example/x', 'nonsense'])(
  'the bytes never go to %s',
  async (url) => {
    const answers = { 'files.getUploadURLExternal': { ok: true, upload_url: url, file_id: 'F1' } };
    const { fetch, files } = setUp(answers);
    expect(await files.upload(file)).toMatchObject({ kind: 'refused' });
    expect(fetch).not.toHaveBeenCalled();
  },
);

test.each<[string, () => Promise<Response>, string]>([
  ['broken off', () => Promise.reject(new TypeError('fetch failed')), 'unknown-outcome'],
  ['met by a fault of Slack', async () => new Response('', { status: 503 }), 'unknown-outcome'],
  ['refused', async () => new Response('', { status: 413 }), 'refused'],
])('an upload that is %s', async (_name, upload, kind) => {
  const { files } = setUp(good, upload);
  expect(await files.upload(file)).toMatchObject({ kind });
});

test.each([
  [{ shares: { public: { C1: [{ ts: '1.1' }] } } }, 'shown'],
  [{ shares: { private: { C1: [{ ts: '1.1' }] } } }, 'shown'],
  [{ shares: {}, ims: ['C1'] }, 'shown'],
  [{ shares: { public: { C2: [{ ts: '1.1' }] } } }, 'absent'],
  [{}, 'absent'],
])('whether it is shown: %j', async (info, kind) => {
  const { files } = setUp({ 'files.info': { ok: true, file: { id: 'F1', ...info } } });
  expect(await files.isShown('F1', 'C1')).toEqual({ kind });
});

test('a Slack that is away leaves the outcome open', async () => {
  const { files } = setUp({});
  const open = { kind: 'unknown-outcome' };
  expect(await files.upload(file)).toEqual(open);
  expect(await files.show('F1', 'x', { channel: 'C1' })).toEqual(open);
  expect(await files.isShown('F1', 'C1')).toEqual(open);
});
