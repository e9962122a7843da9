/** A database that is lost: what the host keeps of operations is put into a new one, and a bot goes on from there. */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OperationId, operationId } from '../../../hostlink/names/operation-id.ts';
import { systemClock } from '../../../src/clock.ts';
import { titlesOf } from '../../../src/operations/host-runs.ts';
import { type Rebuilt, rebuildFrom } from '../../../src/operations/rebuild.ts';
import { openRestore } from '../../../src/store/open-restore.ts';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import type { OperationRecord } from '../../../src/store/operation-record.ts';
import { until } from '../../support/processes.ts';
import { shellLink } from '../../support/shell-link.ts';
import { embeddedPlace, silent, type TestPlace } from '../../support/store-places.ts';
import { testGuardKinds, testKinds } from '../../support/test-steps.ts';
import {
  actor,
  host,
  startTestBot,
  type TestBot,
  type TestHost,
  testHost,
} from './support/test-bot.ts';

let at: TestHost;
let place: TestPlace;
let store: Store;
let bot: TestBot;
const ends: (() => Promise<void>)[] = [];
/** As the database had them that was lost. */
const lost = new Map<string, OperationRecord>();
let first: Rebuilt;
let second: Rebuilt;

const idOf = (zone: string): OperationId => operationId('T01', zone);
const ops = (id: string): string => join(at.state, 'ops', id);
const forged = { altered: 'aaaaaaaaaa', unsigned: 'bbbbbbbbbb', neverBegun: 'cccccccccc' };

async function open(where: TestPlace): Promise<void> {
  store = await openStore({ place: where.place, log: silent });
  bot = await startTestBot({ store, at, log: silent, clock: systemClock });
}
async function close(): Promise<void> {
  await bot.stop();
  await store.close();
}

/** What somebody, or a crash, may leave among operations. */
function plant(): void {
  const copyOf = (id: string) => cpSync(ops(idOf('done01')), ops(id), { recursive: true });
  copyOf(forged.altered);
  const plan = join(ops(forged.altered), 'plan.json');
  writeFileSync(plan, readFileSync(plan, 'utf8').replaceAll('done01', 'other1'));
  copyOf(forged.unsigned);
  rmSync(join(ops(forged.unsigned), 'asked.json'));
  mkdirSync(ops(forged.neverBegun));
  writeFileSync(join(ops(forged.neverBegun), 'script'), 'exit 0\n');
  mkdirSync(ops('Lost+Found'));
}

/** What a backup may have that is older than the run. */
async function backup(): Promise<void> {
  const before = lost.get('done01');
  if (before === undefined) throw new Error('done01 was there');
  const older = await openStore({ place: place.place, log: silent });
  const { user, team } = before.actor;
  await older.operations.insert({ ...before, team, actor: user, surface: 'command' });
  await older.close();
}

async function rebuild(): Promise<Rebuilt> {
  const restoring = await openRestore(place.place, silent);
  try {
    return await rebuildFrom(
      {
        restore: restoring.restore,
        titles: titlesOf(testKinds, testGuardKinds),
        mark: () => randomBytes(16).toString('hex'),
        cardKey: (id) => `operation:${id}`,
        now: systemClock.now,
      },
      shellLink({ state: at.state, path: process.env.PATH ?? '/usr/bin:/bin' }),
    );
  } finally {
    await restoring.close();
  }
}

beforeAll(async () => {
  at = testHost(mkdtempSync(join(tmpdir(), 'zonebot-rebuild-')));
  ends.push(async () => rmSync(at.directory, { recursive: true }));
  const before = await embeddedPlace();
  ends.push(before.remove);
  await open(before);
  const reaches = (zone: string, state: string) =>
    until(
      `${zone} is ${state}`,
      async () => (await bot.record(idOf(zone))).state === state,
      15_000,
    );
  await bot.create('done01', { reason: 'for the test' });
  await reaches('done01', 'done');
  writeFileSync(at.blocker, '');
  await bot.create('unwound01');
  await reaches('unwound01', 'unwound');
  await bot.create('dies01', { trouble: 'dies' });
  await reaches('dies01', 'interrupted');
  await bot.create('hangs01', { trouble: 'hangs' });
  const isUnderWay = async () => {
    const last = (await bot.record(idOf('hangs01'))).events.at(-1);
    return last?.kind === 'started' && last.step === 2;
  };
  await until('hangs01 is in its second step', isUnderWay, 15_000);
  for (const zone of ['done01', 'unwound01', 'dies01', 'hangs01'])
    lost.set(zone, await bot.record(idOf(zone)));
  await close();
  plant();
  place = await embeddedPlace();
  ends.push(place.remove);
  await backup();
  first = await rebuild();
  second = await rebuild();
  await open(place);
  ends.push(close);
}, 60_000);
afterAll(async () => {
  rmSync(at.blocker, { force: true });
  for (const end of ends.toReversed()) await end();
});

