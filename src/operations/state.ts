/**
 * Changes of state: each a compare-and-set, so that of two who decide at once the first has decided. A step of a
 * workflow may run twice, so finding the state there already is as good as having put it there.
 */
import type { Fault, OperationState } from '../../commands/desk.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import { forOperation } from '../log/log.ts';
import { isUnavailable } from '../store/database.ts';
import { faultOf } from '../store/fault.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import type { Change } from '../store/operations-table.ts';
import { unknownOperation } from './faults.ts';
import type { OperationParts } from './parts.ts';

/** @throws Diagnostic `zmgr::operation::unknown` */
export async function recordOf(
  { table }: Pick<OperationParts, 'table'>,
  id: OperationId,
): Promise<OperationRecord> {
  const record = await table.find(id);
  if (record === undefined) throw unknownOperation(id);
  return record;
}

/** @returns whether the operation is in that state now, by us or by ourselves before a crash */
export async function move(
  parts: OperationParts,
  id: OperationId,
  from: readonly OperationState[],
  to: OperationState,
  change: Omit<Change, 'at'> = {},
): Promise<boolean> {
  const moved = await parts.table.move(id, from, to, { ...change, at: parts.clock.now() });
  if (!moved) return (await recordOf(parts, id)).state === to;
  forOperation(parts.log, id).info({ state: to, fault: change.fault?.code }, 'operation moved');
  parts.announce(id);
  return true;
}

/** A fault to keep. What nobody foresaw is logged whole, since people are told only that there was something. */
export function faultFor(parts: OperationParts, id: OperationId, error: unknown): Fault {
  if (isUnavailable(error)) throw error;
  if (!(error instanceof Diagnostic))
    forOperation(parts.log, id).error({ err: error }, 'the bot met something it was not made for');
  return faultOf(error);
}
