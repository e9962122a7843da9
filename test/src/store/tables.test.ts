/** Our tables in both databases: migrations, and what operations and the outbox rely on. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import { operationId } from '../../../hostlink/names/operation-id.ts';
import { digestOf, type Plan } from '../../../hostlink/plan/plan.ts';
import type { ShownHomes } from '../../../src/home/shown-homes.ts';
import type { MessagesTable } from '../../../src/outbox/message.ts';
import { type Database, databaseOver } from '../../../src/store/database.ts';
import type { Breaking } from '../../../src/store/glass.ts';
import { homesTable } from '../../../src/store/homes-table.ts';
import { messagesTable } from '../../../src/store/messages-table.ts';
import { migrate, migrations } from '../../../src/store/migrations.ts';
import { openEmbedded } from '../../../src/store/open-embedded.ts';
import { type OpenPool, openPostgres } from '../../../src/store/open-postgres.ts';
import { type OperationsTable, operationsTable } from '../../../src/store/operations-table.ts';
import { describeReal } from '../../support/real.ts';
import {
  embeddedPlace,
  type PostgresServer,
  postgresRequirements,
  postgresServer,
  silent,
} from '../../support/store-places.ts';
import { memoryHomes } from '../home/support/memory-homes.ts';
import { memoryMessages } from '../outbox/support/memory-messages.ts';

const at = new Date('2026-11-21T07:00:00Z');
const hv = parseHostName('hv-04');

const planWith = (subject: string, ...holds: string[]): Plan => {
  const draft = { host: hv, verb: 'create', steps: [{ kind: 'x', args: { subject } }], guards: [] };
  return {
    version: 1,
    lockTimeout: 600,
    ...draft,
    subject,
    locks: [],
    risk: 'routine',
    chosen: {},
    holds,
    digest: digestOf(draft),
  };
};

function tables(open: () => Promise<OpenPool & { clean: () => Promise<void> }>): void {
  let opened: OpenPool & { clean: () => Promise<void> };
  let database: Database;
  let operations: OperationsTable;
  let count = 0;

  beforeAll(async () => {
    opened = await open();
    database = databaseOver(opened.pool);
    // Two that start at once.
    await Promise.all([migrate(database), migrate(database)]);
    operations = operationsTable(database);
  });
  afterAll(async () => {
    await opened.close();
    await opened.clean();
  });

  const asked = async (subject: string, askedAt = at) => {
    count += 1;
    const id = operationId('T01', `${subject} ${count}`);
    await operations.insert({
      id,
      team: 'T01',
      actor: 'U01',
      channel: 'C01',
      askedIn: 'C01',
      verb: 'create',
      subject,
      command: `create ${subject}`,
      arguments: { zone: [subject] },
      askedAt,
      surface: 'command',
    });
    return id;
  };
  const plan = (id: Awaited<ReturnType<typeof asked>>, made: (holds: readonly string[]) => Plan) =>
    operations.plan(id, hv, at, made);

  describe('migrations', () => {
    it('are kept by number, and done once', async () => {
      await migrate(database);
      const { rows } = await database.query('SELECT number FROM zonebot.migration ORDER BY number');
      expect(rows).toEqual(migrations.map(({ number }) => ({ number })));
    });

    it('all come about, or none', async () => {
      const next = migrations.length + 1;
      const faulty = [
        ...migrations,
        { number: next, title: 'good', sql: 'CREATE TABLE zonebot.half (n integer); SELECT 1;' },
        { number: next + 1, title: 'bad', sql: 'CREATE TABLE zonebot.half (n integer)' },
      ];
      await expect(migrate(database, faulty)).rejects.toMatchObject({ code: '42P07' });
      await expect(database.query('SELECT * FROM zonebot.half')).rejects.toMatchObject({
        code: '42P01',
      });
      await migrate(database);
    });

    it('refuse what a newer release has written', async () => {
      await expect(migrate(database, migrations.slice(0, -1))).rejects.toMatchObject({
        code: 'zmgr::store::newer',
      });
    });
  });

  describe('operations', () => {
    it('come back as they were asked for', async () => {
      const id = await asked('web01');
      expect(await operations.find(id)).toEqual({
        id,
        state: 'planned',
        verb: 'create',
        subject: 'web01',
        command: 'create web01',
        actor: { team: 'T01', user: 'U01' },
        channel: 'C01',
        askedIn: 'C01',
        arguments: { zone: ['web01'] },
        runs: 0,
        runVerb: 'run',
        runAfter: 0,
        askedAt: at,
        events: [],
        votes: [],
        revision: 0,
      });
      expect(await operations.find(operationId('T01', 'never asked'))).toBeUndefined();
    });

    it('change their state once, whoever comes first', async () => {
      const id = await asked('race');
      const moves = await Promise.all(
        (['queued', 'cancelled', 'denied', 'failed'] as const).map((to) =>
          operations.move(id, ['planned'], to, { at }),
        ),
      );
      expect(moves.filter(Boolean)).toHaveLength(1);
    });

    it('never hold one address twice, however many plan at once', async () => {
      const ids = await Promise.all(Array.from({ length: 12 }, (_, i) => asked(`crowd${i}`)));
      await Promise.all(
        ids.map((id, i) =>
          plan(id, (holds) => {
            const free = Array.from({ length: 20 }, (_, n) => `10.9.0.${n}`).find(
              (address) => !holds.includes(address),
            );
            return planWith(`crowd${i}`, free ?? 'none');
          }),
        ),
      );
      const held = await operations.holds(hv);
      expect(held.filter((address) => address.startsWith('10.9.'))).toHaveLength(12);
      for (const id of ids) await operations.move(id, ['planned'], 'failed', { at });
    });

    it('keep one subject on a host to one open operation', async () => {
      const [first, second] = [await asked('one'), await asked('one')];
      expect((await plan(first, () => planWith('one', '10.1.0.1'))).kind).toBe('planned');
      expect(await plan(second, () => planWith('one', '10.1.0.2'))).toEqual({
        kind: 'busy',
        with: first,
      });
      await operations.move(first, ['planned'], 'done', { at });
      expect((await plan(second, () => planWith('one', '10.1.0.2'))).kind).toBe('planned');
      expect(await plan(first, () => planWith('one'))).toMatchObject({ kind: 'busy' });
      await operations.move(second, ['planned'], 'done', { at });
      expect(await plan(first, () => planWith('one'))).toEqual({ kind: 'ended' });
    });

    it('leave nothing behind when planning throws', async () => {
      const id = await asked('throws');
      const plans = plan(id, () => {
        throw new Error('no');
      });
      await expect(plans).rejects.toThrow('no');
      expect((await operations.find(id))?.host).toBeUndefined();
    });

    it('hold until they end; what is set free counts for those who looked before', async () => {
      const id = await asked('holder');
      const early = await operations.now();
      await plan(id, () => planWith('holder', '10.2.0.1', 'fd00::1'));
      // Planning again replaces what was held.
      await plan(id, () => planWith('holder', '10.2.0.2', 'fd00::1'));
      expect(await operations.holds(hv)).toEqual(['10.2.0.2', 'fd00::1']);
      expect(await operations.holds(hv, { except: id })).toEqual([]);
      expect(await operations.holds(parseHostName('elsewhere'))).toEqual([]);
      await operations.move(id, ['planned'], 'stuck', { at });
      expect(await operations.holds(hv)).toHaveLength(2);
      await operations.move(id, ['stuck'], 'unwound', { at });
      expect(await operations.holds(hv)).toEqual([]);
      expect(await operations.holds(hv, { since: early })).toEqual(['10.2.0.2', 'fd00::1']);
      // Times travel in whole milliseconds: within that of its freeing it still counts.
      await expect
        .poll(async () => operations.holds(hv, { since: await operations.now() }))
        .toEqual([]);
    });

    it('keep events once, in their order, whatever they say', async () => {
      const id = await asked('events');
      const said = {
        seq: 2,
        at: 'later',
        kind: 'said',
        step: 1,
        text: `'"\\ \0 \u{1f600}`,
      } as const;
      const claimed = {
        seq: 1,
        at: 'now',
        kind: 'claimed',
        verb: 'run',
        pid: 1,
        group: 1,
      } as const;
      await operations.addEvents(id, [said]);
      await operations.addEvents(id, [claimed, said]);
      await operations.addEvents(id, []);
      expect((await operations.find(id))?.events).toEqual([claimed, said]);
      expect(await operations.lastSeq(id)).toBe(2);
    });

    it('count their runs, and know what was there before each', async () => {
      const id = await asked('runs');
      await operations.move(id, ['planned'], 'queued', { run: 'run', at });
      await operations.addEvents(id, [{ seq: 1, at: 'now', kind: 'guarded' }]);
      await operations.askCancel(id, { team: 'T01', user: 'U02' });
      expect(await operations.find(id)).toMatchObject({ cancelAskedBy: { user: 'U02' } });
      await operations.verifying(id, { since: at, why: 'cut' });
      expect(await operations.find(id)).toMatchObject({ verifying: { since: at, why: 'cut' } });
      const fault = { code: 'zmgr::operation::stuck', message: 'no' } as const;
      await operations.move(id, ['queued'], 'stuck', { fault, at });
      expect(await operations.find(id)).toMatchObject({ fault });
      await operations.move(id, ['stuck'], 'queued', { run: 'unwind', fault: null, at });
      const record = await operations.find(id);
      expect(record).toMatchObject({ runs: 2, runVerb: 'unwind', runAfter: 1, state: 'queued' });
      expect(record).not.toHaveProperty('fault');
      expect(record).not.toHaveProperty('verifying');
      expect(record).not.toHaveProperty('cancelAskedBy');
    });

    it('are found by host, state and age, newest first', async () => {
      const hour = 3_600_000;
      const later = new Date(at.getTime() + hour);
      const [old, young] = [
        await asked('old', later),
        await asked('young', new Date(later.getTime() + hour)),
      ];
      const ids = (await operations.list({ states: ['planned'], limit: 2 })).map(({ id }) => id);
      expect(ids).toEqual([young, old]);
      expect(await operations.list({ host: parseHostName('elsewhere'), limit: 9 })).toEqual([]);
    });
  });

  describe('cards', () => {
    it('that tell of an earlier state are found, and no others', async () => {
      const messages = messagesTable(database);
      const untold = () => operations.untold(new Date(at.getTime() - 1), 100);
      const card = async (id: Awaited<ReturnType<typeof asked>>) => {
        const { revision = 0 } = (await operations.find(id)) ?? {};
        const content = { text: 'the same', blocks: [] };
        await messages.put(`operation:${id}`, 'C01', content, at, { revision });
      };
      // It has no plan: whoever asked is told in private.
      const unplanned = await asked('untold0');
      const [first, second] = [await asked('untold1'), await asked('untold2')];
      await plan(first, () => planWith('untold1'));
      await plan(second, () => planWith('untold2'));
      // What people are asked comes at once, and the first words of a card are the only ones that call somebody.
      expect(await untold()).not.toContain(first);
      await operations.move(first, ['planned'], 'queued', { at });
      await operations.move(second, ['planned'], 'queued', { at });
      expect(await untold()).toEqual(expect.arrayContaining([first, second]));
      expect(await untold()).not.toContain(unplanned);
      await card(first);
      await card(second);
      expect(await untold()).not.toContain(first);
      await operations.move(first, ['queued'], 'failed', { at });
      expect(await untold()).toContain(first);
      // It ended so long ago that whoever looked at its card has seen that it stands still.
      expect(await operations.untold(new Date(at.getTime() + 1), 100)).not.toContain(first);
      await card(first);
      expect(await untold()).not.toContain(first);
      await operations.move(second, ['queued'], 'failed', { at });
      await messages.givenUp(`operation:${second}`, 'gone');
      expect(await untold()).not.toContain(second);
    });
  });

  describe('messages', () => {
    it('behave as the ones in memory that the outbox is tried with', async () => {
      const version = fc.integer({ min: 1, max: 4 });
      const time = fc.integer({ min: 0, max: 5 }).map((n) => new Date(n));
      type Deed = (table: MessagesTable, key: string) => Promise<void>;
      const text = fc.constantFrom('x', 'y', 'z');
      const deed = fc.oneof(
        fc.tuple(text, time).map(
          ([said, when]): Deed =>
            (table, key) =>
              table.put(key, 'C01', { text: said, blocks: [] }, when),
        ),
        fc.tuple(text, time, fc.boolean()).map(
          ([said, when, isReply]): Deed =>
            (table, key) =>
              table.put(key, 'C01', { text: said, blocks: [] }, when, {
                file: { name: said, title: 'a file', text: said },
                ...(isReply && { inThreadOf: key === 'a' ? 'b' : 'a' }),
              }),
        ),
        time.map(
          (when): Deed =>
            (table, key) =>
              table.postBegun(key, when),
        ),
        version.map(
          (v): Deed =>
            (table, key) =>
              table.written(key, `ts${v}`, v),
        ),
        version.map(
          (v): Deed =>
            (table, key) =>
              table.dropped(key, v),
        ),
        fc.constantFrom<Deed>(
          (table, key) => table.uploaded(key, 'F1'),
          (table, key) => table.shown(key),
          (table, key) => table.fileRefused(key),
          (table, key) => table.postFailed(key),
          (table, key) => table.found(key, 'found'),
          (table, key) => table.deleted(key),
          (table, key) => table.givenUp(key, 'why'),
        ),
      );
      const deeds = fc.array(fc.tuple(fc.constantFrom('a', 'b'), deed), { maxLength: 14 });
      await fc.assert(
        fc.asyncProperty(deeds, async (script) => {
          await database.query('TRUNCATE zonebot.message');
          const seen = [];
          for (const table of [memoryMessages(), messagesTable(database)]) {
            for (const [key, act] of script) await act(table, key);
            const places = [await table.place('a'), await table.place('b')];
            const files = [await table.file('a'), await table.file('b'), await table.has('a')];
            seen.push({ waiting: await table.waiting(9), places, files });
          }
          expect(seen[1]).toEqual(seen[0]);
        }),
        { numRuns: 100 },
      );
    });
  });

  describe('break-glass', () => {
    const breaking = (user: string, changes: Partial<Breaking> = {}): Breaking => ({
      by: { team: 'T01', user },
      accounts: [user],
      limit: 2,
      since: new Date(at.getTime() - 86_400_000),
      instead: 'it waits for an approval',
      rule: 'zonebot.kdl:9',
      needed: 2,
      reviewUntil: new Date(at.getTime() + 86_400_000),
      remindAt: new Date(at.getTime() + 3_600_000),
      at,
      ...changes,
    });
    const review = (user: string, accounts = [user]) => ({
      by: { team: 'T01', user },
      accounts,
      note: 'it was right',
      surface: 'command' as const,
      at,
    });

    it('is as often as there may be, however many ask at once, and counts a person', async () => {
      const ids = await Promise.all(
        Array.from({ length: 12 }, (_, index) => asked(`glass${index}`)),
      );
      const accounts = ['U70', 'U71'];
      const outcomes = await Promise.all(
        ids.map((id, index) =>
          operations.breakGlass(id, breaking(accounts[index % 2] ?? '', { accounts })),
        ),
      );
      expect(outcomes.filter((one) => one === 'broken')).toHaveLength(2);
      expect(outcomes.filter((one) => one === 'limit')).toHaveLength(10);
      const states = await Promise.all(ids.map(async (id) => (await operations.find(id))?.state));
      expect(states.filter((state) => state === 'queued')).toHaveLength(2);
      const nextDay = { since: at, at: new Date(at.getTime() + 1) };
      const [other = ids[0]] = ids.filter((_, index) => states[index] === 'planned');
      if (other === undefined) throw new Error('one is planned');
      expect(await operations.breakGlass(other, breaking('U70', { accounts, ...nextDay }))).toBe(
        'broken',
      );
    });

    it('takes one that is planned, once', async () => {
      const id = await asked('once');
      const twice = [breaking('U72'), breaking('U73')];
      const outcomes = await Promise.all(twice.map((one) => operations.breakGlass(id, one)));
      expect(outcomes.toSorted((a, b) => a.localeCompare(b))).toEqual(['broken', 'late']);
      expect((await operations.find(id))?.runs).toBe(1);
    });

    it('is closed by two people, whatever accounts they have, once', async () => {
      const id = await asked('reviewed');
      expect(await operations.review(id, review('U80'))).toBe('late');
      await operations.breakGlass(id, breaking('U74'));
      const first = await Promise.all([
        operations.review(id, review('U80', ['U80', 'U81'])),
        operations.review(id, review('U81', ['U80', 'U81'])),
      ]);
      expect(first.toSorted((a, b) => a.localeCompare(b))).toEqual(['counted', 'reviewed-before']);
      const open = await operations.openReviews(50);
      expect(open.some((one) => one.id === id)).toBe(true);
      expect(await operations.review(id, review('U82'))).toBe('counted');
      expect(await operations.review(id, review('U83'))).toBe('late');
      expect((await operations.openReviews(50)).some((one) => one.id === id)).toBe(false);
    });

    it('is reminded of by number, each once, until it is closed', async () => {
      const id = await asked('reminded');
      await operations.breakGlass(id, breaking('U75'));
      const later = new Date(at.getTime() + 3_600_000);
      const mine = async (when: Date) =>
        (await operations.dueReminders(when)).filter(({ operation }) => operation === id);
      expect(await mine(at)).toEqual([]);
      expect(await mine(later)).toEqual([{ operation: id, number: 1 }]);
      const next = new Date(later.getTime() + 3_600_000);
      const reminder = { operation: id, number: 1 };
      const told = await Promise.all(
        [1, 2, 3].map(() => operations.reminded(reminder, next, later)),
      );
      expect(told.filter(Boolean)).toHaveLength(1);
      expect(await mine(later)).toEqual([]);
      expect(await mine(next)).toEqual([{ operation: id, number: 2 }]);
      await operations.review(id, review('U80'));
      await operations.review(id, review('U82'));
      expect(await mine(next)).toEqual([]);
    });
  });

  it('homes in the database behave as those in memory', async () => {
    type Deed = (homes: ShownHomes, now: Date, pause: number) => Promise<unknown>;
    const who = fc.constantFrom({ team: 'T1', user: 'U1' }, { team: 'T1', user: 'U2' });
    const deed = fc.oneof(
      who.map(
        (one): Deed =>
          (homes, now) =>
            homes.opened(one, now),
      ),
      fc.nat(9).map(
        (ago): Deed =>
          (homes, now, pause) =>
            homes.changed(now, new Date(now.getTime() - ago * 1_000), pause),
      ),
      fc.option(fc.constantFrom('h1', 'h2'), { nil: undefined }).map(
        (hash): Deed =>
          async (homes, now, pause) => {
            const [home] = await homes.due(now, 1);
            const what = { shown: 'x', ...(hash !== undefined && { hash }) };
            if (home !== undefined) await homes.published(home, what, now, pause);
          },
      ),
      // What was seen to be due before the change is published after it.
      fc.constant<Deed>(async (homes, now, pause) => {
        const [home] = await homes.due(now, 1);
        await homes.changed(now, new Date(0), pause);
        if (home !== undefined) await homes.published(home, { shown: 'x' }, now, pause);
      }),
      fc.nat(9).map(
        (wait): Deed =>
          async (homes, now) => {
            const [home] = await homes.due(now, 1);
            if (home !== undefined) await homes.later(home, new Date(now.getTime() + wait * 1_000));
          },
      ),
      who.map(
        (one): Deed =>
          (homes) =>
            homes.forget(one),
      ),
    );
    const script = fc.array(fc.tuple(fc.nat(3), deed), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(script, async (deeds) => {
        await database.query('TRUNCATE zonebot.home');
        const seen = [];
        for (const homes of [memoryHomes(), homesTable(database)]) {
          let now = at;
          for (const [seconds, act] of deeds) {
            now = new Date(now.getTime() + seconds * 1_000);
            await act(homes, now, 5_000);
          }
          const much = new Date(now.getTime() + 60_000);
          seen.push([await homes.due(now, 9), await homes.nextDue(), await homes.due(much, 9)]);
        }
        expect(seen[1]).toEqual(seen[0]);
      }),
      { numRuns: 100 },
    );
  });
}

describe('tables, embedded', () => {
  tables(async () => {
    const { directory, remove } = await embeddedPlace();
    return { ...(await openEmbedded(directory)), clean: remove };
  });
});

describeReal('tables, PostgreSQL', postgresRequirements, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await postgresServer();
  });
  afterAll(() => server.remove());
  tables(async () => {
    const { url } = await server.place();
    return { ...(await openPostgres(url, silent)), clean: async () => {} };
  });
});