it('puts back what the host knows, what it is at work on first, and nothing twice', () => {
  expect(first.restored.map(({ subject, state }) => [subject, state])).toEqual([
    ['hangs01', 'queued'],
    ['dies01', 'interrupted'],
    ['unwound01', 'unwound'],
    ['done01', 'done'],
  ]);
  expect(first.known).toBe(0);
  expect(second).toMatchObject({ restored: [], known: 4 });
});

it('believes nothing that is not an operation of this bot on this host', () => {
  const told = first.faults.map(({ code, message }) => `${code} ${message}`).toSorted();
  expect(told).toEqual([
    expect.stringMatching(/^zmgr::rebuild::asker-unknown .*bbbbbbbbbb/),
    expect.stringMatching(/^zmgr::rebuild::never-begun .*cccccccccc/),
    expect.stringMatching(/^zmgr::rebuild::no-operation .*"Lost\+Found"/),
    expect.stringMatching(/^zmgr::runner::bad-plan .*aaaaaaaaaa.* was altered/),
  ]);
});

it.each(['done01', 'unwound01', 'dies01'])('%s is what it was', async (zone) => {
  const before = lost.get(zone);
  const now = await bot.record(idOf(zone));
  // How it comes to be so, and the end by the host's clock, in seconds.
  const apart = { revision: 0, runVerb: 'resume', endedAt: undefined };
  expect({ ...now, ...apart }).toEqual({ ...before, ...apart });
  expect(now.endedAt === undefined).toBe(before?.endedAt === undefined);
});

it('holds what is not over, follows what runs to its end, and goes on with what was interrupted', async () => {
  const addresses = ['hangs01', 'dies01'].flatMap((zone) => lost.get(zone)?.plan?.holds ?? []);
  expect(addresses).toHaveLength(2);
  expect(await bot.holds(host)).toEqual(expect.arrayContaining(addresses));
  const state = async (id: OperationId) => (await bot.record(id)).state;
  await expect.poll(() => state(idOf('hangs01')), { timeout: 15_000 }).toBe('running');
  rmSync(at.blocker);
  await expect.poll(() => state(idOf('hangs01')), { timeout: 15_000 }).toBe('done');
  const { events } = await bot.record(idOf('hangs01'));
  expect(events.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
  await bot.resume(idOf('dies01'), actor);
  await expect.poll(() => state(idOf('dies01')), { timeout: 15_000 }).toBe('done');
  expect(await bot.holds(host)).toEqual([]);
  const { id } = await bot.create('new01');
  await expect.poll(() => state(id), { timeout: 15_000 }).toBe('done');
});

it('tells the trail of each, and has no card posted a second time', async () => {
  const restored = await store.audit.list({ event: 'restored' }, 10);
  expect(restored.map(({ record }) => [record.operation, record.outcome, record.inputs])).toEqual(
    first.restored
      .toReversed()
      .map(({ id, state, askedAt }) => [
        id,
        state,
        { askedAt: askedAt.toISOString(), askedBy: 'T01:U01' },
      ]),
  );
  const key = `operation:${idOf('done01')}`;
  await store.messages.put(key, 'C01', { text: 'done', blocks: [] }, new Date());
  expect(await bot.list({ limit: 10, state: 'planned' })).toEqual([]);
  const [card] = await store.messages.waiting(10);
  // It is looked for before it is posted.
  expect(card).toMatchObject({ key, postBegunAt: lost.get('done01')?.askedAt });
});
