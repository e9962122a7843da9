/** zonebot.operation_event: what hosts' journals said, kept as it was read. */
import { z } from 'zod';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { JournalEvent } from '../../hostlink/runner/events.ts';
import type { Database, Queries } from './database.ts';

const eventShape = z.object({ seq: z.number(), at: z.string(), kind: z.string() });

/** The journal's own parser was strict before anything was kept; this only catches a database that is not ours. */
const eventSchema = z.custom<JournalEvent>((value) => eventShape.safeParse(value).success);

/**
 * Keeps what is not yet there; the same events again change nothing.
 * @returns whether somebody has asked the operation to stop
 */
export async function addEvents(
  { write }: Pick<Database, 'write'>,
  operation: OperationId,
  events: readonly JournalEvent[],
): Promise<boolean> {
  const { rows } = await write(
    `WITH added AS (
       INSERT INTO zonebot.operation_event (operation, seq, event)
       SELECT $1, seq, event::json FROM unnest($2::integer[], $3::text[]) AS read (seq, event)
       ON CONFLICT DO NOTHING)
     UPDATE zonebot.operation SET revision = revision WHERE id = $1 RETURNING cancel_asked_by`,
    [operation, events.map(({ seq }) => seq), events.map((event) => JSON.stringify(event))],
  );
  const by = rows[0]?.cancel_asked_by;
  return typeof by === 'string';
}

export async function eventsOf(
  queries: Queries,
  operation: OperationId,
): Promise<readonly JournalEvent[]> {
  const { rows } = await queries.query(
    'SELECT event FROM zonebot.operation_event WHERE operation = $1 ORDER BY seq',
    [operation],
  );
  return rows.map(({ event }) => eventSchema.parse(event));
}

/** Of several operations, by their ids. */
export async function eventsOfAll(
  queries: Queries,
  operations: readonly OperationId[],
): Promise<ReadonlyMap<string, readonly JournalEvent[]>> {
  const { rows } = await queries.query(
    `SELECT operation, event FROM zonebot.operation_event WHERE operation = ANY($1)
     ORDER BY operation, seq`,
    [operations],
  );
  const events = new Map<string, JournalEvent[]>();
  for (const { operation, event } of rows) {
    const id = String(operation);
    events.set(id, [...(events.get(id) ?? []), eventSchema.parse(event)]);
  }
  return events;
}

/** The last event kept, 0 for none: where a follower goes on. */
export async function lastSeq(queries: Queries, operation: OperationId): Promise<number> {
  const { rows } = await queries.query(
    'SELECT max(seq) AS last FROM zonebot.operation_event WHERE operation = $1',
    [operation],
  );
  return Number(rows[0]?.last ?? 0);
}
