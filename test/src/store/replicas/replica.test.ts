/** Several stores on one PostgreSQL, as several bots have it: seats, the fence around writes, the eldest, one audit chain. */
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { parseHostName } from '../../../../hostlink/names/host-name.ts';
import { operationId } from '../../../../hostlink/names/operation-id.ts';
import { makePlan } from '../../../../hostlink/plan/make-plan.ts';
import type { Plan } from '../../../../hostlink/plan/plan.ts';
import { ChainReader } from '../../../../src/audit/chain.ts';
import { openStore, type Store } from '../../../../src/store/open-store.ts';
import { describeReal } from '../../../support/real.ts';
import {
  type PostgresServer,
  postgresRequirements,
  postgresServer,
  silent,
} from '../../../support/store-places.ts';
import { testKinds, testThing } from '../../../support/test-steps.ts';

const host = parseHostName('hv-04');
const planHolding = (subject: string, address = 'none'): Plan =>
  makePlan(
    {
      host,
      verb: 'create',
      subject,
      steps: [testThing.step({ path: '/x', text: subject })],
      guards: [],
      locks: [],
      chosen: { address },
      holds: [address],
    },
    testKinds,
  );

const pace = { interval: 50, gone: 4, silent: 12 };
const unseated = { code: 'zmgr::store::unseated' };

