/** One bot, one host that is a directory, the real runner: what people ask for, decide, and see. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OperationState, Stand } from '../../../commands/desk.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { ExecEnd, HostLink } from '../../../hostlink/host.ts';
import { type OperationId, operationId } from '../../../hostlink/names/operation-id.ts';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { retention } from '../../../src/operations/prune.ts';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import type { OperationRecord } from '../../../src/store/operation-record.ts';
import { embeddedPlace, silent } from '../../support/store-places.ts';
import {
  actor,
  type Gate,
  host,
  startTestBot,
  type TestBot,
  type TestHost,
  testHost,
} from './support/test-bot.ts';

let directory: string;
let at: TestHost;
let store: Store;
let bot: TestBot;
let removePlace: () => Promise<void>;
/** What was announced, in order. */
const told: OperationRecord[] = [];

const nothing = async () => {};
let gate: (gate: Gate, what: string) => Promise<void> = nothing;
let may: Stand = { allowed: true, because: 'a test' };
let ahead = 0;
let exec: (link: HostLink) => HostLink['exec'] = (link) => (request) => link.exec(request);

const clock: Clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'zonebot-operations-'));
  at = testHost(directory);
  const place = await embeddedPlace();
  removePlace = place.remove;
  store = await openStore({ place: place.place, log: silent });
  bot = await startTestBot({
    store,
    at,
    log: silent,
    clock,
    gate: (name, what) => gate(name, what),
    may: () => may,
    through: (link) => ({ spec: link.spec, exec: (request) => exec(link)(request) }),
    onChange: (record) => told.push(record),
  });
});
afterAll(async () => {
  await bot.stop();
  await store.close();
  await removePlace();
  rmSync(directory, { recursive: true });
});
afterEach(() => {
  gate = nothing;
  may = { allowed: true, because: 'a test' };
  ahead = 0;
  exec = (link) => (request) => link.exec(request);
  rmSync(at.blocker, { force: true });
});

const until = async (id: OperationId, ...states: OperationState[]): Promise<OperationRecord> => {
  await expect
    .poll(async () => (await bot.record(id)).state, { timeout: 15_000 })
    .toSatisfy((state: OperationState) => states.includes(state));
  return await bot.record(id);
};
const entries = (zone: string) =>
  readdirSync(at.tree).filter((name) => name.startsWith(`${zone}@`));
const holdsOf = async ({ plan }: OperationRecord) => {
  const held = await bot.holds(host);
  return (plan?.holds ?? []).filter((address) => held.includes(address));
};

/** Holds everything up at a gate until it is opened. */
function holdUp(where: Gate, what?: string): { open: () => void; reached: Promise<void> } {
  let open = () => {};
  const opened = new Promise<void>((settle) => {
    open = settle;
  });
  let arrive = () => {};
  const reached = new Promise<void>((settle) => {
    arrive = settle;
  });
  gate = async (name, which) => {
    if (name !== where || (what !== undefined && which !== what)) return;
    arrive();
    await opened;
  };
  return { open: () => open(), reached };
}

