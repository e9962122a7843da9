/** Shortcuts, from anywhere and from the menu of a message. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asUser } from '../../../playground/slack/driver.ts';
import { bot, channels, people } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import { startBolt } from '../../support/bolt-app.ts';
import { type RawSocket, rawSocket } from '../../support/raw-socket.ts';
import { answering, payloadOf } from './support/exchange.ts';

let slack: LocalSlack;
let app: RawSocket;
beforeEach(async () => {
  slack = await startSlack({ port: 0 });
  app = await rawSocket(slack);
  await app.frame(0);
});
afterEach(() => slack.stop());

const olga = () => asUser(slack.core, people.operator);
const say = (text: string, onlyFor?: string) =>
  slack.core.workspace.add(
    channels.ops,
    bot.user,
    { text, blocks: [] },
    onlyFor === undefined ? {} : { onlyFor },
  );

test('a global one knows no channel', async () => {
  const { frame, outcome } = await answering(app, () => olga().shortcut('sc_create'));
  expect(outcome).toEqual({ kind: 'acked', ack: null });
  expect(payloadOf(frame)).toMatchObject({
    type: 'shortcut',
    callback_id: 'sc_create',
    trigger_id: expect.any(String),
    user: { id: people.operator },
  });
  for (const absent of ['channel', 'message', 'response_url']) {
    expect(payloadOf(frame)).not.toHaveProperty(absent);
  }
});

test('one of a message brings the message and an address to answer at', async () => {
  const message = say('web01 is running');
  const { frame } = await answering(app, () => olga().shortcut('sc_zone_actions', message));
  expect(payloadOf(frame)).toMatchObject({
    type: 'message_action',
    callback_id: 'sc_zone_actions',
    trigger_id: expect.any(String),
    channel: { id: channels.ops, name: 'ops' },
    message_ts: message.ts,
    message: { ts: message.ts, text: 'web01 is running' },
  });
  const response = await fetch(String(payloadOf(frame).response_url), {
    method: 'POST',
    body: JSON.stringify({ text: 'noted' }),
  });
  expect(response.status).toBe(200);
  expect(olga().messages().at(-1)).toMatchObject({ text: 'noted', onlyFor: people.operator });
});

test('its trigger opens a modal, with the real Bolt', async () => {
  app.socket.close();
  await app.closed();
  const bolt = await startBolt(slack, (listening) => {
    listening.shortcut('sc_create', async ({ ack, shortcut, client }) => {
      await ack();
      await client.views.open({
        trigger_id: shortcut.trigger_id,
        view: { type: 'modal', title: { type: 'plain_text', text: 'Create' }, blocks: [] },
      });
    });
  });
  try {
    await slack.connected();
    await olga().shortcut('sc_create');
    expect((await olga().waitForView()).given.title).toMatchObject({ text: 'Create' });
  } finally {
    await bolt.stop();
  }
});

test.each<[string, () => Promise<unknown>, string]>([
  ['one that the app has not', () => olga().shortcut('destroy_all'), 'no global shortcut'],
  [
    'a global one on a message',
    () => olga().shortcut('sc_create', say('x')),
    'no message shortcut',
  ],
  ['one of a message without one', () => olga().shortcut('sc_zone_actions'), 'no global shortcut'],
  [
    'on what only she sees',
    () => olga().shortcut('sc_zone_actions', say('psst', people.operator)),
    'has no menu of shortcuts',
  ],
  [
    'on what she does not see',
    () => olga().shortcut('sc_zone_actions', say('psst', people.viewer)),
    'sees no message',
  ],
])('%s is refused, and the app hears nothing', async (_, attempt, why) => {
  await expect(attempt()).rejects.toThrow(why);
  expect(app.frames).toHaveLength(1);
});

test('one that is not acked fails', async () => {
  app.socket.close();
  await app.closed();
  const failed = { kind: 'failed', error: 'dispatch_failed' };
  expect(await olga().shortcut('sc_create')).toEqual(failed);
  expect(await olga().shortcut('sc_zone_actions', say('x'))).toEqual(failed);
  expect(olga().messages().at(-1)).toMatchObject({ text: 'The app could not be reached.' });
});
