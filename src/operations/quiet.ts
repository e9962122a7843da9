/** Waits until no operation is under way: what runs on hosts is followed to its end before the bot leaves for good. */

import type { Clock } from '../clock.ts';
import { isUnavailable } from '../store/database.ts';
import type { OperationsTable } from '../store/operations-table.ts';

/** Milliseconds, in which whoever watches /readyz sees why. */
const shortest = 15_000;
/** Milliseconds. A host that can't be reached may keep an operation open for days; it goes on without us. */
const longest = 3_600_000;
const lookEvery = 2_000;

const underWay = ['planned', 'approved', 'queued', 'running'] as const;

export async function untilQuiet(
  table: Pick<OperationsTable, 'list'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const end = clock.now().getTime() + longest;
  await clock.sleep(shortest, signal);
  while (!signal.aborted && clock.now().getTime() < end) {
    if (await isQuiet(table)) return;
    await clock.sleep(lookEvery, signal);
  }
}

async function isQuiet(table: Pick<OperationsTable, 'list'>): Promise<boolean> {
  try {
    return (await table.list({ states: underWay, limit: 1 })).length === 0;
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return false;
  }
}
