/** Menus whose options the app brings as one types. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../playground/slack/clock.ts';
import { asUser } from '../../../playground/slack/driver.ts';
import type { JsonObject } from '../../../playground/slack/json.ts';
import { bot, channels, people } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import { type RawSocket, rawSocket } from '../../support/raw-socket.ts';
import { answering, payloadOf } from './support/exchange.ts';

let clock: VirtualClock;
let slack: LocalSlack;
let app: RawSocket;
beforeEach(async () => {
  clock = new VirtualClock(1_800_000_000_000);
  slack = await startSlack({ port: 0, clock });
  app = await rawSocket(slack);
  await app.frame(0);
});
afterEach(() => slack.stop());

const olga = () => asUser(slack.core, people.operator);
const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string): JsonObject => ({ text: plain(`Host ${value}`), value });
const many = (count: number) => Array.from({ length: count }, (_, index) => option(`h${index}`));
const menu = (more: JsonObject = {}): JsonObject => ({
  type: 'external_select',
  action_id: 'host',
  min_query_length: 0,
  ...more,
});
const modal = (element: JsonObject) =>
  slack.core.views.open(people.operator, {
    type: 'modal',
    title: plain('Create'),
    submit: plain('Create'),
    blocks: [{ type: 'input', block_id: 'where', label: plain('Host'), element }],
  });
const card = (element: JsonObject) =>
  slack.core.workspace.add(channels.ops, bot.user, {
    text: 'card',
    blocks: [{ type: 'actions', block_id: 'where', elements: [element] }],
  });

test('typing in a modal is told with the view; the options come back', async () => {
  const view = modal(menu());
  const { frame, outcome } = await answering(app, () => olga().type(view, 'host', 'hv'), {
    options: [option('hv-04')],
  });
  expect(outcome).toEqual({ kind: 'suggested', options: { options: [option('hv-04')] } });
  expect(frame).toMatchObject({ type: 'interactive', accepts_response_payload: true });
  expect(payloadOf(frame)).toMatchObject({
    type: 'block_suggestion',
    user: { id: people.operator },
    container: { type: 'view', view_id: view.id },
    action_id: 'host',
    block_id: 'where',
    value: 'hv',
    view: { id: view.id },
  });
});

test('typing in a message is told with the message; groups may come back', async () => {
  const message = card(menu());
  const groups = [{ label: plain('prod'), options: [option('hv-04')] }];
  const { frame, outcome } = await answering(app, () => olga().type(message, 'host', ''), {
    option_groups: groups,
  });
  expect(outcome).toEqual({ kind: 'suggested', options: { option_groups: groups } });
  expect(payloadOf(frame)).toMatchObject({
    container: { type: 'message', message_ts: message.ts, channel_id: channels.ops },
    channel: { id: channels.ops, name: 'ops' },
    message: { ts: message.ts },
  });
});

test('what was suggested is picked whole, by its value', async () => {
  const view = modal(menu());
  await answering(app, () => olga().type(view, 'host', 'hv'), { options: [option('hv-04')] });
  const { frame } = await answering(app, () => olga().submit(view, { host: 'hv-04' }));
  expect(payloadOf(frame)).toHaveProperty('view.state.values.where.host', {
    type: 'external_select',
    selected_option: option('hv-04'),
  });
});

test.each<[JsonObject, string, number]>([
  [{ min_query_length: 2 }, 'h', 2],
  [{ min_query_length: undefined }, 'hv', 3],
])('with %j, "%s" is too little to ask the app', async (more, typed, minimum) => {
  const view = modal(menu(more));
  expect(await olga().type(view, 'host', typed)).toEqual({ kind: 'too-short', minimum });
  expect(app.frames).toHaveLength(1);
});

test.each<[string, object]>([
  ['more than a hundred options', { options: many(101) }],
  ['an option without a text', { options: [{ value: 'x' }] }],
  ['a value of 76 characters', { options: [option('x'.repeat(76))] }],
  ['neither options nor groups', {}],
  ['something else', { text: 'hv-04' }],
])('%s is no answer', async (_, answer) => {
  const view = modal(menu());
  const { outcome } = await answering(app, () => olga().type(view, 'host', 'hv'), answer);
  expect(outcome).toMatchObject({ kind: 'failed', error: 'invalid_response' });
});

test('a hundred options are, and none at all', async () => {
  const view = modal(menu());
  for (const options of [many(100), []]) {
    const { outcome } = await answering(app, () => olga().type(view, 'host', 'hv'), { options });
    expect(outcome).toEqual({ kind: 'suggested', options: { options } });
  }
});

test('an answer that takes three seconds comes too late', async () => {
  const view = modal(menu());
  const outcome = olga().type(view, 'host', 'hv');
  await app.frame(1);
  clock.advance(3_000);
  expect(await outcome).toEqual({ kind: 'failed', error: 'operation_timeout' });
});

test('a menu that has its options asks for none', async () => {
  const view = modal({ type: 'static_select', action_id: 'host', options: [option('hv-04')] });
  await expect(olga().type(view, 'host', 'hv')).rejects.toThrow('do not come as one types');
});