describeReal('replicas', postgresRequirements, () => {
  let server: PostgresServer;
  let url: string;
  let ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    server = await postgresServer();
  });
  afterAll(() => server.remove());
  afterEach(async () => {
    for (const end of ends.toReversed()) await end();
    ends = [];
  });

  const fresh = async () => {
    ({ url } = await server.place());
  };
  const open = async (): Promise<Store> => {
    const store = await openStore({ place: { kind: 'postgres', url }, log: silent, pace });
    let closed: Promise<void> | undefined;
    const close = () => {
      closed ??= store.close();
      return closed;
    };
    ends.push(close);
    return { ...store, close };
  };
  const ask = async (text: string, values: unknown[] = []) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  const wanted = (subject: string) => ({
    id: operationId('T01', subject),
    team: 'T01',
    actor: 'U01',
    channel: 'C01',
    askedIn: 'C01',
    verb: 'create',
    subject,
    command: `create ${subject}`,
    arguments: {},
    askedAt: new Date(),
    surface: 'command' as const,
  });
  /** As a peer does that has not heard of it for long; what it does meanwhile is not waited for. */
  const takeForDead = ({ replica }: Store) =>
    ask(
      `UPDATE zonebot.replica SET unseated_at = clock_timestamp(), unseated_why = 'dead'
       WHERE name = $1`,
      [replica.name],
    );

  it('are several, of which the first is the eldest until it leaves', async () => {
    await fresh();
    const first = await open();
    const second = await open();
    const third = await open();
    const names = () => third.replica.seated().map(({ name }) => name);
    await expect.poll(names).toEqual([first, second, third].map(({ replica }) => replica.name));
    expect([first, second, third].map(({ replica }) => replica.isEldest())).toEqual([
      true,
      false,
      false,
    ]);
    const called = new Promise<void>((settle) => second.replica.onCall(settle));
    await first.close();
    await called;
    expect([second, third].map(({ replica }) => replica.isEldest())).toEqual([true, false]);
  });

  it('call the eldest, who hears it at once', async () => {
    await fresh();
    const eldest = await open();
    const other = await open();
    await expect.poll(() => other.replica.seated().length).toBe(2);
    const called = new Promise<void>((settle) => eldest.replica.onCall(settle));
    other.replica.callEldest();
    await called;
  });

  it('write nothing once they are taken for dead, whatever it is, and say so', async () => {
    await fresh();
    const sleeper = await open();
    const { operations, messages, audit, replica } = sleeper;
    const { id, ...rest } = wanted('web01');
    await operations.insert({ id, ...rest });
    await messages.put('k', 'C01', { text: 'old', blocks: [] }, new Date());
    await takeForDead(sleeper);
    const before = await ask('SELECT * FROM zonebot.operation, zonebot.message');
    const at = new Date();
    const content = { text: 'new', blocks: [] };
    const event = { seq: 1, at: at.toISOString(), kind: 'end', outcome: 'done' } as const;
    const writes: readonly (() => Promise<unknown>)[] = [
      () => operations.insert(wanted('web02')),
      () => operations.move(id, ['planned'], 'failed', { at }),
      () => operations.addEvents(id, [event]),
      () => operations.verifying(id, { since: at, why: 'lost' }),
      () => operations.askCancel(id, { team: 'T01', user: 'U01' }),
      () => messages.put('k', 'C01', content, at),
      () => messages.put('k2', 'C01', content, at),
      () => messages.postBegun('k', at),
      () => messages.written('k', '1', 1),
      () => messages.givenUp('k', 'why'),
      () => audit.append({ event: 'configured', surface: 'bot' }),
      () => replica.insist(),
    ];
    for (const write of writes) await expect(write()).rejects.toMatchObject(unseated);
    await expect(replica.lost).resolves.toMatchObject(unseated);
    expect(await ask('SELECT * FROM zonebot.operation, zonebot.message')).toEqual(before);
    // What was overtaken is written once more: that is all that it may still ask for.
    await messages.overtaken('k');
  });

  it('see that a peer has ended, and one of them goes on as the eldest', async () => {
    await fresh();
    const first = await open();
    const second = await open();
    await expect.poll(() => first.replica.seated().length).toBe(2);
    // Its process is gone: nothing beats, no connection stands.
    await ask(
      `WITH gone AS (INSERT INTO zonebot.replica (name, release) VALUES ('gone', '1') RETURNING number)
       INSERT INTO zonebot.heartbeat (replica) SELECT number FROM gone`,
    );
    await expect.poll(() => second.replica.seated().length).toBe(3);
    await expect
      .poll(() => ask("SELECT unseated_why FROM zonebot.replica WHERE name = 'gone'"), {
        timeout: 5_000,
      })
      .toEqual([{ unseated_why: 'dead' }]);
    expect(await ask('SELECT name FROM zonebot.replica WHERE unseated_at IS NULL')).toHaveLength(2);
  });

  it('all keep their seats when the database is away for a while', async () => {
    await fresh();
    const all = [await open(), await open(), await open()];
    await expect.poll(() => all[0]?.replica.seated().length).toBe(3);
    await server.kill();
    await expect(all[1]?.replica.insist()).rejects.toMatchObject({
      code: 'zmgr::store::unavailable',
    });
    // Longer than a dead one is given.
    await new Promise((settle) => setTimeout(settle, 14 * pace.interval));
    await server.start();
    for (const { replica } of all)
      await expect
        .poll(() => replica.insist().catch(({ code }) => code), { timeout: 10_000 })
        .toBeUndefined();
    await new Promise((settle) => setTimeout(settle, 14 * pace.interval));
    for (const { replica } of all) await replica.insist();
  });

  it('append to one audit chain, however many at once', async () => {
    await fresh();
    const all = [await open(), await open(), await open()];
    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        all[n % 3]?.audit.append({ event: 'configured', surface: 'bot', inputs: { n } }),
      ),
    );
    const rows = (await all[0]?.audit.rows(0, 100)) ?? [];
    const reader = new ChainReader();
    for (const row of rows) reader.read(row);
    expect(reader.end()).toMatchObject({ head: { seq: 60 }, breaches: [] });
  });

  it('hold no address twice, however many plan at once on all of them', async () => {
    await fresh();
    const all = [await open(), await open(), await open()];
    const held = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const store = all[n % 3];
        const operation = wanted(`crowd${n}`);
        await store?.operations.insert(operation);
        const planned = await store?.operations.plan(operation.id, host, new Date(0), (holds) =>
          planHolding(
            operation.subject,
            Array.from({ length: 20 }, (_one, i) => `10.9.0.${i}`).find(
              (address) => !holds.includes(address),
            ),
          ),
        );
        return planned?.kind === 'planned' ? planned.plan.holds : [];
      }),
    );
    expect(new Set(held.flat()).size).toBe(12);
  });

  it('show of one operation what is newest, whoever comes last', async () => {
    await fresh();
    const [one, other] = [await open(), await open()];
    const say = ({ messages }: Store, text: string, revision: number) =>
      messages.put('card', 'C01', { text, blocks: [] }, new Date(), { revision });
    await say(one, 'running', 3);
    await say(other, 'done', 5);
    await say(one, 'running still', 4);
    // The same words again count as newer too.
    await say(other, 'done', 7);
    await say(one, 'running', 6);
    const [waiting] = await one.messages.waiting(1);
    expect(waiting?.content.text).toBe('done');
    expect(waiting?.version).toBe(2);
  });
});
