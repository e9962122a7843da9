/** The real Bolt, connected to the local Slack: everything that the bot relies on between a person's gesture and its end. */
import type { App } from '@slack/bolt';
import { afterEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../playground/slack/clock.ts';
import { asUser, type Person } from '../../../playground/slack/driver.ts';
import { tellEvent } from '../../../playground/slack/interactions/event.ts';
import { isObject } from '../../../playground/slack/json.ts';
import { channels, people } from '../../../playground/slack/seed.ts';
import {
  type LocalSlack,
  type SlackOptions,
  startSlack,
} from '../../../playground/slack/server.ts';
import { type BoltApp, startBolt } from '../../support/bolt-app.ts';

const start = 1_800_000_000_000;
const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of running.splice(0).reverse()) await thing.stop();
});

interface Stage {
  readonly slack: LocalSlack;
  readonly bolt: BoltApp;
  readonly olga: Person;
  readonly petra: Person;
}

async function stage(
  listen: (app: App) => void,
  options: Partial<SlackOptions> = {},
): Promise<Stage> {
  const slack = await startSlack({ port: 0, ...options });
  running.push(slack);
  const bolt = await startBolt(slack, listen);
  running.push(bolt);
  await slack.connected();
  return {
    slack,
    bolt,
    olga: asUser(slack.core, people.operator),
    petra: asUser(slack.core, people.firstApprover),
  };
}

const button = (actionId: string, value: string) => ({
  type: 'actions',
  block_id: 'decide',
  elements: [
    { type: 'button', action_id: actionId, value, text: { type: 'plain_text', text: 'Approve' } },
  ],
});

const texts = (person: Person): readonly string[] => person.messages().map(({ text }) => text);

test('a command is acked with a text that only the one who typed it sees', async () => {
  const { olga, petra, slack } = await stage((app) => {
    app.command('/zone', async ({ ack, command }) => ack(`You said ${command.text}`));
  });
  expect(await olga.slash('/zone list')).toEqual({
    kind: 'acked',
    ack: { text: 'You said list' },
  });
  expect(texts(olga)).toEqual(['You said list']);
  expect(texts(petra)).toEqual([]);
  expect(olga.messages()[0]?.onlyFor).toBe(people.operator);
  expect(slack.core.recorder.calls('chat.postMessage')).toEqual([]);
});

test('an empty ack shows nothing, an ack in the channel shows the typed command too', async () => {
  const { olga, petra } = await stage((app) => {
    app.command('/zone', async ({ ack, command }) =>
      command.text === 'share' ? ack({ response_type: 'in_channel', text: 'For all' }) : ack(),
    );
  });
  expect(await olga.slash('quiet')).toEqual({ kind: 'acked', ack: null });
  expect(texts(olga)).toEqual([]);
  await olga.slash('share');
  expect(texts(petra)).toEqual(['/zone share', 'For all']);
});

test('the payload of a command has exactly the documented fields', async () => {
  let seen: Record<string, unknown> = {};
  const { olga, slack } = await stage((app) => {
    app.command('/zone', async ({ ack, command }) => {
      seen = { ...command };
      await ack();
    });
  });
  await olga.slash('create web01');
  const { response_url, trigger_id, token, ...rest } = seen;
  expect(rest).toEqual({
    team_id: 'T0PLAYGRND',
    team_domain: 'playground',
    channel_id: channels.ops,
    channel_name: 'ops',
    user_id: people.operator,
    user_name: 'olga',
    command: '/zone',
    text: 'create web01',
    api_app_id: 'A0ZONEBOT1',
    is_enterprise_install: 'false',
  });
  expect(String(response_url)).toMatch(`${slack.url}/commands/T0PLAYGRND/`);
  expect([trigger_id, token].every((value) => typeof value === 'string')).toBe(true);
});

