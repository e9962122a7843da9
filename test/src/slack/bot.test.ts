/** The bot over the local Slack, by the real Bolt: what people type and press, what they get, and what is asked first. */
import { afterEach, describe, expect, test } from 'vitest';
import type { OperationView } from '../../../commands/desk.ts';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import { operationId } from '../../../hostlink/names/operation-id.ts';
import { asUser, type Person } from '../../../playground/slack/driver.ts';
import { channels, people } from '../../../playground/slack/seed.ts';
import type { Authoriser } from '../../../src/authorise/authorise.ts';
import { stage as makeStage, type Stage, type StageOptions } from '../support/slack-stage.ts';

const running: Stage[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
async function stage(options?: StageOptions): Promise<Stage> {
  const made = await makeStage(options);
  running.push(made);
  return made;
}
const at = ({ local }: Stage, user: string, channel?: string): Person =>
  asUser(local.core, user, channel);
const shows = (text: RegExp) => (message: { readonly text: string; readonly blocks: unknown }) =>
  text.test(`${message.text} ${JSON.stringify(message.blocks)}`);

const id = operationId('T1', 'd1');
const runningOperation = (team: string): OperationView => ({
  id,
  state: 'running',
  host: parseHostName('hv-04'),
  verb: 'create',
  subject: 'web01',
  command: 'create web01',
  actor: { team, user: people.operator },
  askedAt: new Date('2026-11-21T08:00:00Z'),
  events: [],
  votes: [],
});
const withOperation: StageOptions = { operations: (team) => [runningOperation(team)] };

/** What a mutant would be: the guard taken away. */
const unguarded = (real: Authoriser): Authoriser => ({
  ...real,
  standpoint: async (actor, place) => ({
    ...(await real.standpoint(actor, place)),
    may: () => ({ allowed: true, because: 'the guard is gone' }),
  }),
});

describe('commands', () => {
  test('what is not understood is answered in the ack, with a mark, and nobody is asked anything', async () => {
    const here = await stage();
    const before = here.local.core.recorder.calls('users.info').length;
    const outcome = await at(here, people.operator).slash('craete web01');
    expect(outcome.kind === 'acked' && JSON.stringify(outcome.ack)).toMatch(/create web01/);
    expect(outcome.kind === 'acked' && JSON.stringify(outcome.ack)).toMatch(/\^/);
    expect(here.local.core.recorder.calls('users.info')).toHaveLength(before);
  });

  test('a look is acked empty at once, and its answer is seen by the asker alone', async () => {
    const here = await stage();
    const olga = at(here, people.operator);
    expect(await olga.slash('whoami')).toEqual({ kind: 'acked', ack: null });
    const answer = await olga.waitFor(shows(/Who you are here/));
    expect(answer.onlyFor).toBe(people.operator);
    expect(JSON.stringify(answer.blocks)).toContain('viewer, operator');
    expect(at(here, people.viewer).messages()).toEqual([]);
  });

  test('each ack is counted once, with its seconds, whether it answers or not', async () => {
    const here = await stage();
    await at(here, people.operator).slash('craete web01');
    await expect.poll(() => here.acks.length).toBe(1);
    await at(here, people.operator).slash('whoami');
    await at(here, people.operator).waitFor(shows(/Who you are here/));
    expect(here.acks).toHaveLength(2);
    for (const seconds of here.acks) {
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThan(3);
    }
  });

  test('the ack waits for no Slack that is slow', async () => {
    const here = await stage();
    here.local.core.faults.plan({ kind: 'latency', milliseconds: 700 }, { method: 'users.info' });
    const begun = performance.now();
    await at(here, people.operator).slash('whoami');
    expect(performance.now() - begun).toBeLessThan(600);
    await at(here, people.operator).waitFor(shows(/Who you are here/));
    expect(here.local.core.faults.pending).toEqual([]);
  });

  test('a change becomes one operation, whose card will be in the channel', async () => {
    const here = await stage();
    await at(here, people.operator).slash('create web01 template=oi');
    await expect.poll(() => here.asked.length).toBe(1);
    expect(here.asked[0]).toMatchObject({
      channel: channels.ops,
      actor: { team: here.slack.identity.team, user: people.operator },
      text: 'create web01 template=oi',
    });
    expect(here.asked[0]?.id).toMatch(/^[a-z2-7]{10}$/);
    expect(at(here, people.operator).messages()).toEqual([]);
  });

  test('where the bot is no member, the card goes to the configured channel, and the asker is told', async () => {
    const here = await stage();
    const olga = at(here, people.operator, channels.random);
    await olga.slash('create web01');
    const told = await olga.waitFor(shows(/no member of this channel/));
    expect(JSON.stringify(told.blocks)).toContain(`"channel_id":"${channels.ops}"`);
    expect(here.asked[0]?.channel).toBe(channels.ops);
  });

  test('work that throws is answered all the same, without its text, which the log has', async () => {
    const here = await stage({
      onAsk: async () => {
        throw new Error('a secret of the store');
      },
    });
    const olga = at(here, people.operator);
    await olga.slash('create web01');
    const answer = await olga.waitFor(shows(/Something went wrong inside zonebot/));
    expect(JSON.stringify(answer)).not.toContain('a secret of the store');
    expect(here.lines.join('')).toContain('a secret of the store');
  });
});

describe('the guard', () => {
  test('of commands: who may not is refused, and nothing is asked for', async () => {
    const here = await stage();
    const vera = at(here, people.viewer);
    await vera.slash('create web01');
    await vera.waitFor(shows(/needs the role operator/));
    const gustav = at(here, people.guest, channels.random);
    for (const line of ['whoami', 'list', 'help', 'create web01', 'plan create web01']) {
      const seen = gustav.messages().length;
      await gustav.slash(line);
      await expect.poll(() => gustav.messages().length).toBe(seen + 1);
      expect(gustav.messages().at(-1)?.text).toMatch(/full members of this workspace may/);
    }
    expect(here.asked).toEqual([]);
  });

  test('of commands matters: without it, a viewer changes things', async () => {
    const here = await stage({ authoriser: unguarded });
    await at(here, people.viewer).slash('create web01');
    await expect.poll(() => here.asked.length).toBe(1);
  });

  test('of buttons: only who asked, and admins, may cancel', async () => {
    const here = await stage(withOperation);
    const card = await here.postCard(runningOperation(here.slack.identity.team), channels.ops);
    const pavel = at(here, people.secondApprover);
    await pavel.click(card, 'cancel');
    const refusal = await pavel.waitFor(shows(/Only who asked for an operation, and admins/));
    expect(refusal.onlyFor).toBe(people.secondApprover);
    expect(here.decided).toEqual([]);
    await at(here, people.operator).click(card, 'cancel');
    await expect.poll(() => here.decided).toEqual([`cancel ${id} ${people.operator}`]);
    await at(here, people.admin).click(card, 'cancel');
    await expect.poll(() => here.decided.length).toBe(2);
  });

  test('of buttons matters: without it, anybody cancels', async () => {
    const here = await stage({ ...withOperation, authoriser: unguarded });
    const card = await here.postCard(runningOperation(here.slack.identity.team), channels.ops);
    await at(here, people.viewer).click(card, 'cancel');
    await expect.poll(() => here.decided.length).toBe(1);
  });

  const waitingOperation = (team: string): OperationView => ({
    ...runningOperation(team),
    state: 'waiting',
    consent: {
      kind: 'confirmation',
      until: new Date('2026-11-21T08:10:00Z'),
      cooldown: 0,
      startWithin: 900_000,
    },
  });
  const withWaiting: StageOptions = { operations: (team) => [waitingOperation(team)] };

  test.each([
    [
      'the button',
      async (who: Person, card: { readonly ts: string }) => void (await who.click(card, 'confirm')),
    ],
    ['the typed word', async (who: Person) => void (await who.slash(`confirm ${id}`))],
  ])('of confirming, by %s: only who asked may', async (_surface, say) => {
    const here = await stage(withWaiting);
    const card = await here.postCard(waitingOperation(here.slack.identity.team), channels.ops);
    for (const user of [people.secondApprover, people.admin]) {
      await say(at(here, user), card);
      const refusal = await at(here, user).waitFor(
        shows(/Only who asked for a change confirms it/),
      );
      expect(refusal.onlyFor).toBe(user);
    }
    await say(at(here, people.viewer), card);
    await at(here, people.viewer).waitFor(shows(/needs the role operator|Only who asked/));
    expect(here.decided).toEqual([]);
    await say(at(here, people.operator), card);
    await expect.poll(() => here.decided).toEqual([`confirm ${id} ${people.operator}`]);
  });

  test('of confirming matters: without it, anybody confirms, by button and by word', async () => {
    const here = await stage({ ...withWaiting, authoriser: unguarded });
    const card = await here.postCard(waitingOperation(here.slack.identity.team), channels.ops);
    await at(here, people.viewer).click(card, 'confirm');
    await at(here, people.viewer).slash(`confirm ${id}`);
    await expect.poll(() => here.decided.length).toBe(2);
  });

  test.each(['resume', 'unwind'] as const)(
    'of the button %s: it is for operators',
    async (action) => {
      const stuck = (team: string): OperationView => ({
        ...runningOperation(team),
        state: 'stuck',
      });
      const here = await stage({ operations: (team) => [stuck(team)] });
      const card = await here.postCard(stuck(here.slack.identity.team), channels.ops);
      const vera = at(here, people.viewer);
      await vera.click(card, action);
      await vera.waitFor(shows(/needs the role operator/));
      expect(here.decided).toEqual([]);
      await at(here, people.secondApprover).click(card, action);
      await expect.poll(() => here.decided).toEqual([`${action} ${id} ${people.secondApprover}`]);
    },
  );

  test('of typed decisions is the one of buttons', async () => {
    const here = await stage(withOperation);
    const pavel = at(here, people.secondApprover);
    await pavel.slash(`op cancel ${id}`);
    await pavel.waitFor(shows(/Only who asked for an operation, and admins/));
    await at(here, people.admin).slash(`op cancel ${id}`);
    await expect.poll(() => here.decided).toEqual([`cancel ${id} ${people.admin}`]);
  });

  test('a button says which operation and nothing else: what it holds besides is no use', async () => {
    const here = await stage(withOperation);
    const forged = (element: object) => ({
      text: 'forged',
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', text: { type: 'plain_text', text: 'x' }, ...element }],
        },
      ],
    });
    const press = async (element: { readonly action_id: string; readonly value?: string }) => {
      const posted = await here.slack.writer.post(channels.ops, forged(element), element.action_id);
      if (posted.kind !== 'posted') throw new Error(posted.kind);
      await adam.click(posted, element.action_id);
    };
    const adam = at(here, people.admin);
    await press({ action_id: 'cancel', value: 'destroy web01' });
    await adam.waitFor(shows(/"destroy web01" is no operation id/));
    await press({ action_id: 'show', value: id });
    await adam.waitFor(shows(/button is of another release/));
    expect(here.decided).toEqual([]);
  });
});

