/** What people do in a modal, what the app is told of it, and what becomes of the app's answer. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../playground/slack/clock.ts';
import { asUser } from '../../../playground/slack/driver.ts';
import { submit } from '../../../playground/slack/interactions/submit.ts';
import { isObject, type JsonObject } from '../../../playground/slack/json.ts';
import { channels, people, seed } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import { type View, valuesOf } from '../../../playground/slack/views/view.ts';
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
const option = (value: string): JsonObject => ({ text: plain(value), value });
const input = (blockId: string, element: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'input',
  block_id: blockId,
  label: plain(blockId),
  element: { action_id: 'v', ...element },
  ...more,
});
const name = input('name', { type: 'plain_text_input' });
const template = input(
  'template',
  { type: 'static_select', options: [option('oi'), option('lx')], initial_option: option('oi') },
  { dispatch_action: true },
);

const form = (blocks: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  type: 'modal',
  title: plain('Create'),
  submit: plain('Create'),
  callback_id: 'create',
  private_metadata: 'op1',
  blocks,
  ...more,
});
const show = (given: JsonObject): View => slack.core.views.open(people.operator, given);
const top = (): View | undefined => olga().views().at(-1);

const exchange = (act: () => Promise<unknown>, answer?: object) => answering(app, act, answer);

describe('a submission', () => {
  test('tells the view with everything it holds, untouched fields too', async () => {
    const view = show(
      form([
        name,
        template,
        input('note', { type: 'plain_text_input' }, { optional: true }),
        input('who', { type: 'multi_users_select' }, { optional: true }),
        {
          type: 'section',
          block_id: 'host',
          text: plain('Host'),
          accessory: { type: 'users_select', action_id: 'h' },
        },
      ]),
    );
    const { frame, outcome } = await exchange(() => olga().submit(view, { name: 'web01' }));
    expect(outcome).toEqual({ kind: 'acked', ack: null });
    expect(frame).toMatchObject({ type: 'interactive', accepts_response_payload: true });
    expect(payloadOf(frame)).toMatchObject({
      type: 'view_submission',
      team: { id: seed.team.id, domain: seed.team.domain },
      user: { id: people.operator, username: 'olga', name: 'olga', team_id: seed.team.id },
      api_app_id: seed.app.id,
      trigger_id: expect.any(String),
      response_urls: [],
      view: {
        id: view.id,
        callback_id: 'create',
        private_metadata: 'op1',
        hash: view.hash,
        root_view_id: view.id,
        previous_view_id: null,
        app_installed_team_id: seed.team.id,
      },
    });
    expect(payloadOf(frame)).toHaveProperty('view.state.values', {
      name: { v: { type: 'plain_text_input', value: 'web01' } },
      template: { v: { type: 'static_select', selected_option: option('oi') } },
      note: { v: { type: 'plain_text_input', value: null } },
      who: { v: { type: 'multi_users_select', selected_users: [] } },
      host: { h: { type: 'users_select', selected_user: null } },
    });
    expect(olga().views()).toEqual([]);
  });

  test('of a field that was emptied says so, whatever it began with', async () => {
    const blocks = [
      input('name', { type: 'plain_text_input', initial_value: 'web01' }, { optional: true }),
      template,
    ];
    const first = show(form(blocks));
    const untouched = await exchange(() => olga().submit(first));
    expect(payloadOf(untouched.frame)).toHaveProperty('view.state.values.name.v.value', 'web01');
    const second = show(form(blocks));
    const emptied = await exchange(() => olga().submit(second, { name: '' }));
    expect(payloadOf(emptied.frame)).toHaveProperty('view.state.values.name.v.value', null);
  });

  test('gives an address for a conversation that was picked for it', async () => {
    const view = show(
      form([input('where', { type: 'conversations_select', response_url_enabled: true })]),
    );
    const { frame } = await exchange(() => olga().submit(view, { where: channels.ops }));
    const urls = payloadOf(frame).response_urls;
    expect(urls).toEqual([
      {
        block_id: 'where',
        action_id: 'v',
        channel_id: channels.ops,
        response_url: expect.stringContaining(slack.url),
      },
    ]);
  });

  test.each<[string, readonly JsonObject[], Record<string, string | string[]>, string]>([
    ['a required field', [name], {}, 'name: Please complete this required field.'],
    ['nothing but blanks', [name], { name: '  ' }, 'name: Please complete this required field.'],
    [
      'too few characters',
      [input('name', { type: 'plain_text_input', min_length: 3 })],
      { name: 'ab' },
      'name: Please enter at least 3 characters.',
    ],
    [
      'too many characters',
      [input('name', { type: 'plain_text_input', max_length: 3 })],
      { name: 'abcd' },
      'name: Please enter no more than 3 characters.',
    ],
    [
      'no number',
      [input('ram', { type: 'number_input', is_decimal_allowed: false })],
      { ram: 'lots' },
      'ram: Please enter a valid number.',
    ],
    [
      'half a number',
      [input('ram', { type: 'number_input', is_decimal_allowed: false })],
      { ram: '1.5' },
      'ram: Please enter a whole number.',
    ],
    [
      'a number out of bounds',
      [input('ram', { type: 'number_input', is_decimal_allowed: true, max_value: '8' })],
      { ram: '8.5' },
      'ram: Please enter a number of at most 8.',
    ],
    [
      'no address',
      [input('mail', { type: 'email_text_input' })],
      { mail: 'olga' },
      'mail: Please enter a valid email address.',
    ],
    [
      'too many choices',
      [input('who', { type: 'multi_users_select', max_selected_items: 1 })],
      { who: ['U1', 'U2'] },
      'who: Please choose no more than 1.',
    ],
  ])('with %s is refused by the client; the app hears nothing', async (_, blocks, fields, why) => {
    const view = show(form(blocks));
    await expect(olga().submit(view, fields)).rejects.toThrow(why);
    expect(app.frames).toHaveLength(1);
    expect(Object.entries(top()?.errors ?? {}).map((error) => error.join(': '))).toEqual([why]);
  });

  test.each<[string, JsonObject, string]>([
    ['a field that is not there', { other: { v: { value: 'x' } } }, 'no element'],
    [
      'an option that is not offered',
      { template: { v: { selected_option: option('aix') } } },
      'does not offer "aix"',
    ],
    [
      'another type',
      { name: { v: { type: 'number_input', value: '1' } } },
      'is a plain_text_input',
    ],
    ['another kind of value', { name: { v: { value: 7 } } }, 'takes another "value"'],
    ['nothing', { name: { v: {} } }, 'tells "value"'],
  ])('of %s is no submission', async (_, values, why) => {
    const view = show(form([name, template]));
    await expect(
      submit(slack.core, { user: people.operator, viewId: view.id, values }),
    ).rejects.toThrow(why);
  });

  test('of a covered view, or of someone else’s, is none', async () => {
    const view = show(form([name]));
    await expect(asUser(slack.core, people.viewer).submit(view, { name: 'x' })).rejects.toThrow(
      'has no view',
    );
    slack.core.views.push(people.operator, form([name]));
    await expect(olga().submit(view, { name: 'x' })).rejects.toThrow('is covered by another one');
  });
});

describe('an answer', () => {
  const answer = async (ack: object) => {
    const view = show(form([name]));
    const { outcome } = await exchange(() => olga().submit(view, { name: 'web01' }), ack);
    return { view, outcome };
  };

  test('of errors stands at the fields, and what was typed stays', async () => {
    const errors = { name: 'web01 is taken' };
    const { view, outcome } = await answer({ response_action: 'errors', errors });
    expect(outcome).toEqual({ kind: 'acked', ack: { response_action: 'errors', errors } });
    expect(top()).toMatchObject({ id: view.id, hash: view.hash, errors });
    expect(top() && valuesOf(top() ?? view)).toEqual({
      name: { v: { type: 'plain_text_input', value: 'web01' } },
    });
    await exchange(() => olga().submit(view, { name: 'web02' }));
    expect(top()).toBeUndefined();
  });

  test('of another view takes its place; what was typed in the same field stays', async () => {
    const { view } = await answer({
      response_action: 'update',
      view: form([name, input('reason', { type: 'plain_text_input' })]),
    });
    expect(top()).toMatchObject({ id: view.id });
    expect(top()?.hash).not.toBe(view.hash);
    expect(valuesOf(top() ?? view)).toEqual({
      name: { v: { type: 'plain_text_input', value: 'web01' } },
      reason: { v: { type: 'plain_text_input', value: null } },
    });
  });

  test('of a view with another kind of field there forgets what was typed', async () => {
    const { view } = await answer({
      response_action: 'update',
      view: form([input('name', { type: 'number_input', is_decimal_allowed: false })]),
    });
    expect(valuesOf(top() ?? view)).toEqual({
      name: { v: { type: 'number_input', value: null } },
    });
  });

  test('of one more view lays it on top', async () => {
    const { view } = await answer({ response_action: 'push', view: form([name]) });
    expect(olga().views()).toMatchObject([
      { id: view.id },
      { previousId: view.id, rootId: view.id },
    ]);
  });

  test('that clears takes all away', async () => {
    slack.core.views.open(people.operator, form([name]));
    const view = slack.core.views.push(people.operator, form([name]));
    await exchange(() => olga().submit(view, { name: 'x' }), { response_action: 'clear' });
    expect(olga().views()).toEqual([]);
  });

  test('of nothing takes only the one on top away', async () => {
    const below = show(form([name]));
    const view = slack.core.views.push(people.operator, form([name]));
    await exchange(() => olga().submit(view, { name: 'x' }));
    expect(olga().views()).toMatchObject([{ id: below.id }]);
  });

  test.each<[string, object, string]>([
    [
      'errors where no input is',
      { response_action: 'errors', errors: { x: 'y' } },
      'invalid_errors',
    ],
    ['errors that say nothing', { response_action: 'errors' }, 'missing_errors'],
    ['an update to nothing', { response_action: 'update' }, 'missing_view'],
    [
      'an update to a bad view',
      { response_action: 'update', view: { type: 'modal', blocks: [] } },
      'missing required field: title',
    ],
    ['what Slack has no word for', { response_action: 'destroy' }, 'invalid_response_action'],
    ['a message', { text: 'done' }, 'invalid_response_action'],
  ])('of %s is trouble that is seen', async (_, ack, why) => {
    const { view, outcome } = await answer(ack);
    expect(outcome).toMatchObject({ kind: 'failed', error: 'invalid_response' });
    expect(outcome).toHaveProperty('why', expect.stringContaining(why));
    expect(top()).toMatchObject({
      id: view.id,
      trouble: 'We had some trouble connecting. Try again?',
    });
  });

  test('that does not come within three seconds is trouble, and the form can be sent again', async () => {
    const view = show(form([name]));
    const outcome = olga().submit(view, { name: 'web01' });
    await app.frame(1);
    clock.advance(3_000);
    expect(await outcome).toEqual({ kind: 'failed', error: 'operation_timeout' });
    expect(top()?.trouble).toBe('We had some trouble connecting. Try again?');
    await exchange(() => olga().submit(view));
    expect(olga().views()).toEqual([]);
  });

  test('to a form that was closed meanwhile changes nothing', async () => {
    const view = show(form([name]));
    const outcome = olga().submit(view, { name: 'web01' });
    const frame = await app.frame(1);
    await olga().close(view);
    app.ack(frame, { response_action: 'errors', errors: { name: 'taken' } });
    expect(await outcome).toMatchObject({ kind: 'acked' });
    expect(olga().views()).toEqual([]);
  });
});

describe('closing', () => {
  const told = () =>
    app.frames
      .map(payloadOf)
      .filter(({ type }) => type === 'view_closed')
      .map(({ view, is_cleared }) => [isObject(view) ? view.id : view, is_cleared]);
  const ackAll = () =>
    app.socket.on('message', () => {
      const frame = app.frames.at(-1);
      if (frame !== undefined) app.ack(frame);
    });

  test('tells nobody unless the view asks for it', async () => {
    await olga().close(show(form([name])));
    expect(told()).toEqual([]);
    expect(olga().views()).toEqual([]);
  });

  test('is told with what was filled in, and no trigger', async () => {
    const view = show(form([name], { notify_on_close: true }));
    await olga().click(view, 'v', { value: 'web0' });
    const { frame } = await exchange(() => olga().close(view));
    expect(payloadOf(frame)).toMatchObject({
      type: 'view_closed',
      is_cleared: false,
      view: { id: view.id, state: { values: { name: { v: { value: 'web0' } } } } },
    });
    expect(payloadOf(frame)).not.toHaveProperty('trigger_id');
  });

  test('by Cancel shows the one below; by the cross takes all', async () => {
    ackAll();
    const first = show(form([name], { notify_on_close: true }));
    const second = slack.core.views.push(people.operator, form([name], { notify_on_close: true }));
    await olga().close(second);
    expect(told()).toEqual([[second.id, false]]);
    const third = slack.core.views.push(people.operator, form([name]));
    await olga().close(third, 'all');
    expect(told()).toEqual([
      [second.id, false],
      [first.id, true],
    ]);
    expect(olga().views()).toEqual([]);
  });

  test('with clear_on_close takes all', async () => {
    ackAll();
    show(form([name]));
    const view = slack.core.views.push(
      people.operator,
      form([name], { clear_on_close: true, notify_on_close: true }),
    );
    await olga().close(view);
    expect(told()).toEqual([[view.id, true]]);
    expect(olga().views()).toEqual([]);
  });
});

describe('what is done in a view', () => {
  test('is told of a field that asks for it, with all that the view holds', async () => {
    const view = show(form([name, template]));
    await olga().click(view, 'v', { blockId: 'name', value: 'web01' });
    expect(app.frames).toHaveLength(1);
    const { frame } = await exchange(() =>
      olga().click(view, 'v', { blockId: 'template', value: 'lx' }),
    );
    const values = {
      name: { v: { type: 'plain_text_input', value: 'web01' } },
      template: { v: { type: 'static_select', selected_option: option('lx') } },
    };
    expect(payloadOf(frame)).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view.id },
      trigger_id: expect.any(String),
      view: { id: view.id, hash: view.hash, state: { values } },
      state: { values },
      actions: [
        {
          type: 'static_select',
          block_id: 'template',
          action_id: 'v',
          selected_option: option('lx'),
        },
      ],
    });
    for (const absent of ['channel', 'message', 'response_url']) {
      expect(payloadOf(frame)).not.toHaveProperty(absent);
    }
  });

  test('a button in it is told, and changes nothing in it', async () => {
    const view = show(
      form([
        {
          type: 'actions',
          block_id: 'more',
          elements: [{ type: 'button', action_id: 'add', text: plain('Add'), value: '1' }],
        },
      ]),
    );
    const { frame } = await exchange(() => olga().click(view, 'add'));
    expect(payloadOf(frame)).toMatchObject({ actions: [{ action_id: 'add', value: '1' }] });
    expect(top()).toEqual(view);
  });

  test('in the App Home is told as well', async () => {
    const home = slack.core.views.publish(people.operator, {
      type: 'home',
      blocks: [
        {
          type: 'actions',
          block_id: 'more',
          elements: [{ type: 'button', action_id: 'add', text: plain('Add') }],
        },
      ],
    });
    const { frame } = await exchange(() => olga().click(home, 'add'));
    expect(payloadOf(frame)).toMatchObject({
      container: { type: 'view', view_id: home.id },
      view: { type: 'home' },
    });
  });

  test('that the app does not ack is trouble that is seen', async () => {
    const view = show(form([template]));
    const outcome = olga().click(view, 'v', { value: 'lx' });
    await app.frame(1);
    clock.advance(3_000);
    expect(await outcome).toMatchObject({ error: 'operation_timeout' });
    expect(top()?.trouble).toBeDefined();
  });
});
