/** Many who decide at once: exactly one decision, on both databases; each person once; and nothing after the end. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Demand, OperationState } from '../../../commands/desk.ts';
import type { OperationId } from '../../../hostlink/names/operation-id.ts';
import type { Verdict } from '../../../src/authorise/question.ts';
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
import { approval } from './support/demands.ts';
import { actor, startTestBot, type TestBot, type TestHost, testHost } from './support/test-bot.ts';

const voter = (number: number): Actor => ({ team: 'T01', user: `U${number}`, roles: new Set() });
const says = (decision: 'approve' | 'deny', source = 'role approver') =>
  ({ decision, surface: 'button', sources: [source] }) as const;

function voting(place: () => Promise<TestPlace>): void {
  let at: TestHost;
  let where: TestPlace;
  let store: Store;
  let bot: TestBot;
  let demand: Demand = approval();
  let ahead = 0;
  let mayApprove: (user: string) => Verdict = () => named;
  /** What is said of who breaks the glass, each time that it is asked. */
  let mayBreak: Verdict[] = [];
  const named: Verdict = { allowed: true, because: 'a test', sources: ['role approver'] };
  const clock: Clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };

  beforeAll(async () => {
    at = testHost(mkdtempSync(join(tmpdir(), 'zonebot-votes-')));
    where = await place();
    store = await openStore({ place: where.place, log: silent });
    bot = await startTestBot({
      store,
      at,
      log: silent,
      clock,
      demand: () => demand,
      mayApprove: async ({ user }) => mayApprove(user),
      mayBreakGlass: async () => mayBreak.shift() ?? named,
      glass: {
        by: { users: [actor.user], usergroups: [] },
        reviewers: { role: 'approver', users: [], usergroups: [] },
        reviews: 2,
        limit: 5,
        reviewWithin: 3_600_000,
        remind: 3_600_000,
        location: { source: 'zonebot.kdl', line: 1 },
      },
    });
  });
  afterAll(async () => {
    await bot.stop();
    await store.close();
    await where.remove();
    rmSync(at.directory, { recursive: true });
  });

  const until = async (id: OperationId, ...states: OperationState[]): Promise<OperationRecord> => {
    await expect
      .poll(async () => (await bot.record(id)).state, { timeout: 15_000 })
      .toSatisfy((state: OperationState) => states.includes(state));
    return await bot.record(id);
  };
  const waiting = async (zone: string, needs: Demand): Promise<OperationRecord> => {
    demand = needs;
    mayApprove = () => named;
    const { id } = await bot.create(zone);
    return await until(id, 'waiting');
  };
  const made = (zone: string) =>
    readdirSync(at.tree).filter((name) => name.startsWith(`${zone}@`)).length;

  const notNamed: Verdict = {
    allowed: false,
    because: 'only those whom the configuration names',
    code: 'zmgr::glass::not-named',
    help: 'Ask one of them.',
  };

  it('who broke the glass is asked about again before it begins: who may no longer changes nothing', async () => {
    demand = approval();
    mayBreak = [named, notNamed];
    const lost = await bot.create('glass1', { ticket: 'INC-1' });
    const { fault, glass } = await until(lost.id, 'denied');
    expect(fault).toMatchObject({ code: 'zmgr::glass::lost' });
    expect(glass?.broken).toBeDefined();
    mayBreak = [notNamed];
    const refusedAtOnce = await bot.create('glass2', { ticket: 'INC-1' });
    expect((await until(refusedAtOnce.id, 'denied')).fault?.code).toBe('zmgr::glass::not-named');
    mayBreak = [named, named];
    const good = await bot.create('glass3', { ticket: 'INC-1' });
    await until(good.id, 'done');
    expect([made('glass1'), made('glass2'), made('glass3')]).toEqual([0, 0, 1]);
  });

  it('two hundred decide at once, yes and no: exactly one has decided, and all others are told so', async () => {
    const { id } = await waiting('race', approval());
    const kinds = await Promise.all(
      Array.from({ length: 200 }, async (_, number) => {
        const decision = number % 2 === 0 ? 'approve' : 'deny';
        const { kind } = await bot.decide(id, voter(number), says(decision));
        return { kind, decision };
      }),
    );
    const counted = kinds.filter(({ kind }) => kind === 'counted');
    expect(counted).toHaveLength(1);
    expect(kinds.filter(({ kind }) => kind === 'late')).toHaveLength(199);
    const won = counted[0]?.decision;
    const record = await until(id, won === 'deny' ? 'denied' : 'done');
    expect(record.votes).toHaveLength(1);
    expect(record.runs).toBe(won === 'deny' ? 0 : 1);
    expect(made('race')).toBe(won === 'deny' ? 0 : 1);
  }, 60_000);

  it('of two hundred with a quorum of three, three are counted, and a person only once', async () => {
    const { id } = await waiting('quorum', approval({ quorum: 3 }));
    const kinds = await Promise.all(
      Array.from({ length: 200 }, async (_, number) => {
        const { kind } = await bot.decide(id, voter(number % 20), says('approve'));
        return kind;
      }),
    );
    expect(kinds.filter((kind) => kind === 'counted')).toHaveLength(3);
    const { votes, runs } = await until(id, 'done');
    expect(new Set(votes.map(({ by }) => by.user)).size).toBe(3);
    expect(runs).toBe(1);
  }, 60_000);

  it('people of distinct groups: the third of one group does not do for another', async () => {
    const { id } = await waiting('groups', approval({ quorum: 2, distinctGroups: true }));
    for (const number of [1, 2, 3]) await bot.decide(id, voter(number), says('approve', 'a'));
    expect((await bot.record(id)).state).toBe('waiting');
    mayApprove = (user) => ({ ...named, sources: [user === 'U4' ? 'b' : 'a'] });
    await bot.decide(id, voter(4), says('approve', 'b'));
    expect((await until(id, 'done')).votes).toHaveLength(4);
  });

  it('a yes counts no more when who said it may not say it when it is about to begin', async () => {
    const { id } = await waiting('left', approval({ quorum: 2, cooldown: 300 }));
    mayApprove = (user) =>
      user === 'U1'
        ? { allowed: false, because: 'is gone', code: 'zmgr::access::outsider', help: 'x' }
        : named;
    await bot.decide(id, voter(1), says('approve'));
    await bot.decide(id, voter(2), says('approve'));
    const { fault, runs } = await until(id, 'denied');
    expect(fault).toMatchObject({
      code: 'zmgr::approval::lost',
      message: expect.stringContaining('U1: is gone'),
      suggestions: ['/zone create left fails'],
    });
    expect(runs).toBe(1);
    expect(made('left')).toBe(0);
  });

  it('waits for a Slack that can not be asked, and goes on when it answers', async () => {
    const { id } = await waiting('unsure', approval());
    let asked = 0;
    mayApprove = () =>
      ++asked < 3
        ? { allowed: false, because: 'no answer', code: 'zmgr::access::unverified', help: 'x' }
        : named;
    await bot.decide(id, voter(1), says('approve'));
    await until(id, 'done');
    expect(asked).toBe(3);
  });

  it('rules that ask for more meanwhile are held', async () => {
    const { id } = await waiting('stricter', approval({ cooldown: 300 }));
    await bot.decide(id, voter(1), says('approve'));
    demand = approval({ quorum: 2 });
    expect((await until(id, 'denied')).fault?.code).toBe('zmgr::approval::lost');
  });

  it('in a freeze nothing is approved, but everything can be denied', async () => {
    const { id } = await waiting('frozen', approval());
    demand = { kind: 'refused', because: 'frozen', code: 'zmgr::approval::frozen', help: 'wait' };
    await expect(bot.decide(id, voter(1), says('approve'))).rejects.toMatchObject({
      code: 'zmgr::approval::frozen',
    });
    await bot.decide(id, voter(1), says('deny'));
    await until(id, 'denied');
  });

  it('what was approved may be stopped until it begins', async () => {
    const { id } = await waiting('abort', approval({ cooldown: 600_000 }));
    await bot.decide(id, voter(1), says('approve'));
    expect((await until(id, 'approved')).start?.after.getTime()).toBeGreaterThan(Date.now());
    expect((await bot.cancel(id, actor)).state).toBe('cancelled');
    ahead += 601_000;
    expect((await bot.record(id)).state).toBe('cancelled');
    expect(made('abort')).toBe(0);
    ahead = 0;
  });
}

describe('voting, embedded', () => voting(embeddedPlace));

describeReal('voting, PostgreSQL', postgresRequirements, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await postgresServer();
  });
  afterAll(() => server.remove());
  voting(() => server.place());
});
