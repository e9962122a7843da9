/** When App Homes are published: at once for who looks, and no oftener than Slack and people bear. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Home } from '../../../src/home/home-section.ts';
import { type Homes, type Publishing, startHomes } from '../../../src/home/homes.ts';
import type { Turn } from '../../../src/outbox/outbox.ts';
import { ManualClock, settle } from '../../support/manual-clock.ts';
import { testRecord } from '../operations/support/test-record.ts';
import { collectLog } from '../support/collect-log.ts';
import { memoryHomes } from './support/memory-homes.ts';

const petra = { team: 'T1', user: 'U0PETRA' };
const running: { readonly homes: Homes; readonly clock: ManualClock }[] = [];
afterEach(async () => {
  for (const { homes, clock } of running.splice(0)) {
    const stopped = homes.stop();
    await clock.pass(60_000);
    await stopped;
  }
});

function stage() {
  const clock = new ManualClock();
  const published: { user: string; home: Home; hash: string | undefined; at: number }[] = [];
  const answers: Publishing[] = [];
  let subject = 'web01';
  let isOurs = true;
  let insisted = 0;
  const turn: Turn = {
    isOurs: () => isOurs,
    insist: async () => {
      insisted += 1;
    },
    callOther: () => {},
    onCall: () => {},
  };
  const homes = startHomes({
    turn,
    shown: memoryHomes(),
    facts: async () => ({
      operations: [testRecord({ subject, actor: petra })],
      reviews: [],
      now: clock.now(),
    }),
    authoriser: {
      standpoint: async (actor) => ({
        actor: { ...actor, roles: new Set() },
        accounts: [actor.user],
        may: () => ({ allowed: true, because: 'a test' }),
        isBotHere: false,
        approves: { allowed: true, because: 'a test' },
        mayShare: { allowed: true, because: 'a test' },
      }),
    },
    publish: async (user, home, hash) => {
      published.push({ user, home, hash, at: clock.now().getTime() });
      return answers.shift() ?? { kind: 'published', hash: `h${published.length}` };
    },
    clock,
    log: collectLog().log,
  });
  running.push({ homes, clock });
  return {
    clock,
    homes,
    published,
    answers,
    insisted: () => insisted,
    becomes: (name: string) => {
      subject = name;
      homes.changed();
    },
    giveTurn: (ours: boolean) => {
      isOurs = ours;
    },
  };
}

describe('a home', () => {
  test('is shown at once to who opens it, and again whenever they do', async () => {
    const { homes, published, clock, insisted } = stage();
    await homes.opened(petra);
    await settle();
    expect(published).toMatchObject([{ user: petra.user, hash: undefined }]);
    await clock.pass(3_000);
    await homes.opened(petra);
    await clock.pass(1);
    expect(published).toHaveLength(2);
    expect(insisted()).toBe(2);
  });

  test('is shown anew when it says something else, with the hash of what it takes the place of', async () => {
    const { homes, published, clock, becomes } = stage();
    await homes.opened(petra);
    await clock.pass(20_000);
    homes.changed();
    await clock.pass(20_000);
    expect(published).toHaveLength(1);
    becomes('web02');
    await clock.pass(1_000);
    expect(published).toHaveLength(2);
    expect(published[1]?.hash).toBe('h1');
    expect(JSON.stringify(published[1]?.home)).toContain('web02');
  });

  test('is published at most every five seconds, and the last word comes', async () => {
    const { homes, published, clock, becomes } = stage();
    await homes.opened(petra);
    for (let change = 1; change <= 100; change += 1) {
      becomes(`web${change}`);
      await clock.pass(200);
    }
    await clock.pass(10_000);
    const gaps = published.slice(1).map(({ at }, index) => at - (published[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5_000);
    expect(published.length).toBeGreaterThan(3);
    expect(JSON.stringify(published.at(-1)?.home)).toContain('web100');
  });

  test('of who has not looked for two days is left as it is', async () => {
    const { homes, published, clock, becomes } = stage();
    await homes.opened(petra);
    await clock.pass(49 * 3_600_000);
    becomes('web02');
    await clock.pass(10_000);
    expect(published).toHaveLength(1);
  });

  test('waits as long as Slack says, and is made from what is known by then', async () => {
    const { homes, published, answers, clock, becomes } = stage();
    answers.push({ kind: 'rate-limited', retryAfterSeconds: 30 });
    await homes.opened(petra);
    await clock.pass(29_000);
    expect(published).toHaveLength(1);
    becomes('web02');
    await clock.pass(3_000);
    expect(published).toHaveLength(2);
    expect(JSON.stringify(published[1]?.home)).toContain('web02');
  });

  test('that somebody else published meanwhile is published whatever is there', async () => {
    const { homes, published, answers, clock } = stage();
    answers.push({ kind: 'published', hash: 'old' }, { kind: 'overtaken' });
    await homes.opened(petra);
    await clock.pass(1_000);
    await homes.opened(petra);
    await clock.pass(1_000);
    expect(published.map(({ hash }) => hash)).toEqual([undefined, 'old', undefined]);
  });

  test('that Slack refuses is forgotten; an unknown outcome is tried again', async () => {
    const { homes, published, answers, clock, becomes } = stage();
    answers.push({ kind: 'unknown-outcome' }, { kind: 'refused', error: 'not_enabled' });
    await homes.opened(petra);
    await clock.pass(15_000);
    expect(published).toHaveLength(2);
    becomes('web02');
    await clock.pass(60_000);
    expect(published).toHaveLength(2);
  });

  test('is shown by who writes to Slack, and by nobody else', async () => {
    const { homes, published, clock, giveTurn } = stage();
    giveTurn(false);
    await homes.opened(petra);
    await clock.pass(10_000);
    expect(published).toEqual([]);
    giveTurn(true);
    await clock.pass(3_000);
    expect(published).toHaveLength(1);
  });
});
