/** What people decide about an operation that there is: stop it, go on with it, take it back. */

import type { Actor } from '../../commands/desk.ts';
import { hasEnded } from '../../commands/operations/ended-states.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import { forOperation } from '../log/log.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import { hasEndedAlready, notWhile } from './faults.ts';
import type { OperationParts } from './parts.ts';
import { move, recordOf } from './state.ts';

/** States in which nothing has gone to the host: a stop is the end. */
const beforeTheHost = ['planned', 'waiting', 'approved', 'queued'] as const;

/** States in which somebody must decide how it goes on. */
const undecided = ['stuck', 'interrupted'] as const;

/**
 * The wish is kept first: the host may not know the operation yet, and then whoever follows it tells the host.
 * @throws Diagnostic `zmgr::operation::unknown`, `zmgr::operation::ended`, `zmgr::operation::not-now`
 */
export async function cancel(
  parts: OperationParts,
  id: OperationId,
  by: Actor,
): Promise<OperationRecord> {
  const record = await recordOf(parts, id);
  if (hasEnded(record.state)) throw hasEndedAlready(id, record.state);
  if (undecided.some((state) => state === record.state)) {
    throw notWhile('stop', id, record.state, `\`/zone op unwind ${id}\` takes back what was done.`);
  }
  forOperation(parts.log, id).info({ user: by.user }, 'asked to stop');
  await parts.table.askCancel(id, by);
  const fault = {
    code: 'zmgr::operation::cancelled',
    message: 'Stopped before anything was done',
  } as const;
  if (!(await move(parts, id, beforeTheHost, 'cancelled', { fault }))) {
    await tellHost(parts, await recordOf(parts, id));
    parts.announce(id);
  }
  return await recordOf(parts, id);
}

async function tellHost(
  parts: OperationParts,
  { id, state, plan }: OperationRecord,
): Promise<void> {
  if (state !== 'running' || plan === undefined) return;
  try {
    await parts.insist();
    await parts.runs.cancel(plan.host, id);
  } catch (error) {
    // The wish is kept: who follows the journal tells the host as soon as it can be reached.
    forOperation(parts.log, id).warn({ err: error }, 'the host could not be told to stop');
  }
}

/**
 * @returns the record, queued to be given to its host once more
 * @throws Diagnostic `zmgr::operation::unknown`, `zmgr::operation::ended`, `zmgr::operation::not-now`
 */
export async function giveAgain(
  parts: OperationParts,
  verb: 'resume' | 'unwind',
  id: OperationId,
  by: Actor,
): Promise<OperationRecord> {
  const record = await recordOf(parts, id);
  if (hasEnded(record.state)) throw hasEndedAlready(id, record.state);
  const { clock, table, log, announce } = parts;
  const moved = await table.move(id, undecided, 'queued', {
    run: verb,
    fault: null,
    by,
    at: clock.now(),
  });
  if (!moved) {
    const { state } = await recordOf(parts, id);
    throw notWhile(verb, id, state, `\`/zone op show ${id}\` shows how far it is.`);
  }
  forOperation(log, id).info({ user: by.user, verb }, 'given to the host again');
  announce(id);
  return await recordOf(parts, id);
}
