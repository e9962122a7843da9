import { expect, test } from 'vitest';
import type { Fault } from '../../../commands/desk.ts';
import { operationId } from '../../../hostlink/names/operation-id.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import { systemClock } from '../../../src/clock.ts';
import { operationCards } from '../../../src/receive/operation-cards.ts';
import type { OperationRecord } from '../../../src/store/operation-record.ts';

const id = operationId('T1', 'delivery');
const full: Fault = { code: 'zmgr::pool::exhausted', message: 'The pool is full' };

/** An operation that others change, and the cards that were put of it. */
function operation(patience = 60_000, clock = systemClock) {
  let now: OperationRecord | undefined;
  const put: OperationRecord[] = [];
  const cards = operationCards({
    find: async () => {
      if (now === undefined) throw new Error('unknown');
      return now;
    },
    put: async (record) => {
      put.push(record);
    },
    clock,
    patience,
  });
  const become = (changes: Partial<OperationRecord>) => {
    now = {
      id,
      state: 'planned',
      verb: 'create',
      subject: 'web01',
      command: 'create web01',
      actor: { team: 'T1', user: 'U1' },
      channel: 'C1',
      askedIn: 'C1',
      arguments: {},
      runs: 0,
      runVerb: 'run',
      runAfter: 0,
      askedAt: new Date(0),
      events: [],
      votes: [],
      revision: 1,
      ...changes,
    };
    return now;
  };
  return { cards, put, become };
}

const plan = { digest: 'd' } as Plan;

test('what is planned has a card, and who asked is told nothing', async () => {
  const { cards, put, become } = operation();
  const told = cards.whilePlanning(id, async () => become({}));
  await cards.changed(become({}));
  expect(put).toEqual([]);
  await cards.changed(become({ plan }));
  expect(await told).toBeUndefined();
  expect(put).toMatchObject([{ plan }]);
});

test('what can not be planned is told to who asked, and has no card', async () => {
  const { cards, put, become } = operation();
  const told = cards.whilePlanning(id, async () => become({}));
  await cards.changed(become({ state: 'failed', fault: full, endedAt: new Date() }));
  expect(await told).toEqual(full);
  expect(put).toEqual([]);
});

test('asked for again, what failed before is told again', async () => {
  const { cards, become } = operation();
  const record = become({ state: 'failed', fault: full, endedAt: new Date() });
  expect(await cards.whilePlanning(id, async () => record)).toEqual(full);
});

test('a slow host gets a card before its plan; what fails then is on the card', async () => {
  const { cards, put, become } = operation(1);
  expect(await cards.whilePlanning(id, async () => become({}))).toBeUndefined();
  expect(put).toMatchObject([{ state: 'planned' }]);
  await cards.changed(become({ state: 'failed', fault: full, endedAt: new Date() }));
  expect(put).toMatchObject([{ state: 'planned' }, { state: 'failed' }]);
});

test('nobody waits after a restart: what fails now has a card, what failed before was told', async () => {
  const { cards, put, become } = operation();
  await cards.changed(become({ state: 'failed', fault: full, endedAt: new Date(0) }));
  expect(put).toEqual([]);
  await cards.changed(
    become({ state: 'failed', fault: full, endedAt: new Date(Date.now() + 1000) }),
  );
  expect(put).toHaveLength(1);
});

test('what was refused when it was asked for is thrown', async () => {
  const { cards } = operation();
  const refused = cards.whilePlanning(id, async () => {
    throw new Error('already running');
  });
  await expect(refused).rejects.toThrow('already running');
});
