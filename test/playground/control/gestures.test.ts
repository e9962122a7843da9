/** Suggestions, shortcuts, posts and the App Home through the control API, with a real Bolt app. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { channels, people } from '../../../playground/slack/seed.ts';
import { startBolt } from '../../support/bolt-app.ts';
import { PlaygroundClient } from '../../support/playground-client.ts';
import { type ControlledSlack, startControlledSlack } from './support/controlled-slack.ts';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;

let stage: ControlledSlack;
let client: PlaygroundClient;
beforeEach(async () => {
  stage = await startControlledSlack();
  client = new PlaygroundClient(stage.slack.url);
  stage.stopFirst(
    await startBolt(stage.slack, (app) => {
      app.shortcut('sc_create', async ({ ack, shortcut, client: web }) => {
        await ack();
        const element = {
          type: 'external_select',
          action_id: 'host',
          min_query_length: 2,
        } as const;
        await web.views.open({
          trigger_id: shortcut.trigger_id,
          view: {
            type: 'modal',
            title: plain('Create'),
            submit: plain('Create'),
            blocks: [{ type: 'input', block_id: 'where', label: plain('Host'), element }],
          },
        });
      });
      app.shortcut('sc_zone_actions', async ({ ack, shortcut, respond }) => {
        await ack();
        if (shortcut.type === 'message_action') await respond(`On: ${shortcut.message.text}`);
      });
      app.options('host', async ({ ack, payload }) => {
        const names = ['hv-04', 'hv-05'].filter((name) => name.startsWith(payload.value));
        await ack({ options: names.map((value) => ({ text: plain(`Host ${value}`), value })) });
      });
      app.event('app_mention', async ({ event, say }) => {
        await say({ text: `Heard: ${event.text}`, thread_ts: event.thread_ts ?? event.ts });
      });
      app.event('app_home_opened', async ({ event, client: web }) => {
        await web.views.publish({
          user_id: event.user,
          view: { type: 'home', blocks: [{ type: 'section', text: plain('Welcome') }] },
        });
      });
    }),
  );
});
afterEach(() => stage.stop());

const olga = people.operator;

test('a shortcut opens a form; its menu is typed into', async () => {
  await client.shortcut(olga, 'sc_create');
  const view = await client.seesView(olga);
  expect(await client.suggest(olga, view, 'host', 'hv-0')).toMatchObject([
    { text: { text: 'Host hv-04' }, value: 'hv-04' },
    { value: 'hv-05' },
  ]);
  expect(
    await stage.post('suggest', { user: olga, view_id: view.id, action_id: 'host', value: 'h' }),
  ).toEqual({ status: 200, body: { options: [], min_query_length: 2 } });
});

test('a shortcut of a message answers about it', async () => {
  const ts = await client.post(olga, 'look at web01');
  const [message] = await client.messages(olga);
  expect(message?.ts).toBe(ts);
  await client.shortcut(olga, 'sc_zone_actions', message);
  await client.sees(olga, ({ text }) => text === 'On: look at web01');
});

test('a mention is answered in its thread', async () => {
  const ts = await client.post(olga, '@zonebot list');
  const answer = await client.sees(people.viewer, ({ text }) => text.startsWith('Heard: '));
  expect(answer).toMatchObject({ thread_ts: ts, text: 'Heard: <@U0ZONEBOT1> list' });
});

test('the App Home fills once someone has looked; peeking tells the app nothing', async () => {
  const peek = () => stage.get(`home?user=${olga}&peek=true`);
  expect(await peek()).toEqual({ status: 200, body: { type: 'home', blocks: [] } });
  await client.home(olga);
  for (;;) {
    const { blocks } = await client.home(olga);
    if (blocks.length > 0) break;
  }
  expect(await peek()).toMatchObject({ body: { blocks: [{ text: { text: 'Welcome' } }] } });
});

test.each<[string, object, string]>([
  ['shortcut', { user: olga, callback_id: 'nothing' }, 'no global shortcut'],
  ['shortcut', { user: olga, callback_id: 'sc_zone_actions', ts: '1.0' }, 'message.channel'],
  [
    'shortcut',
    { user: olga, callback_id: 'sc_zone_actions', channel: channels.ops, ts: '1.0' },
    'sees no message 1.0',
  ],
  ['suggest', { user: olga, view_id: 'V0', action_id: 'host' }, 'value:'],
  ['suggest', { user: olga, action_id: 'host', value: 'x' }, 'channel:'],
  ['post', { user: olga, channel: channels.ops, text: '' }, 'text:'],
  ['post', { user: olga, channel: 'C0X', text: 'x' }, 'There is no channel "C0X"'],
  ['post', { user: 'U0X', channel: channels.ops, text: 'x' }, 'There is no person "U0X"'],
])('%s %j is bad input', async (path, body, error) => {
  expect(await stage.post(path, body)).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining(error) },
  });
});
