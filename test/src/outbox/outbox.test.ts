/** The outbox against a Slack that fails in every way, in time that the test makes pass. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MessagesTable } from '../../../src/outbox/message.ts';
import { type Outbox, startOutbox } from '../../../src/outbox/outbox.ts';
import type { MessageContent } from '../../../src/outbox/writer.ts';
import { ManualClock, settle } from '../../support/manual-clock.ts';
import { silent } from '../../support/store-places.ts';
import { FakeSlack, type Fault, mortal } from './support/fake-slack.ts';
import { memoryMessages } from './support/memory-messages.ts';

const saying = (text: string): MessageContent => ({
  text,
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
});
const minute = 60_000;

/** Slack, time and the store stay; the bot comes and goes. */
class World {
  readonly clock = new ManualClock();
  readonly slack = new FakeSlack(this.clock);
  readonly messages: MessagesTable = memoryMessages();
  readonly givenUp: string[] = [];
  outbox: Outbox;
  #life = { dead: false };

  constructor() {
    this.outbox = this.#start();
  }

  #start(): Outbox {
    const life = { dead: false };
    this.#life = life;
    const isDead = () => life.dead;
    return startOutbox({
      messages: mortal(this.messages, isDead),
      writer: mortal(this.slack.writer, isDead),
      files: mortal(this.slack.files, isDead),
      clock: this.clock,
      log: silent,
      onGivenUp: async (key, why) => {
        this.givenUp.push(`${key} ${why}`);
      },
    });
  }

  /** kill -9, and another start. */
  crash(): void {
    this.#life.dead = true;
    this.outbox = this.#start();
  }

  texts(key: string): readonly string[] {
    return this.slack.shown(key).map(({ content }) => content.text);
  }

  calls(method: string): number {
    return this.slack.calls.filter((call) => call.method === method).length;
  }
}