describe('a create', () => {
  it('goes from planned to done, with each state announced and its events kept', async () => {
    const { id } = await bot.create('good');
    const record = await until(id, 'done');
    expect(entries('good')).toHaveLength(1);
    expect(record.events.map(({ seq }) => seq)).toEqual(record.events.map((_, i) => i + 1));
    expect(record.events.at(-1)).toMatchObject({ kind: 'end', outcome: 'done' });
    expect(record.endedAt).toBeInstanceOf(Date);
    expect(record.fault).toBeUndefined();
    expect(await holdsOf(record)).toEqual([]);
    await expect.poll(() => told.findLast((one) => one.id === id)?.state).toBe('done');
    const states = told.filter((one) => one.id === id).map(({ state }) => state);
    expect([...new Set(states)]).toEqual(['planned', 'queued', 'running', 'done']);
    expect((await bot.list({ limit: 1 }))[0]).toMatchObject({ id, state: 'done' });
    expect(await bot.list({ limit: 9, state: 'running' })).toEqual([]);
  });

  it('is one operation, however often it is delivered', async () => {
    const records = await Promise.all(Array.from({ length: 5 }, () => bot.create('once')));
    expect(new Set(records.map(({ id }) => id)).size).toBe(1);
    const { id } = await until(operationId('T01', 'once'), 'done');
    expect((await bot.create('once')).state).toBe('done');
    const record = await bot.record(id);
    expect(record.runs).toBe(1);
    expect(record.events.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
  });

  it('typed twice is told that it runs already, for ten seconds and as long as it does', async () => {
    const held = holdUp('submit', 'run');
    const first = await bot.create('twice');
    await held.reached;
    const again = { id: operationId('T01', 'second press') };
    await expect(bot.create('twice', again)).rejects.toMatchObject({
      code: 'zmgr::operation::already-running',
      message: expect.stringContaining(first.id),
    });
    await expect(bot.show(again.id)).rejects.toMatchObject({ code: 'zmgr::operation::unknown' });
    ahead += 10_001;
    // By then it is another wish, which the first one's being under way refuses.
    await bot.create('twice', again);
    const second = await until(again.id, 'failed');
    expect(second.fault).toMatchObject({
      code: 'zmgr::operation::already-running',
      message: expect.stringContaining(first.id),
    });
    held.open();
    await until(first.id, 'done');
    expect(entries('twice')).toHaveLength(1);
  });

  it('of one name by two people at once makes one zone', async () => {
    const other = { actor: { team: 'T01', user: 'U02' }, id: operationId('T01', 'other') };
    const ids = (await Promise.all([bot.create('both'), bot.create('both', other)])).map(
      ({ id }) => id,
    );
    const ended = await Promise.all(ids.map((id) => until(id, 'done', 'failed')));
    expect(ended.map(({ state }) => state).sort()).toEqual(['done', 'failed']);
    const [done, failed] = ended[0]?.state === 'done' ? ended : ended.toReversed();
    // Either it found the other one under way, or what that one had made.
    expect(failed?.fault?.code).toMatch(/^zmgr::(operation::already-running|test::no)$/);
    if (failed?.fault?.code === 'zmgr::operation::already-running')
      expect(failed.fault.message).toContain(done?.id);
    expect(entries('both')).toHaveLength(1);
  });

  it('never shares its address with another, twenty at once, four of them on the host', async () => {
    let [now, most] = [0, 0];
    gate = async (name) => {
      if (name === 'submit') most = Math.max(most, ++now);
      if (name === 'followed') now -= 1;
    };
    const zones = Array.from({ length: 20 }, (_, i) => `many${i}`);
    const ids = (await Promise.all(zones.map((zone) => bot.create(zone)))).map(({ id }) => id);
    const records = await Promise.all(ids.map((id) => until(id, 'done')));
    expect(new Set(records.map(({ plan }) => plan?.holds[0])).size).toBe(20);
    expect(new Set(readdirSync(at.tree).map((name) => name.split('@')[1])).size).toBe(
      readdirSync(at.tree).length,
    );
    expect(most).toBe(4);
  }, 60_000);

  it('that cannot be planned says why, and holds nothing', async () => {
    const taken = await bot.create('good', { id: operationId('T01', 'good again') });
    const record = await until(taken.id, 'failed');
    expect(record.fault).toEqual({
      code: 'zmgr::test::no',
      message: 'good cannot be made',
      help: 'Take another name.',
    });
    expect(await holdsOf(record)).toEqual([]);
  });

  it('is denied to who may not do it, also when they may no longer', async () => {
    may = { allowed: false, because: 'a viewer only reads' };
    const early = await bot.create('denied1');
    expect((await until(early.id, 'denied')).fault?.message).toContain('a viewer only reads');
    may = { allowed: true, because: '' };
    let looks = 0;
    gate = async (name) => {
      if (name === 'observed' && ++looks === 1) may = { allowed: false, because: 'no more' };
    };
    const late = await bot.create('denied2');
    const record = await until(late.id, 'denied');
    expect(record.plan).toBeDefined();
    expect(await holdsOf(record)).toEqual([]);
    expect(entries('denied2')).toEqual([]);
  });

  it('bears a host that is out of reach for a moment, while it is planned and before it begins', async () => {
    const answers = ['away', 'there', 'away', 'away'];
    gate = async (name) => {
      if (name !== 'observe' || answers.shift() !== 'away') return;
      throw new Diagnostic({ code: 'zmgr::host::unreachable', message: 'It is away' });
    };
    const { id } = await bot.create('unreached');
    await until(id, 'done');
    expect(answers).toEqual([]);
    answers.push('away', 'away', 'away');
    const late = await bot.create('unreached2');
    expect((await until(late.id, 'failed')).fault?.code).toBe('zmgr::host::unreachable');
  });

  it('waits for a Slack that cannot be asked who that is, for a while', async () => {
    const unsure: Stand = { allowed: false, because: 'x', code: 'zmgr::access::unverified' };
    may = unsure;
    const { id } = await bot.create('unsure');
    await sleep(300);
    expect((await bot.record(id)).state).toBe('planned');
    may = { allowed: true, because: '' };
    await until(id, 'done');
    may = unsure;
    const late = await bot.create('unsure2');
    await sleep(300);
    ahead += 121_000;
    expect((await until(late.id, 'denied')).fault?.message).toContain('may not do create: x');
  });
});

describe('what changes meanwhile', () => {
  it('makes a plan stale when it cannot be made again', async () => {
    const id = operationId('T01', 'stale1');
    gate = async (name) => {
      const { state, plan } = await bot.record(id);
      if (name === 'observe' && state === 'queued')
        mkdirSync(join(at.tree, `somebody@${plan?.holds[0]}`), { recursive: true });
    };
    await bot.create('stale1');
    const record = await until(id, 'stale');
    expect(record.fault).toMatchObject({
      code: 'zmgr::operation::stale',
      causes: ['stale1 cannot be made'],
    });
    expect(entries('stale1')).toEqual([]);
    expect(await holdsOf(record)).toEqual([]);
  });

  it('makes the host refuse it when it comes after the last look', async () => {
    const id = operationId('T01', 'stale2');
    gate = async (name) => {
      if (name !== 'submit') return;
      const guard = (await bot.record(id)).plan?.guards[0];
      writeFileSync(String(guard?.args.path), '');
    };
    await bot.create('stale2');
    const record = await until(id, 'stale');
    expect(record.fault?.message).toMatch(/nothing was done\. No longer so: .* is not there$/);
  });
});

describe('on the host', () => {
  it('a step that fails is told with what was taken back', async () => {
    writeFileSync(at.blocker, '');
    const { id } = await bot.create('fails');
    const record = await until(id, 'unwound');
    expect(record.fault).toMatchObject({
      code: 'zmgr::operation::unwound',
      message: expect.stringMatching(/^Step 2, "Make .*\/2", failed \(exit status 3/),
    });
    expect(entries('fails')).toEqual([]);
    expect(await holdsOf(record)).toEqual([]);
  });

  it('a killed runner leaves the operation to a decision: going on', async () => {
    writeFileSync(at.blocker, '');
    const { id } = await bot.create('resumed', { trouble: 'dies' });
    const stopped = await until(id, 'interrupted');
    expect(stopped.fault?.code).toBe('zmgr::operation::interrupted');
    expect(stopped.endedAt).toBeUndefined();
    expect(await holdsOf(stopped)).toEqual(stopped.plan?.holds);
    await expect(bot.cancel(id, actor)).rejects.toMatchObject({ code: 'zmgr::operation::not-now' });
    rmSync(at.blocker);
    expect((await bot.resume(id, actor)).state).toBe('queued');
    await expect(bot.resume(id, actor)).rejects.toMatchObject({ code: 'zmgr::operation::not-now' });
    const record = await until(id, 'done');
    expect(record.fault).toBeUndefined();
    expect(record.runs).toBe(2);
    expect(entries('resumed')).toHaveLength(1);
    await expect(bot.resume(id, actor)).rejects.toMatchObject({ code: 'zmgr::operation::ended' });
  });

  it('or taking back', async () => {
    writeFileSync(at.blocker, '');
    const { id } = await bot.create('unwound', { trouble: 'dies' });
    await until(id, 'interrupted');
    await bot.unwind(id, actor);
    const record = await until(id, 'unwound');
    expect(entries('unwound')).toEqual([]);
    expect(await holdsOf(record)).toEqual([]);
  });

  it('success that is not to be seen is not called done', async () => {
    gate = async (name, what) => {
      if (name === 'followed' && what === 'ended')
        for (const entry of entries('liar')) rmSync(join(at.tree, entry), { recursive: true });
    };
    const { id } = await bot.create('liar');
    const record = await until(id, 'stuck');
    expect(record.fault).toMatchObject({
      code: 'zmgr::operation::unconfirmed',
      causes: ['liar is not there'],
    });
  });
});

describe('a fault of the bot itself', () => {
  it('leaves the operation to a decision, and the host is only looked at again', async () => {
    let faults = 0;
    gate = async (name) => {
      if (name === 'followed' && ++faults === 1) throw new Error('nobody thought of this');
    };
    const { id } = await bot.create('buggy');
    const broken = await until(id, 'interrupted');
    expect(broken.fault?.code).toBe('zmgr::operation::broken-off');
    expect(JSON.stringify(broken.fault)).not.toContain('nobody thought');
    await bot.resume(id, actor);
    const record = await until(id, 'done');
    expect(record.events.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
  });

  it('while planning ends it', async () => {
    gate = async (name) => {
      if (name === 'observed') throw new Error('nobody thought of this');
    };
    const { id } = await bot.create('buggy-early');
    expect((await until(id, 'failed')).fault?.code).toBe('zmgr::bot::bug');
  });
});

describe('a stop', () => {
  it('before anything went to the host is the end', async () => {
    const held = holdUp('observe');
    const { id } = await bot.create('early');
    await held.reached;
    const cancelled = await bot.cancel(id, actor);
    expect(cancelled.state).toBe('cancelled');
    await expect(bot.cancel(id, actor)).rejects.toMatchObject({ code: 'zmgr::operation::ended' });
    // The workflow, which was in the middle of planning, leaves it at that: the one after it is through before it could go on.
    held.open();
    await until((await bot.create('after-early')).id, 'done');
    const record = await bot.record(id);
    expect(record.state).toBe('cancelled');
    expect(await holdsOf(record)).toEqual([]);
    expect(entries('early')).toEqual([]);
  });

  it('while the host works takes back what was done', async () => {
    writeFileSync(at.blocker, '');
    const { id } = await bot.create('late', { trouble: 'hangs' });
    await expect
      .poll(
        async () => (await bot.record(id)).events.filter(({ kind }) => kind === 'started').length,
      )
      .toBe(2);
    const asked = await bot.cancel(id, actor);
    expect(asked).toMatchObject({ state: 'running', cancelAskedBy: { user: 'U01' } });
    rmSync(at.blocker);
    const record = await until(id, 'cancelled');
    expect(record.fault?.message).toContain('taken back');
    expect(entries('late')).toEqual([]);
  });

  it('is not lost when the host does not know the operation yet', async () => {
    const held = holdUp('submit', 'run');
    writeFileSync(at.blocker, '');
    const { id } = await bot.create('between', { trouble: 'hangs' });
    await held.reached;
    expect((await bot.cancel(id, actor)).state).toBe('running');
    const toldToStop = holdUp('told to stop', id);
    held.open();
    await toldToStop.reached;
    toldToStop.open();
    rmSync(at.blocker);
    await until(id, 'cancelled');
    expect(entries('between')).toEqual([]);
  });
});

describe('a lost connection', () => {
  it('is verified until it is known what came of it, and nothing runs twice', async () => {
    writeFileSync(at.blocker, '');
    let cuts = 0;
    exec = (link) => async (request) => {
      cuts += 1;
      if (cuts === 3) {
        throw new Diagnostic({
          code: 'zmgr::host::unreachable',
          message: 'here cannot be reached',
        });
      }
      if (cuts > 3) return await link.exec(request);
      const cut = new AbortController();
      // After the host has taken it; the second time in the middle of what it prints.
      const end: ExecEnd = await link.exec({
        ...request,
        signal: cut.signal,
        onStdout: (chunk) => {
          request.onStdout?.(chunk);
          if (Buffer.from(chunk).includes('started 2')) cut.abort();
        },
      });
      return end;
    };
    const { id } = await bot.create('cut', { trouble: 'hangs' });
    await expect
      .poll(async () => (await bot.record(id)).verifying?.why, { timeout: 10_000 })
      .toBe('here cannot be reached');
    expect((await bot.record(id)).state).toBe('running');
    rmSync(at.blocker);
    const record = await until(id, 'done');
    expect(record.verifying).toBeUndefined();
    expect(record.events.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(existsSync(join(at.tree, entries('cut')[0] ?? '', '3'))).toBe(true);
  });
});

describe('what is over', () => {
  const journalOf = (id: OperationId) => join(at.state, 'ops', id);

  it('is kept by its host for a while, goes then, and stays what it was', async () => {
    const { id } = await bot.create('over');
    const before = await until(id, 'done');
    ahead = retention - 60_000;
    await bot.prune();
    expect(existsSync(journalOf(id))).toBe(true);

    ahead = retention + 60_000;
    exec = () => async () => {
      throw new Diagnostic({ code: 'zmgr::host::unreachable', message: 'It is away' });
    };
    await bot.prune();
    exec = (link) => (request) => link.exec(request);
    expect(existsSync(journalOf(id))).toBe(true);
    expect((await bot.record(id)).journalRemovedAt).toBeUndefined();

    await bot.prune();
    expect(existsSync(journalOf(id))).toBe(false);
    expect(await store.workflows.forget(clock.now())).toBe(0);
    const after = await bot.record(id);
    expect(after.journalRemovedAt).toBeInstanceOf(Date);
    expect(after).toMatchObject({ state: 'done', events: before.events });
    // The same delivery once more, of which the engine knows nothing any more.
    await bot.create('over');
    await bot.prune();
    expect(await bot.record(id)).toEqual(after);
    expect(entries('over')).toHaveLength(1);
    expect(existsSync(journalOf(id))).toBe(false);
  });

  it('is not what waits for somebody to decide, however long', async () => {
    writeFileSync(at.blocker, '');
    const { id } = await bot.create('undecided', { trouble: 'dies' });
    await until(id, 'interrupted');
    ahead += 2 * retention;
    await bot.prune();
    expect(existsSync(journalOf(id))).toBe(true);
    rmSync(at.blocker);
    await bot.resume(id, actor);
    await until(id, 'done');
  });
});
