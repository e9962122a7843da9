/** Pressing what a message holds: menus tell their choice, and what is not there cannot be pressed. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asUser } from '../../../playground/slack/driver.ts';
import type { JsonObject } from '../../../playground/slack/json.ts';
import { channels, people } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import type { Message } from '../../../playground/slack/workspace/model.ts';
import { type RawSocket, rawSocket } from '../../support/raw-socket.ts';

let slack: LocalSlack;
let app: RawSocket;
beforeEach(async () => {
  slack = await startSlack({ port: 0 });
  app = await rawSocket(slack);
});
afterEach(() => slack.stop());

const option = (value: string): JsonObject => ({
  text: { type: 'plain_text', text: value },
  value,
});
const text = { type: 'plain_text', text: 'x' };

const show = (...blocks: readonly JsonObject[]): Message =>
  slack.core.workspace.add(channels.ops, 'U0ZONEBOT1', { text: 'card', blocks });

const olga = () => asUser(slack.core, people.operator);

/** Presses, acks, and says what the app was told. */
async function told(message: Message, actionId: string, value?: string, blockId?: string) {
  const index = app.frames.length || 1;
  const outcome = olga().click(message, actionId, {
    ...(value === undefined ? {} : { value }),
    ...(blockId === undefined ? {} : { blockId }),
  });
  // A refusal comes before anything is sent.
  const frame = await Promise.race([app.frame(index), outcome.then(() => app.frame(index))]);
  app.ack(frame);
  await outcome;
  return frame.payload;
}

const menus: readonly JsonObject[] = [
  { type: 'static_select', action_id: 'menu', options: [option('a'), option('b')] },
  { type: 'overflow', action_id: 'more', options: [option('show')] },
  {
    type: 'radio_buttons',
    action_id: 'radio',
    options: [option('r1'), option('r2')],
    initial_option: option('r1'),
  },
  { type: 'users_select', action_id: 'who' },
  {
    type: 'multi_static_select',
    action_id: 'several',
    option_groups: [{ label: text, options: [option('m')] }],
  },
];

test.each([
  ['menu', 'b', { selected_option: option('b') }],
  ['more', 'show', { selected_option: option('show') }],
  ['radio', 'r2', { selected_option: option('r2') }],
  ['who', people.viewer, { selected_user: people.viewer }],
  ['several', 'm', { selected_options: [option('m')] }],
])('picking in %s tells %s', async (actionId, value, choice) => {
  const card = show({ type: 'actions', block_id: 'filter', elements: menus });
  expect(await told(card, actionId, value)).toMatchObject({
    actions: [{ action_id: actionId, block_id: 'filter', ...choice }],
  });
});

test('the state holds what every menu holds, the one just picked included', async () => {
  const card = show({ type: 'actions', block_id: 'filter', elements: menus });
  expect(await told(card, 'menu', 'b')).toMatchObject({
    state: {
      values: {
        filter: {
          menu: { type: 'static_select', selected_option: option('b') },
          radio: { type: 'radio_buttons', selected_option: option('r1') },
          who: { type: 'users_select', selected_user: null },
          several: { type: 'multi_static_select', selected_options: [] },
        },
      },
    },
  });
});

test('an accessory, and the same action in another block by its block_id', async () => {
  const button = (value: string): JsonObject => ({
    type: 'button',
    action_id: 'show',
    value,
    text,
  });
  const card = show(
    { type: 'section', block_id: 'one', text, accessory: button('web01') },
    { type: 'section', block_id: 'two', text, accessory: button('web02') },
  );
  expect(await told(card, 'show', undefined, 'two')).toMatchObject({
    actions: [{ value: 'web02', block_id: 'two' }],
  });
  await expect(olga().click(card, 'show')).rejects.toThrow('has "show" in 2 blocks');
});

test.each<[string, () => Promise<unknown>, string]>([
  [
    'a button that is not there',
    () => olga().click(show({ type: 'divider' }), 'approve'),
    'no element',
  ],
  ['a message that is not there', () => olga().click({ ts: '1.0' }, 'approve'), 'sees no message'],
  [
    'an option that is not offered',
    () => olga().click(show({ type: 'actions', elements: menus }), 'menu', { value: 'c' }),
    'does not offer "c"',
  ],
  [
    "another button's value",
    () =>
      olga().click(
        show({
          type: 'actions',
          elements: [{ type: 'button', action_id: 'go', value: 'op1', text }],
        }),
        'go',
        { value: 'op2' },
      ),
    'does not offer "op2"',
  ],
])('%s is refused, and the app hears nothing', async (_, attempt, refusal) => {
  await expect(attempt()).rejects.toThrow(refusal);
  expect(app.frames.filter(({ type }) => type === 'interactive')).toEqual([]);
});

test('nobody presses what only someone else sees', async () => {
  const card = slack.core.workspace.add(
    channels.ops,
    'U0ZONEBOT1',
    {
      text: 'psst',
      blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text }] }],
    },
    { onlyFor: people.viewer },
  );
  await expect(olga().click(card, 'go')).rejects.toThrow('sees no message');
});

test('what the ack of a press says is read by nobody', async () => {
  const card = show({ type: 'actions', elements: [{ type: 'button', action_id: 'go', text }] });
  const outcome = olga().click(card, 'go');
  const frame = await app.frame(1);
  expect(frame).toMatchObject({ type: 'interactive', accepts_response_payload: false });
  app.ack(frame, { text: 'lost' });
  await outcome;
  expect(olga().messages()).toEqual([card]);
});

test('a press that is not acked shows the words of Slack', async () => {
  app.socket.close();
  await app.closed();
  const card = show({ type: 'actions', elements: [{ type: 'button', action_id: 'go', text }] });
  expect(await olga().click(card, 'go')).toEqual({ kind: 'failed', error: 'dispatch_failed' });
  expect(olga().messages().at(-1)).toMatchObject({
    user: 'USLACKBOT',
    onlyFor: people.operator,
    text: 'The app could not be reached.',
  });
});
