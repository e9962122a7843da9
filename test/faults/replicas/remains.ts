/** Reads what is left when all is over: of the database, of the hosts' journals and locks, of Slack. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ChainReader } from '../../../src/audit/chain.ts';
import { keyOf } from '../checks/cards.ts';
import { journalWords } from '../checks/journal.ts';
import { heldLocks } from '../checks/runner-remains.ts';
import { type Journal, operationRow, type Remains } from './findings.ts';
import { life } from './size.ts';
import type { ReplicasWorld } from './world.ts';

const stateOf = (root: string): string => join(root, 'var/zmgr');

export async function readRemains(
  world: ReplicasWorld,
  zones: readonly string[],
): Promise<Remains> {
  const operations = await world.ask(
    operationRow,
    `SELECT id, subject, verb, state, runs, (SELECT count(*)::integer FROM zonebot.audit
       WHERE operation = id AND event = 'ended') AS ends
     FROM zonebot.operation`,
  );
  return {
    zones,
    life,
    operations,
    journals: world.hosts.flatMap(({ root }) => journalsIn(stateOf(root))),
    messages: world.messages().flatMap((message) => {
      const key = keyOf(message);
      return key === undefined ? [] : [{ key, text: message.text }];
    }),
  };
}

function journalsIn(state: string): readonly Journal[] {
  return readdirSync(join(state, 'ops')).map((operation) => {
    // The journal itself tells seconds; its files tell when it was submitted and when it ended.
    const written = (name: string) => statSync(join(state, 'ops', operation, name)).mtimeMs;
    return {
      operation,
      words: journalWords(state, operation),
      from: written('plan.json'),
      to: written('events'),
    };
  });
}

const what = z.object({ what: z.string() });

/** What is left where nothing should be, that no single operation answers for. */
export async function otherRemains(
  world: ReplicasWorld,
  zones: readonly string[],
): Promise<readonly string[]> {
  const left = await world.ask(
    what,
    `SELECT 'the workflow ' || workflow_uuid || ' is ' || status AS what
       FROM dbos.workflow_status WHERE status IN ('PENDING', 'ENQUEUED')
     UNION ALL SELECT dedupe_key || ' waits to be written' FROM zonebot.message
       WHERE waiting_since IS NOT NULL
     UNION ALL SELECT dedupe_key || ' was given up: ' || given_up FROM zonebot.message
       WHERE given_up IS NOT NULL
     UNION ALL SELECT address || ' is held' FROM zonebot.hold WHERE freed_at IS NULL`,
  );
  const rows = await world.ask(
    z.object({ seq: z.coerce.number(), record: z.string(), hash: z.string() }),
    'SELECT seq, record::text AS record, hash FROM zonebot.audit ORDER BY seq',
  );
  const chain = new ChainReader();
  for (const row of rows) chain.read(row);
  return [
    ...left.map((one) => one.what),
    ...chain.end().breaches.map((breach) => `the audit trail: ${JSON.stringify(breach)}`),
    ...world.hosts.flatMap((host) => [
      ...heldLocks(stateOf(host.root)).map((leak) => `${host.name}: ${leak.what}`),
      ...zones
        .filter((zone) => host.state().zones[zone] !== undefined)
        .map((zone) => `${host.name} still has ${zone}`),
    ]),
  ];
}
