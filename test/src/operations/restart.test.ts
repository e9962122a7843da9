/** An orderly stop in the middle of an operation, and a database that goes away and comes back. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OperationId, operationId } from '../../../hostlink/names/operation-id.ts';
import { systemClock } from '../../../src/clock.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { describeReal } from '../../support/real.ts';
import {
  embeddedPlace,
  postgresRequirements,
  postgresServer,
  silent,
  type TestPlace,
} from '../../support/store-places.ts';
import { startTestBot, type TestBot, type TestHost, testHost } from './support/test-bot.ts';

let at: TestHost;
let ends: (() => Promise<void>)[];

beforeEach(() => {
  at = testHost(mkdtempSync(join(tmpdir(), 'zonebot-restart-')));
  ends = [];
});
afterEach(async () => {
  rmSync(at.blocker, { force: true });
  for (const end of ends.toReversed()) await end();
  rmSync(at.directory, { recursive: true });
});

async function start({ place }: TestPlace): Promise<{ bot: TestBot; stop: () => Promise<void> }> {
  const store = await openStore({ place, log: silent });
  const bot = await startTestBot({ store, at, log: silent, clock: systemClock });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= bot.stop().then(() => store.close());
    return stopped;
  };
  ends.push(stop);
  return { bot, stop };
}

const state = async (bot: TestBot, id: OperationId) => (await bot.record(id)).state;

async function untilInStepTwo(bot: TestBot, id: OperationId): Promise<void> {
  const started = async () =>
    (await bot.record(id)).events.some((event) => event.kind === 'started' && event.step === 2);
  await expect.poll(started, { timeout: 15_000 }).toBe(true);
}

describe('a stop', () => {
  it('is quick while a host works, and the next start goes on', async () => {
    const place = await embeddedPlace();
    ends.push(place.remove);
    const first = await start(place);
    writeFileSync(at.blocker, '');
    const { id } = await first.bot.create('web01', { trouble: 'hangs' });
    await untilInStepTwo(first.bot, id);
    const since = performance.now();
    await first.stop();
    expect(performance.now() - since).toBeLessThan(3_000);
    const second = await start(place);
    expect(await state(second.bot, id)).toBe('running');
    rmSync(at.blocker);
    await expect.poll(() => state(second.bot, id), { timeout: 15_000 }).toBe('done');
    const { events, runs } = await second.bot.record(id);
    expect(events.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(runs).toBe(1);
  });
});

describeReal('a database that goes away', postgresRequirements, () => {
  it('refuses changes meanwhile; what a host does meanwhile is not lost', async () => {
    const server = await postgresServer();
    ends.push(server.remove);
    const { bot } = await start(await server.place());
    writeFileSync(at.blocker, '');
    const { id } = await bot.create('web01', { trouble: 'hangs' });
    await untilInStepTwo(bot, id);
    await server.kill();
    await expect(bot.create('web02')).rejects.toMatchObject({ code: 'zmgr::store::unavailable' });
    await expect(bot.list({ limit: 1 })).rejects.toMatchObject({
      code: 'zmgr::store::unavailable',
    });
    rmSync(at.blocker);
    await server.start();
    const now = () => state(bot, id).catch(() => undefined);
    await expect.poll(now, { timeout: 40_000 }).toBe('done');
    await bot.create('web02');
    await expect
      .poll(() => state(bot, operationId('T01', 'web02')), { timeout: 15_000 })
      .toBe('done');
  }, 90_000);
});
