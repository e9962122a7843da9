/**
 * Gives an operation to its host and follows the host's journal to an end, over as many lost connections as it takes.
 * Runs again after a crash of the bot, and goes on behind the last event that was kept.
 */
import type { Fault } from '../../commands/desk.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import { forOperation } from '../log/log.ts';
import { faultOf } from '../store/fault.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import { askedOf } from './asked.ts';
import { backoff } from './backoff.ts';
import type { OperationParts } from './parts.ts';
import type { Followed, Follower } from './runs.ts';
import { recordOf } from './state.ts';

/** Where the journal led: an end of its own, none that can be believed, or a refusal. JSON, as a step's answer must be. */
export type Led =
  | Exclude<Followed, { readonly kind: 'lost' | 'refused' }>
  | { readonly kind: 'refused'; readonly fault: Fault };

export async function followRun(
  parts: OperationParts,
  id: OperationId,
  stopping: AbortSignal,
): Promise<Led> {
  const { table, clock, runs } = parts;
  const wait = backoff(clock, stopping);
  for (;;) {
    stopping.throwIfAborted();
    const record = await recordOf(parts, id);
    const { plan, runAfter, runVerb } = record;
    if (plan === undefined) throw new Error('an operation without a plan came to be carried out');
    const after = await table.lastSeq(id);
    // The host takes a run once; but who was asleep must not begin one that others have brought to its end meanwhile.
    await parts.insist();
    const follower = followerOf(parts, record, plan.host, stopping, () => wait.reset());
    // An event after the run was asked for shows that the host has taken it; before that it is given once more, which
    // the host answers by following what it has already.
    const followed =
      after > runAfter
        ? await runs.attach(plan.host, id, { ...follower, after })
        : await runs.start(
            plan.host,
            id,
            runVerb,
            { plan, asked: askedOf(record) },
            { ...follower, after },
          );
    stopping.throwIfAborted();
    if (followed.kind !== 'lost') {
      await table.verifying(id, null);
      return followed.kind === 'refused'
        ? { kind: 'refused', fault: faultOf(followed.diagnostic) }
        : followed;
    }
    forOperation(parts.log, id).warn({ host: plan.host, why: followed.why }, 'connection lost');
    await sayVerifying(parts, record, followed.why);
    await wait.next();
  }
}

function followerOf(
  parts: OperationParts,
  record: OperationRecord,
  host: HostName,
  signal: AbortSignal,
  attached: () => void,
): Omit<Follower, 'after'> {
  const { id } = record;
  let told = false;
  let verifying = record.verifying !== undefined;
  const clearVerifying = async () => {
    if (!verifying) return;
    verifying = false;
    await parts.table.verifying(id, null);
    parts.announce(id);
  };
  return {
    signal,
    onAttached: () => {
      attached();
      clearVerifying().catch((error: unknown) => {
        forOperation(parts.log, id).warn(
          { err: error },
          'could not keep that the connection stands',
        );
      });
    },
    onEvents: async (events) => {
      const isToStop = await parts.table.addEvents(id, events);
      await clearVerifying();
      parts.announce(id);
      // The host may not have had a place for the word yet when the stop was asked for; now it has.
      if (told || !isToStop) return;
      told = true;
      await parts.runs.cancel(host, id).catch((error: unknown) => {
        told = false;
        forOperation(parts.log, id).warn({ err: error }, 'the host could not be told to stop');
      });
    },
  };
}

async function sayVerifying(
  parts: OperationParts,
  record: OperationRecord,
  why: string,
): Promise<void> {
  const since = record.verifying?.since ?? parts.clock.now();
  await parts.table.verifying(record.id, { since, why });
  parts.announce(record.id);
}
