/** Modals through the control API, with a real Bolt app: opened, refused, filled in, closed. */
import type { ModalView } from '@slack/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { channels, people } from '../../../playground/slack/seed.ts';
import { startBolt } from '../../support/bolt-app.ts';
import { PlaygroundClient } from '../../support/playground-client.ts';
import { type ControlledSlack, startControlledSlack } from './support/controlled-slack.ts';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const form = (title: string): ModalView => ({
  type: 'modal',
  callback_id: 'create',
  notify_on_close: true,
  title: plain(title),
  submit: plain('Create'),
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      element: { type: 'plain_text_input', action_id: 'v' },
    },
    {
      type: 'input',
      block_id: 'template',
      label: plain('Template'),
      dispatch_action: true,
      element: {
        type: 'static_select',
        action_id: 'template',
        options: [
          { text: plain('oi'), value: 'oi' },
          { text: plain('lx'), value: 'lx' },
        ],
      },
    },
  ],
});

let stage: ControlledSlack;
let client: PlaygroundClient;
const closed: string[] = [];
beforeEach(async () => {
  closed.length = 0;
  stage = await startControlledSlack();
  client = new PlaygroundClient(stage.slack.url);
  stage.stopFirst(
    await startBolt(stage.slack, (app) => {
      app.command('/zone', async ({ ack, command, client: web }) => {
        await ack();
        await web.views.open({ trigger_id: command.trigger_id, view: form('Create') });
      });
      app.action('template', async ({ ack, body, client: web }) => {
        await ack();
        if (body.type !== 'block_actions' || body.view === undefined) return;
        const { id, hash } = body.view;
        await web.views.update({ view_id: id, hash, view: form('Picked') });
      });
      app.view('create', async ({ ack, view }) => {
        const name = view.state.values.name?.v?.value;
        if (name === 'taken') {
          return ack({ response_action: 'errors', errors: { name: 'That zone exists' } });
        }
        return ack();
      });
      app.view({ callback_id: 'create', type: 'view_closed' }, async ({ ack, view }) => {
        closed.push(view.id);
        await ack();
      });
    }),
  );
});
afterEach(() => stage.stop());

const olga = people.operator;
const values = (name: string) => ({
  name: { v: { type: 'plain_text_input', value: name } },
  template: { template: { selected_option: { value: 'oi' } } },
});

async function open() {
  await stage.post('slash', { user: olga, channel: channels.ops, text: 'create' });
  return client.seesView(olga);
}

test('a form is opened, refused at its field, and sent', async () => {
  const view = await open();
  expect(view).toMatchObject({
    type: 'modal',
    callback_id: 'create',
    state: { values: { name: { v: { type: 'plain_text_input', value: null } } } },
  });
  const errors = { name: 'That zone exists' };
  expect(await client.submit(olga, view, values('taken'))).toEqual({
    response_action: 'errors',
    errors,
  });
  expect(await client.views(olga)).toMatchObject([{ id: view.id, errors }]);
  expect(await client.submit(olga, view, values('web01'))).toBeNull();
  expect(await client.views(olga)).toEqual([]);
  expect(await client.views(people.viewer)).toEqual([]);
});

test('what Slack’s client refuses is a 400 that names the field, and stands at it', async () => {
  const view = await open();
  expect(await stage.post('submit', { user: olga, view_id: view.id })).toMatchObject({
    status: 400,
    body: {
      code: 'zmgr::playground::incomplete-form',
      error: expect.stringContaining('name: Please complete this required field.'),
    },
  });
  expect(await client.views(olga)).toMatchObject([
    { errors: { name: 'Please complete this required field.' } },
  ]);
});

test('picking tells the app, which may show another view; what was typed stays', async () => {
  const view = await open();
  await client.clickInView(olga, view, 'v', { value: 'web01' });
  await client.clickInView(olga, view, 'template', { value: 'lx' });
  const picked = await client.seesView(olga, ({ hash }) => hash !== view.hash);
  expect(picked).toMatchObject({
    title: plain('Picked'),
    state: {
      values: {
        name: { v: { value: 'web01' } },
        template: { template: { selected_option: { value: 'lx' } } },
      },
    },
  });
});

test('closing is told', async () => {
  const view = await open();
  await client.close(olga, view);
  expect(closed).toEqual([view.id]);
  expect(await client.views(olga)).toEqual([]);
});

test.each<[string, object, string]>([
  ['submit', { user: olga, view_id: 'V0NONE' }, 'has no view V0NONE open'],
  ['submit', { user: olga }, 'view_id:'],
  ['submit', { user: olga, view_id: 'V0', values: [] }, 'values: must be an object'],
  ['close', { user: olga, view_id: 'V0NONE' }, 'has no view V0NONE open'],
  ['click', { user: olga, view_id: 'V0NONE', action_id: 'x' }, 'has no view V0NONE open'],
  ['click', { user: olga, view_id: 'V0NONE' }, 'action_id:'],
])('%s %j is bad input', async (path, body, error) => {
  expect(await stage.post(path, body)).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining(error) },
  });
});

test('the stream tells of a modal, to the one who has it', async () => {
  const before = stage.slack.core.workspace.lastChange(channels.random, olga);
  const others = stage.slack.core.workspace.lastChange(channels.random, people.viewer);
  await open();
  expect(stage.slack.core.workspace.lastChange(channels.random, olga)).toBeGreaterThan(before);
  expect(stage.slack.core.workspace.lastChange(channels.random, people.viewer)).toBe(others);
});