describe('the outbox', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  it('posts once and edits in place, skipping what is out of date by then', async () => {
    const { outbox, clock, slack } = world;
    await outbox.put('a', 'C01', saying('one'));
    await clock.pass(0);
    expect(world.texts('a')).toEqual(['one']);
    expect(await outbox.place('a')).toEqual({ channel: 'C01', ts: '1' });
    for (const text of ['two', 'three', 'four']) await outbox.put('a', 'C01', saying(text));
    await clock.pass(1_999);
    expect(world.texts('a')).toEqual(['one']);
    await clock.pass(1);
    expect(world.texts('a')).toEqual(['four']);
    await outbox.put('a', 'C01', saying('four'));
    await clock.pass(minute);
    expect(slack.calls.map(({ method }) => method)).toEqual(['post', 'update']);
  });

  it.each(['lost-after', 'lost-before'] as const)(
    'looks for a post whose answer was lost (%s) before it posts again',
    async (fault) => {
      const { outbox, clock, slack } = world;
      slack.faults = [fault];
      await outbox.put('a', 'C01', saying('one'));
      await clock.pass(minute);
      expect(world.texts('a')).toEqual(['one']);
      expect(slack.messages).toHaveLength(1);
      expect(slack.calls.slice(0, 2).map(({ method }) => method)).toEqual(['post', 'find']);
    },
  );

  it('waits as long as a 429 says, with that method only', async () => {
    const { outbox, clock, slack } = world;
    await outbox.put('a', 'C01', saying('one'));
    await clock.pass(2_000);
    slack.faults = ['rate-limited'];
    await outbox.put('a', 'C01', saying('two'));
    await outbox.put('b', 'C01', saying('new'));
    await clock.pass(6_999);
    expect(world.texts('a')).toEqual(['one']);
    expect(world.texts('b')).toEqual(['new']);
    await clock.pass(1);
    expect(world.texts('a')).toEqual(['two']);
  });

  it('posts a deleted message once more, and gives up when that is deleted too', async () => {
    const { outbox, clock, slack } = world;
    await outbox.put('a', 'C01', saying('one'));
    await clock.pass(2_000);
    slack.delete('a');
    await outbox.put('a', 'C01', saying('two'));
    await clock.pass(minute);
    expect(world.texts('a')).toEqual(['two']);
    slack.delete('a');
    await outbox.put('a', 'C01', saying('three'));
    await clock.pass(minute);
    await outbox.put('a', 'C01', saying('four'));
    await clock.pass(minute);
    expect(world.texts('a')).toEqual([]);
    expect(slack.messages).toHaveLength(2);
    expect(world.givenUp).toEqual(['a message_not_found']);
  });

  it('gives up on a channel that is gone', async () => {
    const { outbox, clock, slack } = world;
    slack.answer = () => ({ kind: 'gone', what: 'channel', why: 'is_archived' });
    await outbox.put('a', 'C01', saying('one'));
    await clock.pass(minute);
    expect(slack.calls).toHaveLength(1);
    expect(world.givenUp).toEqual(['a is_archived']);
  });

  it('says it plainly when Slack will not have the blocks, and drops only what it will not have at all', async () => {
    const { outbox, clock, slack } = world;
    slack.answer = (_call, content) =>
      content !== undefined && (content.blocks.length > 0 || content.text === 'forbidden')
        ? { kind: 'refused', error: 'invalid_blocks' }
        : undefined;
    await outbox.put('a', 'C01', saying('one'));
    await clock.pass(2_000);
    expect(slack.shown('a')[0]?.content).toEqual({ text: 'one', blocks: [] });
    await outbox.put('a', 'C01', saying('forbidden'));
    await clock.pass(minute);
    expect(world.texts('a')).toEqual(['one']);
    await outbox.put('a', 'C01', saying('three'));
    await clock.pass(minute);
    expect(world.texts('a')).toEqual(['three']);
  });

  it('goes on after a long outage, without having asked all the time', async () => {
    const { outbox, clock, slack } = world;
    slack.answer = () => ({ kind: 'unknown-outcome' });
    await outbox.put('a', 'C01', saying('one'));
    await clock.pass(60 * minute);
    expect(slack.calls.length).toBeLessThan(80);
    slack.answer = () => undefined;
    await clock.pass(2 * minute);
    expect(world.texts('a')).toEqual(['one']);
  });

  it('outlives a store that is gone for a while', async () => {
    const { outbox, clock, messages } = world;
    await outbox.put('a', 'C01', saying('one'));
    await clock.pass(2_000);
    const { waiting } = messages;
    let gone: boolean = true;
    Object.assign(messages, {
      waiting: (limit: number) => (gone ? Promise.reject(new Error('gone')) : waiting(limit)),
    });
    await outbox.put('a', 'C01', saying('two'));
    await clock.pass(minute);
    gone = false;
    await clock.pass(2 * minute);
    expect(world.texts('a')).toEqual(['two']);
  });

  it('edits forty times in any minute and no more, the longest waiting first, none left out', async () => {
    const { outbox, clock, slack } = world;
    const keys = Array.from({ length: 30 }, (_, i) => `card${i}`);
    for (const key of keys) await outbox.put(key, 'C01', saying('0'));
    await clock.pass(10_000);
    for (let second = 1; second <= 300; second += 1) {
      for (const key of keys) await outbox.put(key, 'C01', saying(String(second)));
      await clock.pass(1_000);
    }
    const edits = slack.calls.filter(({ method }) => method === 'update');
    expectBudgetKept(world);
    // All of it is used, and by all of them alike.
    expect(edits.length).toBeGreaterThan(150);
    const each = keys.map((key) => edits.filter((edit) => edit.key === key).length);
    expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(1);
  });

  it('writes what it can when it stops, and the rest at the next start', async () => {
    const { outbox, clock, slack } = world;
    await outbox.put('a', 'C01', saying('one'));
    await clock.pass(2_000);
    await outbox.put('a', 'C01', saying('last words'));
    slack.answer = ({ key }) => (key === 'b' ? { kind: 'unknown-outcome' } : undefined);
    await outbox.put('b', 'C01', saying('for later'));
    const stopped = outbox.stop(3_000);
    await clock.pass(10_000);
    await stopped;
    expect(world.texts('a')).toEqual(['last words']);
    slack.answer = () => undefined;
    const before = slack.calls.length;
    await clock.pass(minute);
    expect(slack.calls).toHaveLength(before);
    world.crash();
    await clock.pass(minute);
    expect(world.texts('b')).toEqual(['for later']);
  });
});

function expectBudgetKept({ slack }: World): void {
  const edits = slack.calls.filter(({ method }) => method === 'update');
  for (const [i, edit] of edits.entries()) {
    const inMinute = edits.slice(i).filter(({ at }) => at < edit.at + minute);
    expect(inMinute.length).toBeLessThanOrEqual(40);
    const next = edits.slice(i + 1).find(({ key }) => key === edit.key);
    if (next !== undefined) expect(next.at - edit.at).toBeGreaterThanOrEqual(2_000);
  }
}

type Deed =
  | { readonly kind: 'put'; readonly key: string }
  | { readonly kind: 'pass'; readonly milliseconds: number }
  | { readonly kind: 'crash' };

const keys = ['a', 'b', 'c'];
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('put' as const), key: fc.constantFrom(...keys) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      milliseconds: fc.constantFrom(0, 1, 500, 2_000, 7_000, 60_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
);
const faults = fc.array(fc.constantFrom('ok', 'lost-after', 'lost-before', 'rate-limited'), {
  maxLength: 30,
});

