/**
 * Every way in which Slack's Web API fails, under a create: the zone is there, and so is its card, once, saying so. A fault
 * that did not happen fails its case.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallFault } from '../../playground/slack/faults.ts';
import { channels } from '../../playground/slack/seed.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({ installMilliseconds: 500 });
}, 60_000);
afterAll(() => journey.end());

const error = (word: string): CallFault => ({ kind: 'error', error: word });
const post = 'chat.postMessage';
const edit = 'chat.update';
const look = 'conversations.history';

const core = () => journey.playground.slack.core;
/** What all see of the bot's in the channel about this zone. */
const cards = (zone: string) =>
  core()
    .workspace.messages(channels.ops)
    .filter(
      ({ onlyFor, text }) => onlyFor === undefined && text.includes(`Create ${zone} on hv-04`),
    );
let zones = 0;
const create = async (): Promise<string> => {
  zones += 1;
  const zone = `fault${String(zones).padStart(2, '0')}`;
  await journey.client.slash(journey.operator, `create ${zone} template=oi`);
  return zone;
};

const each: readonly (readonly [string, CallFault])[] = [
  ['429', { kind: 'rate-limited', retryAfter: 1 }],
  ['429 without a time', { kind: 'rate-limited', retryAfter: null }],
  // Written once more without its blocks: two refusals of content in a row would be a message that can't be written.
  ['msg_too_long', error('msg_too_long')],
  ['500', { kind: 'status', status: 500 }],
  ['internal_error', error('internal_error')],
  ['a lost answer', { kind: 'lost-answer' }],
  ['a lost call', { kind: 'lost-call' }],
  ['latency', { kind: 'latency', milliseconds: 700 }],
  ['invalid_blocks', error('invalid_blocks')],
];

/** So many creates at once, while each of these befalls some call. */
async function outlasts(
  count: number,
  faults: readonly (readonly [method: string, fault: CallFault])[],
): Promise<void> {
  for (const [method, fault] of faults) core().faults.plan(fault, { method });
  const names = await Promise.all(Array.from({ length: count }, create));
  for (const zone of names) {
    await expect
      .poll(() => cards(zone).map(({ text }) => text), { timeout: 90_000, interval: 100 })
      .toEqual([expect.stringMatching(/: done/)]);
  }
  expect(core().faults.pending).toEqual([]);
  const { zones: made } = await journey.client.host();
  expect(names.filter((zone) => made[zone]?.state !== 'running')).toEqual([]);
}

test('whatever befalls posts: each card is there once, and ends', async () => {
  await outlasts(each.length, [
    ...each.map(([, fault]) => [post, fault] as const),
    [look, { kind: 'status', status: 503 }],
    [look, { kind: 'lost-answer' }],
  ]);
}, 120_000);

test('whatever befalls edits: each card is there once, and ends', async () => {
  await outlasts(each.length + 1, [
    ...each.map(([, fault]) => [edit, fault] as const),
    [edit, error('ratelimited')],
  ]);
}, 120_000);

test('a card that somebody deletes is posted once more', async () => {
  const zone = await create();
  await expect.poll(() => cards(zone).length, { timeout: 15_000 }).toBe(1);
  const [card] = cards(zone);
  if (card === undefined) throw new Error('there is no card');
  core().workspace.remove(card);
  await expect
    .poll(() => cards(zone).map(({ ts, text }) => [ts === card.ts, /: done/.test(text)]), {
      timeout: 30_000,
    })
    .toEqual([[false, true]]);
}, 60_000);

test.each(['is_archived', 'not_in_channel', 'channel_not_found'])(
  '%s: who asked is told in a direct message, once, and the zone is made',
  async (word) => {
    core().faults.plan(error(word), { method: post });
    const zone = await create();
    const im = core().workspace.im(journey.operator);
    const told = () =>
      core()
        .workspace.messages(im.id)
        .filter(({ text }) => text.includes(`create ${zone}`));
    await expect.poll(() => told().length, { timeout: 30_000 }).toBe(1);
    await expect
      .poll(async () => (await journey.client.host()).zones[zone]?.state, { timeout: 30_000 })
      .toBe('running');
    expect(JSON.stringify(told()[0]?.blocks)).toMatch(new RegExp(`${word}.*op show [a-z2-7]{10}`));
    expect(cards(zone)).toEqual([]);
    expect(core().faults.pending).toEqual([]);
  },
  60_000,
);

test('edit_window_closed: the card stays as it is, and a reply says so', async () => {
  core().faults.plan(error('edit_window_closed'), { method: edit });
  const zone = await create();
  const replies = () =>
    core()
      .workspace.messages(channels.ops)
      .filter(({ threadTs }) => threadTs === cards(zone)[0]?.ts);
  await expect.poll(() => replies().length, { timeout: 30_000 }).toBe(1);
  expect(JSON.stringify(replies()[0]?.blocks)).toMatch(/edit_window_closed.*op show/);
  expect(cards(zone)).toHaveLength(1);
  expect(core().faults.pending).toEqual([]);
}, 60_000);