test('a listener that throws before its ack leaves the person with a timeout after three seconds', async () => {
  const clock = new VirtualClock(start);
  const called = deferred();
  const { olga, petra } = await stage(
    (app) => {
      app.command('/zone', async () => {
        called.resolve();
        throw new Error('before the ack');
      });
    },
    { clock },
  );
  const outcome = olga.slash('list');
  await called.promise;
  clock.advance(2_999);
  await new Promise(setImmediate);
  expect(texts(olga)).toEqual([]);
  clock.advance(1);
  expect(await outcome).toEqual({ kind: 'failed', error: 'operation_timeout' });
  expect(texts(olga)).toEqual(['/zone failed with the error "operation_timeout"']);
  expect(olga.messages()[0]?.user).toBe('USLACKBOT');
  expect(texts(petra)).toEqual([]);
});

test('a command that no app hears fails at once', async () => {
  const slack = await startSlack({ port: 0 });
  running.push(slack);
  const olga = asUser(slack.core, people.operator);
  expect(await olga.slash('list')).toEqual({ kind: 'failed', error: 'dispatch_failed' });
  expect(texts(olga)).toEqual(['/zone failed with the error "dispatch_failed"']);
});

test('respond() answers later, to one or to all, and replaces what the command showed', async () => {
  const { olga, petra } = await stage((app) => {
    app.command('/zone', async ({ ack, respond }) => {
      await ack('Working…');
      await respond({ replace_original: true, text: 'Done' });
      await respond({ response_type: 'in_channel', text: 'Olga did it' });
    });
  });
  await olga.slash('list');
  await olga.waitFor(({ text }) => text === 'Olga did it');
  expect(texts(olga)).toEqual(['Done', 'Olga did it']);
  expect(texts(petra)).toEqual(['Olga did it']);
});

test('a message is edited in place, keeps its ts, and is pressed by someone else', async () => {
  const pressed: unknown[] = [];
  const { olga, petra, bolt } = await stage((app) => {
    app.command('/zone', async ({ ack, client, command }) => {
      await ack();
      const { ts = '' } = await client.chat.postMessage({
        channel: command.channel_id,
        text: 'Planned',
        blocks: [button('approve', 'op1')],
        metadata: { event_type: 'zonebot', event_payload: { dedupe_key: 'k1' } },
      });
      await client.chat.update({ channel: command.channel_id, ts, text: 'Waiting' });
    });
    app.action(/.*/, async ({ ack, body, action, respond }) => {
      await ack();
      pressed.push({ body, action });
      await respond({ replace_original: true, text: 'Approved' });
    });
  });
  await olga.slash('create web01');
  const card = await petra.waitFor(({ text }) => text === 'Waiting');
  expect(card.blocks).toHaveLength(1);
  expect(card.metadata).toEqual({ event_type: 'zonebot', event_payload: { dedupe_key: 'k1' } });

  expect(await petra.click(card, 'approve')).toEqual({ kind: 'acked', ack: null });
  const done = await olga.waitFor(({ text }) => text === 'Approved');
  expect(done.ts).toBe(card.ts);
  expect(olga.messages()).toHaveLength(1);
  expect(pressed).toMatchObject([
    {
      body: {
        type: 'block_actions',
        user: { id: people.firstApprover, username: 'petra', team_id: 'T0PLAYGRND' },
        container: { message_ts: card.ts, channel_id: channels.ops, is_ephemeral: false },
        message: { ts: card.ts, text: 'Waiting', bot_id: 'B0ZONEBOT1' },
        state: { values: {} },
      },
      action: { type: 'button', action_id: 'approve', block_id: 'decide', value: 'op1' },
    },
  ]);
  expect(bolt.complaints).toEqual([]);
});

test('an ephemeral message is pressed, and edited by its response URL alone', async () => {
  let body: Record<string, unknown> = {};
  const { olga, slack } = await stage((app) => {
    app.command('/zone', async ({ ack }) =>
      ack({ text: 'Sure?', blocks: [button('confirm', 'op2')] }),
    );
    app.action(/.*/, async (args) => {
      await args.ack();
      body = { ...args.body };
      await args.respond({ text: 'Running' });
    });
  });
  await olga.slash('halt web01');
  const [asked] = olga.messages();
  expect(asked).toBeDefined();
  await olga.click({ ts: asked?.ts ?? '' }, 'confirm');
  await olga.waitFor(({ text }) => text === 'Running');
  expect(texts(olga)).toEqual(['Running']);
  expect(body).toMatchObject({ container: { is_ephemeral: true } });
  expect(body.message).toBeUndefined();
  expect(slack.core.workspace.messages(channels.ops)).toHaveLength(1);
});

