/** What people write, and of which of it the app hears; the App Home, and that the app hears of each look. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../playground/slack/clock.ts';
import { asUser } from '../../../playground/slack/driver.ts';
import { bot, channels, people, seed } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import { type RawSocket, rawSocket } from '../../support/raw-socket.ts';
import { answering, payloadOf } from './support/exchange.ts';

let clock: VirtualClock;
let slack: LocalSlack;
let app: RawSocket;
const startWith = async (events: readonly string[]): Promise<void> => {
  clock = new VirtualClock(1_800_000_000_000);
  slack = await startSlack({ port: 0, clock, seed: { ...seed, app: { ...seed.app, events } } });
  app = await rawSocket(slack);
  await app.frame(0);
};
beforeEach(() => startWith(seed.app.events));
afterEach(() => slack.stop());

const olga = () => asUser(slack.core, people.operator);

describe('a mention', () => {
  test('is told, in the words that Slack keeps', async () => {
    const { frame, outcome: message } = await answering(app, () =>
      olga().post('@zonebot list state=running & more'),
    );
    expect(frame).toMatchObject({ type: 'events_api', accepts_response_payload: false });
    expect(payloadOf(frame)).toMatchObject({
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev[A-Z0-9]{9}$/),
      event_time: 1_800_000_000,
      team_id: seed.team.id,
      api_app_id: seed.app.id,
      event: {
        type: 'app_mention',
        user: people.operator,
        channel: channels.ops,
        text: `<@${bot.user}> list state=running &amp; more`,
        ts: message.ts,
        event_ts: message.ts,
      },
    });
    expect(olga().messages()).toEqual([message]);
  });

  test('in a thread says which, also when it answers an answer', async () => {
    const parent = slack.core.workspace.add(channels.ops, bot.user, { text: 'card', blocks: [] });
    const first = await olga().post('why?', parent);
    const { frame } = await answering(app, () => olga().post('@zonebot show web01', first));
    expect(payloadOf(frame)).toMatchObject({
      event: { thread_ts: parent.ts, parent_user_id: bot.user },
    });
  });

  test('where the bot is no member is told to nobody', async () => {
    await asUser(slack.core, people.operator, channels.random).post('@zonebot list');
    expect(app.frames).toHaveLength(1);
  });

  test('that is not acked comes again at once, after one minute and after five', async () => {
    const posted = olga().post('@zonebot list');
    const first = await app.frame(1);
    clock.advance(3_000);
    // The person does not wait for what Slack tries again.
    await posted;
    await new Promise(setImmediate);
    clock.advance(0);
    const second = await app.frame(2);
    expect(second).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout' });
    expect(payloadOf(second)).toEqual(payloadOf(first));
    clock.advance(3_000);
    await new Promise(setImmediate);
    clock.advance(60_000);
    app.ack(await app.frame(3));
    await new Promise(setImmediate);
    clock.advance(600_000);
    await new Promise(setImmediate);
    expect(app.frames).toHaveLength(4);
  });
});

describe('other messages', () => {
  test('are told to nobody, unless the app asks for them', async () => {
    await olga().post('good morning');
    expect(app.frames).toHaveLength(1);
    await slack.stop();
    await startWith(['message.channels']);
    const { frame } = await answering(app, () => olga().post('good morning'));
    expect(payloadOf(frame)).toMatchObject({
      event: { type: 'message', channel_type: 'channel', text: 'good morning' },
    });
  });

  test('in a direct message are of another kind, and a mention there is none', async () => {
    await slack.stop();
    await startWith(['message.im', 'app_mention']);
    const { id } = slack.core.workspace.im(people.operator);
    const { frame } = await answering(app, () =>
      asUser(slack.core, people.operator, id).post('@zonebot help'),
    );
    expect(payloadOf(frame)).toMatchObject({ event: { type: 'message', channel_type: 'im' } });
    expect(app.frames).toHaveLength(2);
  });
});

test.each<[string, () => Promise<unknown>, string]>([
  ['a thread that is not there', () => olga().post('x', { ts: '1.0' }), 'no message 1.0'],
  [
    'a thread of what only she sees',
    () =>
      olga().post(
        'x',
        slack.core.workspace.add(
          channels.ops,
          bot.user,
          { text: 'psst', blocks: [] },
          { onlyFor: people.operator },
        ),
      ),
    'that a thread could hang on',
  ],
  [
    'an archived channel',
    () => {
      const ops = slack.core.workspace.channel(channels.ops);
      if (ops !== undefined) slack.core.workspace.putChannel({ ...ops, isArchived: true });
      return olga().post('x');
    },
    '#ops is archived',
  ],
])('%s takes no message', async (_, attempt, why) => {
  await expect(attempt()).rejects.toThrow(why);
});

describe('the App Home', () => {
  test('is told of each look, with what stands there', async () => {
    const first = await answering(app, () => olga().openHome());
    expect(first.outcome).toBeUndefined();
    expect(payloadOf(first.frame)).toMatchObject({
      event: {
        type: 'app_home_opened',
        user: people.operator,
        channel: slack.core.workspace.im(people.operator).id,
        tab: 'home',
      },
    });
    expect(payloadOf(first.frame)).not.toHaveProperty('event.view');
    const home = slack.core.views.publish(people.operator, { type: 'home', blocks: [] });
    const second = await answering(app, () => olga().openHome());
    expect(second.outcome).toEqual(home);
    expect(payloadOf(second.frame)).toHaveProperty('event.view.id', home.id);
  });
});
