/** Changes that wait for a word of who asked for them: what is kept, who comes first, and what becomes of it later. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Demand, OperationState } from '../../../commands/desk.ts';
import type { OperationId } from '../../../hostlink/names/operation-id.ts';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import type { OperationRecord } from '../../../src/store/operation-record.ts';
import { describeReal } from '../../support/real.ts';
import {
  embeddedPlace,
  type PostgresServer,
  postgresRequirements,
  postgresServer,
  silent,
  type TestPlace,
} from '../../support/store-places.ts';
import { approval, confirmation, nothing } from './support/demands.ts';
import {
  actor,
  host,
  startTestBot,
  type TestBot,
  type TestHost,
  testHost,
} from './support/test-bot.ts';

const minutes = 60_000;
const yes = { decision: 'confirm', surface: 'button', sources: [] } as const;

function waiting(place: () => Promise<TestPlace>): void {
  let at: TestHost;
  let store: Store;
  let bot: TestBot;
  let where: TestPlace;
  let told: OperationRecord[];
  let demand: Demand;
  let ahead: number;
  let may = { allowed: true, because: 'a test' };
  const clock: Clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };

  const start = async (): Promise<void> => {
    store = await openStore({ place: where.place, log: silent });
    bot = await startTestBot({
      store,
      at,
      log: silent,
      clock,
      demand: () => demand,
      may: () => may,
      onChange: (record) => told.push(record),
    });
  };
  const stop = async (): Promise<void> => {
    await bot.stop();
    await store.close();
  };

  beforeAll(async () => {
    where = await place();
  });
  afterAll(() => where.remove());
  beforeEach(async () => {
    at = testHost(mkdtempSync(join(tmpdir(), 'zonebot-consent-')));
    told = [];
    ahead = 0;
    demand = confirmation();
    may = { allowed: true, because: 'a test' };
    await start();
  });
  afterEach(async () => {
    await stop();
    rmSync(at.directory, { recursive: true });
  });

  const until = async (id: OperationId, ...states: OperationState[]): Promise<OperationRecord> => {
    await expect
      .poll(async () => (await bot.record(id)).state, { timeout: 15_000 })
      .toSatisfy((state: OperationState) => states.includes(state));
    return await bot.record(id);
  };
  const asked = async (zone: string): Promise<OperationRecord> => {
    const { id } = await bot.create(zone);
    return await until(id, 'waiting');
  };
  const made = (zone: string) =>
    readdirSync(at.tree).filter((name) => name.startsWith(`${zone}@`)).length;

  it('waits with its plan and its holds, and goes on when it is confirmed', async () => {
    const record = await asked('said-yes');
    expect(record).toMatchObject({ votes: [], runs: 0, consent: { kind: 'confirmation' } });
    expect(record.consent?.until.getTime()).toBeGreaterThan(Date.now() + 9 * minutes);
    expect(await bot.holds(host)).toEqual(record.plan?.holds);
    expect(made('said-yes')).toBe(0);
    const decided = await bot.decide(record.id, actor, yes);
    expect(decided.kind).toBe('counted');
    expect(decided.operation.votes).toMatchObject([
      { by: { team: 'T01', user: 'U01' }, decision: 'confirm', surface: 'button' },
    ]);
    await until(record.id, 'done');
    expect(made('said-yes')).toBe(1);
    const states = told.filter(({ id }) => id === record.id).map(({ state }) => state);
    expect([...new Set(states)].slice(0, 2)).toEqual(['planned', 'waiting']);
    expect(states.at(-1)).toBe('done');
  });

  it('is decided once, however many press at once', async () => {
    const { id } = await asked('pressed');
    const presses = await Promise.allSettled([
      ...Array.from({ length: 10 }, () => bot.decide(id, actor, yes)),
      bot.cancel(id, actor),
    ]);
    const kept = presses.filter(
      (press) =>
        press.status === 'fulfilled' && 'kind' in press.value && press.value.kind === 'counted',
    );
    const { state, runs, votes } = await until(id, 'done', 'cancelled');
    expect(votes).toHaveLength(kept.length);
    expect(kept.length).toBeLessThanOrEqual(1);
    // A stop that came after the word is one of an operation under way, and may win or lose against the host.
    if (kept.length === 0) expect({ state, runs }).toEqual({ state: 'cancelled', runs: 0 });
    else expect(runs).toBeLessThanOrEqual(1);
  });

  it('tells a second press, and one after its end, what is', async () => {
    const { id } = await asked('again');
    await bot.decide(id, actor, yes);
    expect(await bot.decide(id, actor, yes)).toMatchObject({ kind: 'late' });
    await until(id, 'done');
    expect(await bot.decide(id, actor, yes)).toMatchObject({ kind: 'late' });
    const stopped = await asked('stopped');
    expect((await bot.cancel(stopped.id, actor)).state).toBe('cancelled');
    expect(await bot.decide(stopped.id, actor, yes)).toMatchObject({ kind: 'late' });
    expect(made('stopped')).toBe(0);
  });

  it('expires by itself, once, and frees what it held', async () => {
    demand = confirmation(400);
    const { id } = await asked('late');
    const record = await until(id, 'expired');
    expect(record.fault).toMatchObject({
      code: 'zmgr::operation::expired',
      suggestions: ['/zone create late fails'],
    });
    expect(await bot.holds(host)).toEqual([]);
    const tellings = () => told.filter((one) => one.id === id && one.state === 'expired').length;
    await expect.poll(tellings).toBe(1);
    expect(await bot.decide(id, actor, yes)).toMatchObject({ kind: 'late' });
    // Whoever pressed a button that should be gone gets the card once more.
    await expect.poll(tellings).toBe(2);
  });

  it('can not be confirmed when its time is over, though nobody has looked yet', async () => {
    const { id } = await asked('just-late');
    ahead = 10 * minutes + 1;
    expect(await bot.decide(id, actor, yes)).toMatchObject({ kind: 'late' });
    expect((await until(id, 'expired')).votes).toEqual([]);
    expect(made('just-late')).toBe(0);
  });

  it('goes on waiting over a restart, holding no place on the host', async () => {
    const ids = await Promise.all(
      Array.from({ length: 6 }, async (_, i) => (await asked(`kept${i}`)).id),
    );
    await stop();
    await start();
    // Six wait, and the host still takes another one at once.
    demand = nothing;
    await until((await bot.create('passing')).id, 'done');
    for (const id of ids) expect((await bot.record(id)).state).toBe('waiting');
    await Promise.all(ids.map((id) => bot.decide(id, actor, yes)));
    for (const id of ids) expect((await until(id, 'done')).runs).toBe(1);
  });

  it('expires at the next start when its time came while no bot was there', async () => {
    const { id } = await asked('slept');
    await stop();
    ahead = 11 * minutes;
    await start();
    expect((await until(id, 'expired')).fault?.code).toBe('zmgr::operation::expired');
  });

  it('keeps votes over a restart, and a cooldown that is under way', async () => {
    demand = approval({ quorum: 2, cooldown: 1_500 });
    const { id } = await asked('two-days');
    const says = (user: string) =>
      bot.decide(id, { ...actor, user }, { decision: 'approve', surface: 'button', sources: [] });
    await says('U03');
    await stop();
    await start();
    expect((await bot.record(id)).votes).toMatchObject([{ by: { user: 'U03' } }]);
    expect((await says('U03')).kind).toBe('voted-before');
    await says('U04');
    expect((await bot.record(id)).state).toBe('approved');
    await stop();
    await start();
    expect((await until(id, 'done')).votes).toHaveLength(2);
    expect(made('two-days')).toBe(1);
  });

  it('is put to the rules of now when the bot starts', async () => {
    demand = approval();
    const { id, consent } = await asked('new-rules');
    await stop();
    demand = approval({ quorum: 2 });
    await start();
    expect((await bot.record(id)).consent).toMatchObject({ quorum: 2, until: consent?.until });
    await bot.decide(
      id,
      { ...actor, user: 'U03' },
      { decision: 'approve', surface: 'button', sources: [] },
    );
    expect((await bot.record(id)).state).toBe('waiting');
  });

  it('is looked at again before it runs: a host that changed makes it stale', async () => {
    const { id, plan } = await asked('moved');
    mkdirSync(join(at.tree, `somebody@${plan?.holds[0]}`));
    await bot.decide(id, actor, yes);
    expect((await until(id, 'stale')).fault?.code).toBe('zmgr::operation::stale');
    expect(made('moved')).toBe(0);
  });

  it('is denied when who confirmed may not do it any more', async () => {
    const { id } = await asked('fired');
    may = { allowed: false, because: 'no operator any more' };
    await bot.decide(id, actor, yes);
    expect((await until(id, 'denied')).fault?.message).toContain('no operator any more');
    expect(made('fired')).toBe(0);
  });

  it('is not begun a long time after it was confirmed', async () => {
    const { id } = await asked('forgotten');
    // The word is in the database, and the bot dies before it sends the operation on.
    const { plan } = await bot.record(id);
    const now = new Date();
    await bot.stop();
    const at1 = { after: now, until: new Date(now.getTime() + 15 * minutes) };
    await store.operations.vote(
      id,
      {
        by: actor,
        ...yes,
        accounts: [actor.user],
        digest: plan?.digest ?? '',
        at: now,
      },
      () => ({ to: 'approved', startAfter: at1.after, startUntil: at1.until }),
    );
    await store.close();
    ahead = 16 * minutes;
    await start();
    expect((await until(id, 'expired')).fault?.message).toMatch(/not begun soon enough/);
    expect(made('forgotten')).toBe(0);
  });
}

describe('waiting, embedded', () => waiting(embeddedPlace));

describeReal('waiting, PostgreSQL', postgresRequirements, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await postgresServer();
  });
  afterAll(() => server.remove());
  waiting(() => server.place());
});
