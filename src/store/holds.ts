/**
 * zonebot.hold: addresses set aside by operations that have not ended. Statements over a transaction or the database;
 * who plans takes the host's lock first, so that two who plan at once never choose the same address.
 */
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Queries } from './database.ts';

/** Until the transaction's end nobody else plans on that host. */
export async function lockHolds(queries: Queries, host: HostName): Promise<void> {
  await queries.query("SELECT pg_advisory_xact_lock(hashtext('zonebot holds'), hashtext($1))", [
    host,
  ]);
}

/**
 * What operations other than `except` hold there. With `since`, when an observation began, also what was set free after
 * that: such an address may be in use by now, and that observation may be too old to show it.
 */
export async function holdsOn(
  queries: Queries,
  host: HostName,
  { except, since }: { readonly except?: OperationId; readonly since?: Date },
): Promise<readonly string[]> {
  const { rows } = await queries.query(
    `SELECT DISTINCT address FROM zonebot.hold
     WHERE host = $1 AND operation IS DISTINCT FROM $2 AND (freed_at IS NULL OR freed_at > $3)
     ORDER BY address`,
    [host, except ?? null, since ?? null],
  );
  return rows.map(({ address }) => String(address));
}

/** Sets these aside for an operation, instead of what it held before. */
export async function hold(
  queries: Queries,
  host: HostName,
  operation: OperationId,
  addresses: readonly string[],
): Promise<void> {
  await queries.query(
    `DELETE FROM zonebot.hold WHERE operation = $1
       OR (host = $2 AND freed_at < clock_timestamp() - interval '1 hour')`,
    [operation, host],
  );
  await queries.query(
    `INSERT INTO zonebot.hold (host, address, operation)
     SELECT $1, address, $2 FROM unnest($3::text[]) AS address`,
    [host, operation, addresses],
  );
}

export async function freeHolds(queries: Queries, operation: OperationId): Promise<void> {
  await queries.query(
    'UPDATE zonebot.hold SET freed_at = clock_timestamp() WHERE operation = $1 AND freed_at IS NULL',
    [operation],
  );
}