test('a 429 reaches the app as such, with its Retry-After', async () => {
  const { bolt, slack } = await stage(() => {});
  slack.core.faults.plan({ kind: 'rate-limited', retryAfter: 7 }, { method: 'chat.postMessage' });
  const post = () => bolt.app.client.chat.postMessage({ channel: channels.ops, text: 'hello' });
  await expect(post()).rejects.toMatchObject({
    code: 'slack_webapi_rate_limited_error',
    retryAfter: 7,
  });
  expect(slack.core.workspace.messages(channels.ops)).toEqual([]);
  expect((await post()).ok).toBe(true);
});

test('an answer that is lost has been carried out all the same', async () => {
  const { bolt, slack } = await stage(() => {});
  slack.core.faults.plan({ kind: 'lost-answer' }, { method: 'chat.postMessage' });
  await expect(
    bolt.app.client.chat.postMessage({ channel: channels.ops, text: 'stored' }),
  ).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
  expect(slack.core.workspace.messages(channels.ops).map(({ text }) => text)).toEqual(['stored']);
  expect(slack.core.faults.pending).toEqual([]);
});

test.each(['disconnect', 'cut'] as const)(
  'after a %s the app comes back and is served again',
  async (how) => {
    const { olga, slack } = await stage((app) => {
      app.command('/zone', async ({ ack }) => ack('here'));
    });
    if (how === 'disconnect') slack.core.connections.disconnect('refresh_requested');
    else slack.core.connections.cut();
    const back = connectedAgain(slack);
    await back;
    expect(await olga.slash('list')).toEqual({ kind: 'acked', ack: { text: 'here' } });
  },
);

async function connectedAgain(slack: LocalSlack): Promise<void> {
  while (slack.core.connections.count > 0) await new Promise(setImmediate);
  await slack.connected();
}

test('a command delivered twice has one envelope id, one trigger, and one answer', async () => {
  const triggers: string[] = [];
  const both = deferred();
  const { olga, slack } = await stage((app) => {
    app.command('/zone', async ({ ack, command }) => {
      triggers.push(command.trigger_id);
      await ack('once');
      if (triggers.length === 2) both.resolve();
    });
  });
  slack.core.delivery.repeatNext();
  await olga.slash('create web01');
  await both.promise;
  expect(new Set(triggers).size).toBe(1);
  expect(texts(olga)).toEqual(['once']);
  const ids = slack.core.recorder.traffic
    .flatMap((sent) => (sent.kind === 'sent' && isObject(sent.frame) ? [sent.frame] : []))
    .filter(({ type }) => type === 'slash_commands')
    .map(({ envelope_id }) => envelope_id);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test('an event reaches the app, which acks it by itself', async () => {
  const heard = deferred();
  const { slack } = await stage((app) => {
    app.event('app_mention', async () => heard.resolve());
  });
  const event = { type: 'app_mention', user: people.operator, channel: channels.ops, text: 'hi' };
  expect(await tellEvent(slack.core, event)).toBe(true);
  await heard.promise;
});

test('the SDK recovers when the address of a connection cannot be had at first', async () => {
  const { olga, slack } = await stage((app) => {
    app.command('/zone', async ({ ack }) => ack('here'));
  });
  slack.core.faults.plan(
    { kind: 'status', status: 500 },
    { method: 'apps.connections.open', times: 2 },
  );
  slack.core.connections.cut();
  await connectedAgain(slack);
  expect(slack.core.faults.pending).toEqual([]);
  expect(await olga.slash('list')).toEqual({ kind: 'acked', ack: { text: 'here' } });
});

test('a method that is not there is refused, and said', async () => {
  const warnings: string[] = [];
  const { bolt, slack } = await stage(() => {}, { warn: (line) => void warnings.push(line) });
  await expect(
    bolt.app.client.pins.add({ channel: channels.ops, timestamp: '1.0' }),
  ).rejects.toMatchObject({ data: { error: 'unknown_method' } });
  expect(slack.core.recorder.unknownMethods).toEqual(['pins.add']);
  expect(warnings).toEqual(['The bot called pins.add, which the local Slack does not have']);
});

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
