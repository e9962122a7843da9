/** Answers by response URL, by the Web API where that fails, and to no other address than Slack's. */
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import { expect, test, vi } from 'vitest';
import { createRespond } from '../../../../src/slack/gestures/respond.ts';
import { collectLog } from '../../support/collect-log.ts';

const secret = 'T01/9/sEcReTpAtH';
const ours = `https://hooks.slack.com/commands/${secret}`;
const content = { text: 'hello', blocks: [] };

function setUp(answer: () => Promise<Response>, apiUrl?: string) {
  const { log, lines } = collectLog();
  const interactive = new WebClient('xoxb-x');
  const ephemeral = vi.spyOn(interactive, 'apiCall').mockResolvedValue({ ok: true });
  const fetch = vi.fn<typeof globalThis.fetch>(answer);
  const respond = createRespond({ clients: { interactive }, apiUrl, log, fetch });
  const say = (responseUrl?: string) =>
    respond({ user: 'U1', channel: 'C1', responseUrl }, content);
  return { lines, ephemeral, fetch, say };
}
const ok = async () => new Response('ok');

test('by the response URL, for the asker alone', async () => {
  const { fetch, ephemeral, say } = setUp(ok);
  await say(ours);
  expect(fetch.mock.calls[0]?.[0]).toBe(ours);
  expect(JSON.parse(String(fetch.mock.calls[0]?.[1]?.body))).toEqual({
    response_type: 'ephemeral',
    replace_original: false,
    ...content,
  });
  expect(ephemeral).not.toHaveBeenCalled();
});

test.each<[string, () => Promise<Response>]>([
  ['used up', async () => new Response('used_url', { status: 404 })],
  ['away', () => Promise.reject(new TypeError(`fetch failed for ${ours}`))],
])('%s: by chat.postEphemeral, and the log does not tell the URL', async (_name, answer) => {
  const { ephemeral, lines, say } = setUp(answer);
  await say(ours);
  expect(ephemeral).toHaveBeenCalledWith('chat.postEphemeral', {
    channel: 'C1',
    user: 'U1',
    ...content,
  });
  expect(lines.join('')).not.toContain('sEcReTpAtH');
});

test.each([
  'https://hooks.slack.com.evil.example/x',
  'http://hooks.slack.com/x',
  'http://169.254.169.254/latest',
  'file:///etc/passwd',
  'nonsense',
])('never to %s', async (url) => {
  const { fetch, ephemeral, say } = setUp(ok);
  await say(url);
  expect(fetch).not.toHaveBeenCalled();
  expect(ephemeral).toHaveBeenCalledOnce();
});

test('to the local Slack only when the bot was pointed at it', async () => {
  const url = 'http://127.0.0.1:4747/respond/1';
  const { fetch, say } = setUp(ok, 'http://127.0.0.1:4747/api/');
  await say(url);
  await say('http://127.0.0.1:4748/respond/1');
  expect(fetch).toHaveBeenCalledOnce();
});

test('a shortcut is started anywhere: who does not see the channel is told directly', async () => {
  const { ephemeral, lines, say } = setUp(ok);
  ephemeral.mockRejectedValueOnce(
    new WebAPIPlatformError({ ok: false, error: 'user_not_in_channel' }),
  );
  await say(undefined);
  expect(ephemeral).toHaveBeenLastCalledWith('chat.postMessage', { channel: 'U1', ...content });
  expect(lines).toEqual([]);
});

test('an answer that reaches nobody is logged, and nothing is thrown', async () => {
  const { ephemeral, lines, say } = setUp(ok);
  ephemeral.mockRejectedValue(new Error('away'));
  await say(undefined);
  expect(lines.join('')).toContain('did not reach its asker');
});
