/** Response URLs: five uses within thirty minutes, and what each may do. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../playground/slack/clock.ts';
import { asUser } from '../../../playground/slack/driver.ts';
import { channels, people } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';

let clock: VirtualClock;
let slack: LocalSlack;
beforeEach(async () => {
  clock = new VirtualClock(1_800_000_000_000);
  slack = await startSlack({ port: 0, clock });
});
afterEach(() => slack.stop());

const texts = (user: string) =>
  asUser(slack.core, user)
    .messages()
    .map(({ text }) => text);

function ofCommand(): string {
  const gesture = { kind: 'command', user: people.operator, channel: channels.ops } as const;
  return slack.core.responseUrls.issue(gesture, 'T0PLAYGRND');
}

function ofPress(onlyFor?: string): { readonly path: string; readonly ts: string } {
  const content = { text: 'card', blocks: [] };
  const place = onlyFor === undefined ? {} : { onlyFor };
  const { ts } = slack.core.workspace.add(channels.ops, 'U0ZONEBOT1', content, place);
  const gesture = {
    kind: 'action',
    user: people.operator,
    channel: channels.ops,
    original: ts,
  } as const;
  return { path: slack.core.responseUrls.issue(gesture, 'T0PLAYGRND'), ts };
}

async function answer(path: string, body: unknown): Promise<readonly [number, string]> {
  const response = await fetch(`${slack.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return [response.status, await response.text()];
}

test('five uses, then no more', async () => {
  const path = ofCommand();
  for (let n = 1; n <= 5; n += 1) expect(await answer(path, { text: `${n}` })).toEqual([200, 'ok']);
  expect(await answer(path, { text: '6' })).toEqual([404, 'used_url']);
  expect(texts(people.operator)).toEqual(['1', '2', '3', '4', '5']);
  expect(texts(people.viewer)).toEqual([]);
});

test('thirty minutes, then no more', async () => {
  const path = ofCommand();
  clock.advance(30 * 60_000);
  expect(await answer(path, { text: 'just in time' })).toEqual([200, 'ok']);
  clock.advance(1);
  expect(await answer(path, { text: 'late' })).toEqual([404, 'expired_url']);
});

test('a guessed one is none', async () => {
  const path = ofCommand().replace(/\w$/, (last) => (last === '0' ? '1' : '0'));
  expect(await answer(path, { text: 'x' })).toEqual([404, 'no_service']);
});

test.each([
  ['[', 'invalid_payload'],
  [{}, 'no_text'],
  [{ text: 'x', blocks: [{ type: 'header' }] }, 'invalid_blocks'],
  [{ text: 'x', replace_original: true }, 'message_not_found'],
  [{ delete_original: true }, 'message_not_found'],
])('%j is refused, and no use is lost', async (body, error) => {
  const path = ofCommand();
  for (let n = 0; n < 6; n += 1) expect(await answer(path, body)).toEqual([400, error]);
  expect(await answer(path, { text: 'good' })).toEqual([200, 'ok']);
  expect(texts(people.operator)).toEqual(['good']);
});

test('what a command showed last is its original', async () => {
  const path = ofCommand();
  await answer(path, { text: 'Working…' });
  await answer(path, { text: 'Done', replace_original: true });
  expect(texts(people.operator)).toEqual(['Done']);
  await answer(path, { delete_original: 'true' });
  expect(texts(people.operator)).toEqual([]);
});

test('a pressed message is replaced unless the answer says otherwise', async () => {
  const { path, ts } = ofPress();
  await answer(path, { text: 'replaced' });
  await answer(path, { text: 'beside, for the one who pressed', replace_original: false });
  await answer(path, { text: 'beside, for all', response_type: 'in_channel' });
  await answer(path, { text: 'in the thread', response_type: 'in_channel', thread_ts: ts });
  expect(texts(people.viewer)).toEqual(['replaced', 'beside, for all', 'in the thread']);
  expect(texts(people.operator)).toContain('beside, for the one who pressed');
  expect(slack.core.workspace.replies(channels.ops, ts).map(({ text }) => text)).toEqual([
    'in the thread',
  ]);
  expect(slack.core.workspace.message(channels.ops, ts)?.text).toBe('replaced');
});

test('an ephemeral message is edited and deleted too', async () => {
  const { path } = ofPress(people.operator);
  await answer(path, { text: 'edited' });
  expect(texts(people.operator)).toEqual(['edited']);
  expect(texts(people.viewer)).toEqual([]);
  await answer(path, { delete_original: true });
  expect(texts(people.operator)).toEqual([]);
});
