/**
 * A database of a former release under this one, on both stores: its tables are brought up, its operations go on from
 * where they were when the former bot was killed, and what waits for people still does.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf, planSchema } from '../../../hostlink/plan/plan.ts';
import { systemClock } from '../../../src/clock.ts';
import { openEmbedded } from '../../../src/store/open-embedded.ts';
import { type OpenPool, openPostgres } from '../../../src/store/open-postgres.ts';
import { openStore } from '../../../src/store/open-store.ts';
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
import {
  startTestBot,
  type TestBot,
  type TestHost,
  testHost,
} from '../operations/support/test-bot.ts';

const folder = new URL('../../cases/store/', import.meta.url).pathname;
const dumps = readdirSync(folder).filter((file) => file.endsWith('.sql'));

const open = ({ place }: TestPlace): Promise<OpenPool> =>
  place.kind === 'embedded' ? openEmbedded(place.directory) : openPostgres(place.url, silent);

/** Loads a dump for a host in another directory: what plans say changes with it, and so their digests. */
async function load(place: TestPlace, dump: string, at: TestHost): Promise<void> {
  const { pool, close } = await open(place);
  const text = readFileSync(join(folder, dump), 'utf8');
  await pool.query(text.replaceAll('@directory@', at.directory));
  const { rows } = await pool.query(
    'SELECT id, plan FROM zonebot.operation WHERE plan IS NOT NULL',
  );
  for (const { id, plan } of rows) {
    const read = planSchema.parse(plan);
    const digest = digestOf(read);
    await pool.query('UPDATE zonebot.operation SET plan = $2, digest = $3 WHERE id = $1', [
      id,
      JSON.stringify({ ...read, digest }),
      digest,
    ]);
  }
  await close();
}

interface Release {
  readonly bot: () => TestBot;
  readonly found: (subject: string) => Promise<OperationRecord>;
  readonly becomes: (subject: string, state: string) => Promise<void>;
}

/** What each dump holds, and what becomes of it. */
const releases: Readonly<Record<string, (release: Release) => void>> = {
  'release-0.1-first.sql': first,
  'release-0.1-consent.sql': consent,
};

function suite(dump: string, newPlace: () => Promise<TestPlace>): void {
  let at: TestHost;
  let place: TestPlace;
  let bot: TestBot;
  const ends: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    at = testHost(mkdtempSync(join(tmpdir(), 'zonebot-old-')));
    place = await newPlace();
    await load(place, dump, at);
    const store = await openStore({ place: place.place, log: silent });
    bot = await startTestBot({ store, at, log: silent, clock: systemClock });
    ends.push(async () => {
      await bot.stop();
      await store.close();
      await place.remove();
      rmSync(at.directory, { recursive: true });
    });
  }, 60_000);
  afterAll(async () => {
    for (const end of ends) await end();
  });

  const found = async (subject: string) => {
    const one = (await bot.list({ limit: 50 })).find((each) => each.subject === subject);
    if (one === undefined) throw new Error(`there is no ${subject}`);
    return await bot.record(one.id);
  };
  const becomes = (subject: string, state: string) =>
    expect.poll(async () => (await found(subject)).state, { timeout: 20_000 }).toBe(state);

  releases[dump]?.({ bot: () => bot, found, becomes });

  it('holds no address of what has ended, and takes on something new', async () => {
    const { id } = await bot.create('new01');
    await expect.poll(async () => (await bot.record(id)).state, { timeout: 20_000 }).toBe('done');
  });
}

function first({ bot, found, becomes }: Release): void {
  it.each(['planned01', 'queued01', 'running01'])(
    '%s goes on to its end, once',
    async (subject) => {
      await becomes(subject, 'done');
      const { events, runs, votes } = await found(subject);
      expect(events.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
      expect(runs).toBe(1);
      expect(votes).toEqual([]);
    },
  );

  it.each(['done01', 'unwound01'])('%s stays what it was', async (subject) => {
    const before = await found(subject);
    expect(before.state).toBe(subject.slice(0, -2));
    expect(before.events.length).toBeGreaterThan(3);
    expect(before.plan?.steps).toHaveLength(3);
  });

  it('interrupted01 still waits for a person, who is told plainly where the host forgot it', async () => {
    const { id, state, actor } = await found('interrupted01');
    expect(state).toBe('interrupted');
    await bot().resume(id, { ...actor, roles: new Set(['operator']) });
    await becomes('interrupted01', 'interrupted');
    await expect
      .poll(async () => (await found('interrupted01')).fault?.code, { timeout: 20_000 })
      .toMatch(/^zmgr::/);
  });
}

function consent({ bot, found, becomes }: Release): void {
  const say = async (subject: string, user: string, decision: 'approve' | 'confirm') => {
    const { id, actor } = await found(subject);
    const by = { ...actor, user, roles: new Set(['approver'] as const) };
    return await bot().decide(id, by, { decision, surface: 'button', sources: ['role approver'] });
  };

  it('waiting01 still waits, with the yes that it has, and goes on with the other', async () => {
    expect(await found('waiting01')).toMatchObject({
      state: 'waiting',
      votes: [{ decision: 'approve' }],
    });
    await say('waiting01', 'U04', 'approve');
    await becomes('waiting01', 'done');
  });

  it('confirm01 still waits, and goes on when who asked confirms it', async () => {
    expect(await found('confirm01')).toMatchObject({ state: 'waiting', votes: [] });
    await say('confirm01', 'U01', 'confirm');
    await becomes('confirm01', 'done');
  });
}

it('every dump is looked at', () => {
  expect(new Set(Object.keys(releases))).toEqual(new Set(dumps));
});

describe.each(dumps)('%s', (dump) => {
  describe('embedded', () => suite(dump, embeddedPlace));

  describeReal('PostgreSQL', postgresRequirements, () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await postgresServer();
    }, 30_000);
    afterAll(() => server.remove());
    suite(dump, () => server.place());
  });
});