describe('whatever Slack answers, and whenever the bot dies', () => {
  it('each key ends as one message with its newest content', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 40 }), faults, async (deeds, script) => {
        const world = new World();
        world.slack.faults = [...script];
        const newest = new Map<string, string>();
        for (const [number, one] of deeds.entries()) {
          if (one.kind === 'put') {
            await world.outbox.put(one.key, 'C01', saying(String(number)));
            newest.set(one.key, String(number));
          } else if (one.kind === 'pass') await world.clock.pass(one.milliseconds);
          else {
            // Dies wherever it is, after some turns of its loop.
            for (let turn = 0; turn < number % 7; turn += 1) await Promise.resolve();
            world.crash();
          }
        }
        await settle();
        await world.clock.pass(60 * minute);
        for (const [key, text] of newest) expect(world.texts(key)).toEqual([text]);
        expect(world.slack.messages).toHaveLength(newest.size);
        if (!deeds.some(({ kind }) => kind === 'crash')) expectBudgetKept(world);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

describe('a reply', () => {
  it('waits for the message that it replies to, however late that is', async () => {
    const world = new World();
    const { outbox, clock, slack } = world;
    slack.faults = ['rate-limited'];
    await outbox.put('reply', 'C01', saying('output'), { inThreadOf: 'card' });
    await clock.pass(minute);
    expect(slack.calls).toEqual([]);
    await outbox.put('card', 'C01', saying('card'));
    await clock.pass(minute);
    const [card] = slack.shown('card');
    expect(slack.shown('reply')).toMatchObject([{ content: { threadTs: card?.ts } }]);
    await outbox.put('reply', 'C01', saying('more output'), { inThreadOf: 'card' });
    await clock.pass(minute);
    expect(world.texts('reply')).toEqual(['more output']);
  });

  it('does not keep others from being written', async () => {
    const { outbox, clock, slack } = new World();
    for (let count = 0; count < 250; count += 1) {
      await outbox.put(`reply${count}`, 'C01', saying('output'), { inThreadOf: 'gone' });
    }
    await outbox.put('a', 'C01', saying('one'));
    await clock.pass(minute);
    expect(slack.shown('a')).toHaveLength(1);
  });
});

describe('a file', () => {
  const log = { name: 'log', title: 'the log', text: 'all of it' };
  const putFile = async ({ outbox, clock }: World) => {
    await outbox.put('card', 'C01', saying('card'));
    await outbox.put('log', 'C01', saying('its end'), { inThreadOf: 'card', file: log });
    await clock.pass(10 * minute);
  };

  it('is shown once in its thread, and nothing changes it', async () => {
    const world = new World();
    await putFile(world);
    await putFile(world);
    await world.outbox.put('log', 'C01', saying('something else'));
    await world.clock.pass(10 * minute);
    expect(world.slack.uploads).toEqual([{ file: log, shownIn: ['C01/1'] }]);
    expect(world.slack.shown('log')).toEqual([]);
  });

  it('is its content where Slack takes no files', async () => {
    const world = new World();
    world.slack.answer = ({ method }) =>
      method === 'upload' ? { kind: 'refused', error: 'file_uploads_disabled' } : undefined;
    await putFile(world);
    expect(world.slack.uploads).toEqual([]);
    expect(world.slack.shown('log')).toMatchObject([
      { content: { text: 'its end', threadTs: '1' } },
    ]);
  });

  it('counts as shown where Slack does not say', async () => {
    const world = new World();
    let shows = 0;
    world.slack.answer = ({ method }) => {
      if (method === 'show') shows += 1;
      if (method === 'show' && shows === 1) return { kind: 'unknown-outcome' };
      return method === 'look' ? { kind: 'refused', error: 'missing_scope' } : undefined;
    };
    await putFile(world);
    expect(shows).toBe(1);
    expect(world.slack.shown('log')).toEqual([]);
  });

  it('is shown once, whatever answers are lost and whenever the bot dies', async () => {
    const fault = fc.constantFrom<Fault>('ok', 'lost-after', 'lost-before', 'rate-limited');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 8 }),
        fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 4 }),
        async (faults, crashes) => {
          const world = new World();
          world.slack.faults = [...faults];
          await world.outbox.put('card', 'C01', saying('card'));
          await world.outbox.put('log', 'C01', saying('end'), { inThreadOf: 'card', file: log });
          for (const after of crashes) {
            await world.clock.pass(after);
            world.crash();
          }
          await world.clock.pass(30 * minute);
          expect(world.slack.uploads.flatMap(({ shownIn }) => shownIn)).toEqual(['C01/1']);
          expect(await world.messages.waiting(10)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