describe('stopping', () => {
  test('waits for who is being answered, and tells who comes later', async () => {
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const here = await stage({ onAsk: () => gate });
    const olga = at(here, people.operator, channels.random);
    await olga.slash('create web01');
    const stopped = here.bot.stop(10_000);
    const outcome = await olga.slash('create web02');
    expect(outcome.kind === 'acked' && JSON.stringify(outcome.ack)).toMatch(/being restarted/);
    expect(here.asked).toEqual([]);
    go();
    await stopped;
    expect(here.asked.map(({ text }) => text)).toEqual(['create web01']);
    await olga.waitFor(shows(/no member of this channel/));
    expect(here.local.core.connections.count).toBe(0);
  });
});

test('a connection that Slack takes away leaves another one, and nothing typed is lost', async () => {
  const here = await stage();
  const { connections } = here.local.core;
  // Both are made anew at once: Slack's client would be away for five seconds.
  connections.disconnect('refresh_requested');
  await expect.poll(() => connections.count, { timeout: 2_000 }).toBe(2);
  expect(await at(here, people.operator).slash('version')).toMatchObject({ kind: 'acked' });
  expect(here.bot.isConnected).toBe(true);
});

test('no line of the log holds a token, a response URL or a trigger id', async () => {
  const here = await stage({
    onAsk: async () => {
      throw new Error('x');
    },
  });
  const olga = at(here, people.operator);
  await olga.slash('create web01');
  await olga.waitFor(shows(/Something went wrong/));
  const log = here.lines.join('');
  const { botToken, appToken } = here.local.credentials;
  for (const secret of [botToken, appToken, '/respond', 'trigger'])
    expect(log).not.toContain(secret);
});
