/** What steps print, in the thread of the card: edited while it runs, whole when it is over, once. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../commands/answer.ts';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import { operationId } from '../../../hostlink/names/operation-id.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import type { JournalEvent } from '../../../hostlink/runner/events.ts';
import type { PutOptions } from '../../../src/outbox/message.ts';
import { operationOutputs } from '../../../src/receive/operation-outputs.ts';
import type { OperationRecord } from '../../../src/store/operation-record.ts';
import { answerText } from '../../commands/support/answer-text.ts';
import { ManualClock, settle } from '../../support/manual-clock.ts';
import { collectLog } from '../support/collect-log.ts';

const id = operationId('T1', 'd1');
const host = parseHostName('hv-04');
const plan = {
  steps: [
    { kind: 'a.b', args: {} },
    { kind: 'c.d', args: {} },
  ],
} as unknown as Plan;
const at = new Date(Date.UTC(2026, 10, 21, 6, 59)).toISOString();
const later = new Date(Date.UTC(2026, 10, 21, 7)).toISOString();
const started = (step: number): JournalEvent => ({ kind: 'started', seq: step, at, step });
const ended: JournalEvent = { kind: 'end', seq: 9, at: later, outcome: 'done' };

class World {
  readonly clock = new ManualClock();
  readonly puts: { key: string; channel: string; answer: Answer; options: PutOptions }[] = [];
  readonly reads: (number | undefined)[] = [];
  printed = new Map<number, string>();
  away: Error | undefined;
  now: OperationRecord = this.as({});
  readonly log = collectLog();
  readonly outputs = operationOutputs({
    find: async () => this.now,
    read: async (_host, _id, step) => {
      this.reads.push(step);
      if (this.away !== undefined) throw this.away;
      return [...this.printed]
        .filter(([number]) => step === undefined || number === step)
        .map(([number, text]) => ({ step: number, text, isCut: false }));
    },
    put: async (key, channel, answer, options) => {
      this.puts.push({ key, channel, answer, options });
    },
    isPut: async (key) => this.puts.some((put) => put.key === key),
    kinds: new Map(),
    clock: this.clock,
    log: this.log.log,
  });

  as(changes: Partial<OperationRecord>): OperationRecord {
    return {
      id,
      state: 'running',
      host,
      verb: 'create',
      subject: 'web01',
      command: 'create web01',
      actor: { team: 'T1', user: 'U1' },
      channel: 'C1',
      askedIn: 'C1',
      arguments: {},
      runs: 1,
      runVerb: 'run',
      runAfter: 0,
      askedAt: new Date(0),
      events: [started(1)],
      plan,
      votes: [],
      revision: 1,
      ...changes,
    };
  }

  become(changes: Partial<OperationRecord>): void {
    this.now = this.as(changes);
    this.outputs.changed(this.now);
  }
}
const long = Array.from({ length: 400 }, (_, line) => `line ${line}\n`).join('');

describe('while it runs', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  test('the step under way is read every fifteen seconds, however often the operation changes', async () => {
    world.printed.set(1, 'DOWNLOAD 10%');
    world.become({});
    world.become({});
    await world.clock.pass(14_999);
    expect(world.puts).toEqual([]);
    await world.clock.pass(1);
    expect(world.reads).toEqual([1]);
    expect(world.puts).toMatchObject([
      {
        key: `output:${id}`,
        channel: 'C1',
        options: { inThreadOf: `operation:${id}`, revision: 1 },
      },
    ]);
    world.printed.set(2, 'second');
    world.become({ events: [started(1), { kind: 'done', seq: 2, at, step: 1 }, started(2)] });
    await world.clock.pass(15_000);
    expect(world.reads).toEqual([1, 2]);
    expect(answerText(world.puts[1]?.answer ?? { summary: '', parts: [] })).toContain('second');
  });

  test('a host that is away is read later, and a silent step says nothing', async () => {
    world.away = new Error('away');
    world.become({});
    await world.clock.pass(15_000);
    world.away = undefined;
    await world.clock.pass(15_000);
    expect(world.reads).toEqual([1, 1]);
    expect(world.puts).toEqual([]);
    expect(world.log.lines.join('')).toContain('could not be read');
  });

  test('nothing is read any more once the bot stops', async () => {
    world.become({});
    await world.outputs.stop();
    await world.clock.pass(60_000);
    expect(world.reads).toEqual([]);
  });
});

describe('when it is over', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  const over = { state: 'done', events: [started(1), ended], endedAt: new Date() } as const;

  test('a short output is not worth a message, and is read once', async () => {
    world.printed.set(2, 'two');
    world.become(over);
    world.become(over);
    await settle();
    expect(world.reads).toEqual([undefined]);
    expect(world.puts).toEqual([]);
  });

  test('a reply that stands gets all of a short output', async () => {
    world.printed.set(1, 'one');
    world.become({});
    await world.clock.pass(15_000);
    world.printed.set(2, 'two');
    world.become(over);
    await world.clock.pass(60_000);
    expect(world.puts.map(({ key }) => key)).toEqual([`output:${id}`, `output:${id}`]);
    expect(answerText(world.puts[1]?.answer ?? { summary: '', parts: [] })).toMatch(
      /one[\s\S]*two/,
    );
  });

  test('a long one is a file, beside which is said what stands where there are no files', async () => {
    world.printed.set(1, long);
    world.become(over);
    await settle();
    expect(world.puts.map(({ key }) => key)).toEqual([`log:${id}:1`]);
    const [put] = world.puts;
    expect(put?.options.file).toMatchObject({ name: `zonebot-${id}.log` });
    expect(put?.options.file?.text).toContain('line 0\n');
    const said = answerText(put?.answer ?? { summary: '', parts: [] });
    expect(said).toContain('line 399');
    expect(said).not.toContain('line 0\n');
    expect(said).toContain(`/zone op log ${id}`);
  });

  test('a reply that stands gets the last word beside the file', async () => {
    world.printed.set(1, long);
    world.become({});
    await world.clock.pass(15_000);
    world.become(over);
    await world.clock.pass(60_000);
    expect(world.puts.map(({ key }) => key)).toEqual([
      `output:${id}`,
      `output:${id}`,
      `log:${id}:1`,
    ]);
  });

  test('another run has a file of its own', async () => {
    world.printed.set(1, long);
    world.become({ ...over, state: 'stuck' });
    await settle();
    world.become({ ...over, runs: 2 });
    await settle();
    expect(world.puts.map(({ key }) => key)).toEqual([`log:${id}:1`, `log:${id}:2`]);
  });

  test.each<[string, Partial<OperationRecord>]>([
    ['was over at once', { ...over, events: [{ ...started(1), at: later }, ended] }],
    ['never came to its host', { state: 'failed', events: [] }],
    [
      'was over long before this start',
      { ...over, events: [{ ...ended, at: '2026-11-20T00:00:00Z' }] },
    ],
  ])('what %s is not read', async (_name, changes) => {
    world.become(changes);
    await settle();
    expect(world.reads).toEqual([]);
  });
});
