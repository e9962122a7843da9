/** What a store counts of operations and messages, in the embedded database and in PostgreSQL. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import { operationId } from '../../../hostlink/names/operation-id.ts';
import { digestOf, type Plan } from '../../../hostlink/plan/plan.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { describeReal } from '../../support/real.ts';
import {
  embeddedPlace,
  openTestStore,
  type PostgresServer,
  postgresRequirements,
  postgresServer,
  type TestPlace,
} from '../../support/store-places.ts';

const at = new Date('2026-11-21T07:00:00Z');
const later = new Date('2026-11-21T07:05:00Z');
const hv04 = parseHostName('hv-04');
const draft = { host: hv04, verb: 'create', steps: [], guards: [] };
const plan: Plan = {
  ...draft,
  version: 1,
  lockTimeout: 600,
  subject: 'web01',
  locks: [],
  risk: 'routine',
  chosen: {},
  holds: [],
  digest: digestOf(draft),
};

function counts(make: () => Promise<TestPlace>): void {
  let place: TestPlace;
  let store: Store;
  beforeAll(async () => {
    place = await make();
    store = await openTestStore(place);
  });
  afterAll(async () => {
    await store.close();
    await place.remove();
  });

  const ask = async (subject: string) => {
    const id = operationId('T1', subject);
    await store.operations.insert({
      id,
      team: 'T1',
      actor: 'U1',
      channel: 'C1',
      askedIn: 'C1',
      verb: 'create',
      subject,
      command: `create ${subject}`,
      arguments: {},
      askedAt: at,
      surface: 'command',
    });
    return id;
  };

  test('of an empty store', async () => {
    expect(await store.tally()).toEqual({
      operations: [],
      glass: { broken: 0, open: 0, overdue: 0 },
      runs: 0,
      adoptions: 0,
      replicas: 1,
      messagesWaiting: 0,
    });
  });

  test('by state, and by how far operations came', async () => {
    await ask('asked');
    const refused = await ask('refused');
    await store.operations.move(refused, ['planned'], 'failed', { at });
    const ran = await ask('ran');
    await store.operations.plan(ran, hv04, at, () => plan);
    const planned = await store.tally();
    expect(planned.operations).toContainEqual({ state: 'planned', reached: 'plan', count: 1 });
    await store.operations.move(ran, ['planned'], 'queued', { at });
    await store.operations.move(ran, ['queued'], 'running', { run: 'run', at });
    const running = await store.tally();
    expect(running.operations).toContainEqual({ state: 'running', reached: 'host', count: 1 });
    expect(running.runs).toBe(1);
    await store.operations.move(ran, ['running'], 'interrupted', { at });
    await store.operations.move(ran, ['interrupted'], 'running', { run: 'resume', at });
    const { operations, runs } = await store.tally();
    expect(operations).toHaveLength(3);
    expect(operations).toEqual(
      expect.arrayContaining([
        { state: 'planned', reached: 'request', count: 1 },
        { state: 'failed', reached: 'request', count: 1 },
        { state: 'running', reached: 'host', count: 1 },
      ]),
    );
    expect(runs).toBe(2);
  });

  test('of messages that wait, and since when', async () => {
    const content = (text: string) => ({ text, blocks: [] });
    await store.messages.put('one', 'C1', content('a'), later);
    await store.messages.put('two', 'C1', content('b'), at);
    expect(await store.tally()).toMatchObject({ messagesWaiting: 2, waitingSince: at });
    await store.messages.written('two', '1.1', 1);
    expect(await store.tally()).toMatchObject({ messagesWaiting: 1, waitingSince: later });
  });
}

describe('embedded', () => counts(embeddedPlace));

describeReal('PostgreSQL', postgresRequirements, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await postgresServer();
  });
  afterAll(() => server.remove());
  counts(() => server.place());
});
