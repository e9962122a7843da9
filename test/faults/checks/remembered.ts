/**
 * What the database remembers when all is over: no address held for an operation that has ended, no operation and no
 * workflow that is still at work, no message that waits. Read with statements of its own while no bot runs.
 */
import { z } from 'zod';
import { endedStates } from '../../../commands/operations/ended-states.ts';
import { databaseOver, type Queries } from '../../../src/store/database.ts';
import { openEmbedded } from '../../../src/store/open-embedded.ts';
import { openPostgres } from '../../../src/store/open-postgres.ts';
import type { StorePlace } from '../../../src/store/place.ts';
import { silent } from '../../support/store-places.ts';
import type { Leak } from './leak.ts';

/** With the operation that it belongs to. */
export interface RememberedLeak extends Leak {
  readonly operation: string;
}

const row = z.object({ operation: z.string(), what: z.string() });

const questions: readonly { readonly kind: Leak['kind']; readonly sql: string }[] = [
  {
    kind: 'address',
    sql: `SELECT hold.operation, 'the address ' || address || ' is held, the operation is ' || state AS what
      FROM zonebot.hold JOIN zonebot.operation ON id = hold.operation
      WHERE freed_at IS NULL AND state IN (${endedStates.map((state) => `'${state}'`).join(', ')})`,
  },
  {
    kind: 'operation',
    sql: `SELECT id AS operation, verb || ' ' || subject || ' is ' || state AS what
      FROM zonebot.operation WHERE ended_at IS NULL`,
  },
  {
    kind: 'operation',
    sql: `SELECT left(workflow_uuid, 10) AS operation, 'the workflow ' || name || ' is ' || status AS what
      FROM dbos.workflow_status WHERE status IN ('PENDING', 'ENQUEUED')`,
  },
  {
    kind: 'operation',
    sql: `SELECT id AS operation, 'it was given to its host ' || runs || ' times' AS what
      FROM zonebot.operation WHERE runs > 1`,
  },
  {
    kind: 'card',
    sql: `SELECT split_part(dedupe_key, ':', 2) AS operation, dedupe_key || coalesce(' was given up: ' || given_up, ' still waits to be written') AS what
      FROM zonebot.message WHERE waiting_since IS NOT NULL OR given_up IS NOT NULL`,
  },
];

export async function rememberedFaults(place: StorePlace): Promise<readonly RememberedLeak[]> {
  const { pool, close } =
    place.kind === 'embedded'
      ? await openEmbedded(place.directory)
      : await openPostgres(place.url, silent);
  try {
    return await askAll(databaseOver(pool));
  } finally {
    await close();
  }
}

export async function askAll(queries: Queries): Promise<readonly RememberedLeak[]> {
  const leaks: RememberedLeak[] = [];
  for (const { kind, sql } of questions) {
    const { rows } = await queries.query(sql);
    for (const one of z.array(row).parse(rows)) leaks.push({ kind, ...one });
  }
  return leaks;
}
