/** views.open, .push, .update and .publish: what they answer, and each of Slack's refusals. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { VirtualClock } from '../../../playground/slack/clock.ts';
import type { JsonObject } from '../../../playground/slack/json.ts';
import { people, seed } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import * as api from './support/api.ts';

const clock = new VirtualClock(1_800_000_000_000);
let slack: LocalSlack;
beforeEach(async () => {
  slack = await startSlack({ port: 0, clock, warn: () => {} });
});
afterEach(() => slack.stop());

const call = (method: string, args: Record<string, unknown>) => api.call(slack, method, args);
const plain = (text: string) => ({ type: 'plain_text', text });
const modal = (more: JsonObject = {}): JsonObject => ({
  type: 'modal',
  title: plain('Create a zone'),
  blocks: [{ type: 'section', text: plain('soon') }],
  ...more,
});
const home = (text: string): JsonObject => ({
  type: 'home',
  blocks: [{ type: 'section', text: plain(text) }],
});

const trigger = () => slack.core.triggers.issue(people.operator);
const viewIn = z.object({
  ok: z.literal(true),
  view: z.looseObject({ id: z.string(), hash: z.string() }),
});
const opened = async (method: string, more: JsonObject = {}) =>
  viewIn.parse(await call(method, { trigger_id: trigger(), view: modal(more) })).view;

test('a view is answered as Slack prints it, with ids where there were none', async () => {
  const view = await opened('views.open', { callback_id: 'create', private_metadata: '{"a":1}' });
  expect(view).toEqual({
    id: expect.stringMatching(/^V[A-Z0-9]{10}$/),
    team_id: seed.team.id,
    type: 'modal',
    blocks: [{ type: 'section', text: plain('soon'), block_id: expect.any(String) }],
    private_metadata: '{"a":1}',
    callback_id: 'create',
    state: { values: {} },
    hash: expect.stringMatching(/^1800000000\.[0-9a-f]{8}$/),
    title: plain('Create a zone'),
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    previous_view_id: null,
    root_view_id: view.id,
    app_id: seed.app.id,
    external_id: '',
    app_installed_team_id: seed.team.id,
    bot_id: seed.app.botId,
  });
});

test('three modals lie on each other, and no fourth', async () => {
  const first = await opened('views.open');
  const second = await opened('views.push');
  const third = await opened('views.push');
  expect(second).toMatchObject({ root_view_id: first.id, previous_view_id: first.id });
  expect(third).toMatchObject({ root_view_id: first.id, previous_view_id: second.id });
  expect(await call('views.push', { trigger_id: trigger(), view: modal() })).toMatchObject({
    error: 'push_limit_reached',
  });
  expect(slack.core.views.modals(people.operator).map(({ id }) => id)).toEqual([
    first.id,
    second.id,
    third.id,
  ]);
});

test('a modal that is opened takes the place of those that were open', async () => {
  await opened('views.open');
  await opened('views.push');
  const last = await opened('views.open');
  expect(slack.core.views.modals(people.operator).map(({ id }) => id)).toEqual([last.id]);
});

test('nothing is pushed where nothing is open', async () => {
  expect(await call('views.push', { trigger_id: trigger(), view: modal() })).toMatchObject({
    error: 'not_found',
  });
});

describe('views.update', () => {
  test('by view_id or external_id; each time the hash is another', async () => {
    const first = await opened('views.open', { external_id: 'create-1' });
    const view = modal({ external_id: 'create-1', title: plain('Second') });
    const second = viewIn.parse(await call('views.update', { view_id: first.id, view })).view;
    const third = viewIn.parse(await call('views.update', { external_id: 'create-1', view })).view;
    expect(third).toMatchObject({ id: first.id, title: plain('Second') });
    expect(new Set([first.hash, second.hash, third.hash]).size).toBe(3);
  });

  test('with a hash that is no longer true is a conflict, and changes nothing', async () => {
    const { id, hash } = await opened('views.open');
    const view = modal({ title: plain('Second') });
    expect(await call('views.update', { view_id: id, hash, view })).toMatchObject({ ok: true });
    expect(
      await call('views.update', { view_id: id, hash, view: modal({ title: plain('Third') }) }),
    ).toEqual({ ok: false, error: 'hash_conflict' });
    expect(slack.core.views.find(id)?.given.title).toEqual(plain('Second'));
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a view that is not there', { view_id: 'V0NONE' }, 'not_found'],
    ['a name that nothing has', { external_id: 'nothing' }, 'not_found'],
    ['nothing in particular', {}, 'invalid_arguments'],
  ])('%s', async (_, which, error) => {
    expect(await call('views.update', { ...which, view: modal() })).toMatchObject({ error });
  });

  test('what is no modal takes no modal’s place', async () => {
    const { id } = await opened('views.open');
    expect(await call('views.update', { view_id: id, view: home('x') })).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: {
        messages: ['[ERROR] must be a view of type modal [json-pointer:/view/type]'],
      },
    });
  });
});

test('an external_id is one view’s alone, in the whole team', async () => {
  await opened('views.open', { external_id: 'one' });
  const petra = slack.core.triggers.issue(people.firstApprover);
  expect(
    await call('views.open', { trigger_id: petra, view: modal({ external_id: 'one' }) }),
  ).toEqual({ ok: false, error: 'duplicate_external_id' });
});

test('250 kB and not more', async () => {
  const section = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3000) } };
  const blocks = Array.from({ length: 85 }, () => section);
  expect(await call('views.open', { trigger_id: trigger(), view: modal({ blocks }) })).toEqual({
    ok: false,
    error: 'view_too_large',
  });
});

describe('a trigger that is no good', () => {
  const old = () => {
    const id = trigger();
    clock.advance(3_001);
    return id;
  };
  const spent = () => {
    const id = trigger();
    slack.core.triggers.spend(id);
    return id;
  };

  test.each<[string, () => string, string]>([
    ['expired', old, 'expired_trigger_id'],
    ['exchanged', spent, 'exchanged_trigger_id'],
    ['invalid', () => '1.2.3', 'invalid_trigger_id'],
  ])('%s, in both of Slack’s spellings', async (word, make, error) => {
    for (const method of ['views.open', 'views.push']) {
      slack.core.triggers.spelling = 'code';
      expect(await call(method, { trigger_id: make(), view: modal() })).toEqual({
        ok: false,
        error,
      });
      slack.core.triggers.spelling = 'message';
      expect(await call(method, { trigger_id: make(), view: modal() })).toEqual({
        ok: false,
        error: 'invalid_arguments',
        response_metadata: {
          messages: [`[ERROR] \`trigger_id\` ${word} [json-pointer:/trigger_id]`],
        },
      });
    }
  });
});

describe('views.publish', () => {
  const publish = (text: string, more: Record<string, unknown> = {}) =>
    call('views.publish', { user_id: people.operator, view: home(text), ...more });

  test('is one view for each person', async () => {
    const first = viewIn.parse(await publish('one')).view;
    const second = viewIn.parse(await publish('two')).view;
    await call('views.publish', { user_id: people.viewer, view: home('hers') });
    expect(second.id).toBe(first.id);
    expect(slack.core.views.home(people.operator)?.given).toMatchObject(home('two'));
    expect(slack.core.views.home(people.viewer)?.given).toMatchObject(home('hers'));
  });

  test('holds the hash against the one that stands', async () => {
    const { hash } = viewIn.parse(await publish('one')).view;
    expect(await publish('two', { hash })).toMatchObject({ ok: true });
    expect(await publish('three', { hash })).toEqual({ ok: false, error: 'hash_conflict' });
    expect(slack.core.views.home(people.operator)?.given).toMatchObject(home('two'));
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['nobody', { user_id: 'U0NOBODY' }, 'user_not_found'],
    ['a modal', { view: modal() }, 'invalid_arguments'],
    ['no view', { view: '' }, 'invalid_arguments'],
  ])('%s is refused', async (_, args, error) => {
    expect(await publish('x', args)).toMatchObject({ ok: false, error });
  });

  test('needs an App Home', async () => {
    await slack.stop();
    const app = { ...seed.app, hasHome: false };
    slack = await startSlack({ port: 0, clock, seed: { ...seed, app } });
    expect(await publish('x')).toEqual({ ok: false, error: 'not_enabled' });
  });
});
