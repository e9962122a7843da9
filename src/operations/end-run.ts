/**
 * What follows when the host's journal has led to an end. "Done" is said only of what was seen: the facts of the change
 * are read once more, and the command confirms that what it was for is there.
 */
import type { Fault, OperationState } from '../../commands/desk.ts';
import { decodeArgs } from '../../commands/grammar/stored-arguments.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import { backoff } from './backoff.ts';
import { isOutOfReach, unknownVerb } from './faults.ts';
import type { Led } from './follow.ts';
import type { OperationParts } from './parts.ts';
import { faultFor, move, recordOf } from './state.ts';
import { faultToldBy } from './told-faults.ts';

export async function endRun(
  parts: OperationParts,
  id: OperationId,
  led: Led,
  stopping: AbortSignal,
): Promise<void> {
  const record = await recordOf(parts, id);
  if (record.state !== 'running' || record.plan === undefined) return;
  const to = (state: OperationState, fault: Fault | null) =>
    move(parts, id, ['running'], state, { fault });
  switch (led.kind) {
    case 'ended': {
      if (led.outcome !== 'done') {
        const fault = faultToldBy(id, led.outcome, record.plan, record.events, parts.titles);
        await to(led.outcome, fault);
        return;
      }
      const doubt = await doubtAbout(parts, record, stopping);
      await to(doubt === undefined ? 'done' : 'stuck', doubt ?? null);
      return;
    }
    case 'interrupted': {
      const { plan, events } = record;
      await to('interrupted', faultToldBy(id, 'interrupted', plan, events, parts.titles));
      return;
    }
    case 'refused':
      await to(afterRefusal(record, led.fault), led.fault);
      return;
    case 'illegal':
    case 'absent':
      await to('interrupted', unbelievable(id, led));
      return;
    default:
      return led satisfies never;
  }
}

/** A host that took nothing ends the operation; one that has it waits for another decision. */
function afterRefusal({ runVerb, runAfter }: OperationRecord, { code }: Fault): OperationState {
  if (runVerb === 'run' && code !== 'zmgr::runner::not-started') return 'failed';
  return runAfter > 0 && code === 'zmgr::operation::past-return' ? 'stuck' : 'interrupted';
}

/** What speaks against the host's word that all is done; undefined when it was seen to be so. */
async function doubtAbout(
  parts: OperationParts,
  record: OperationRecord,
  stopping: AbortSignal,
): Promise<Fault | undefined> {
  const { id, plan } = record;
  if (plan === undefined) return undefined;
  const wait = backoff(parts.clock, stopping);
  for (;;) {
    stopping.throwIfAborted();
    try {
      const command = parts.command(record.verb);
      if (command === undefined) throw unknownVerb(record.verb);
      if (command.confirm === undefined) return undefined;
      const facts = command.facts(decodeArgs(command, record.arguments));
      command.confirm(plan, await parts.hosts.observe(plan.host, facts));
      return undefined;
    } catch (error) {
      stopping.throwIfAborted();
      const fault = faultFor(parts, id, error);
      if (!isOutOfReach(error)) return unconfirmed(id, fault);
      await parts.table.verifying(id, { since: parts.clock.now(), why: fault.message });
      parts.announce(id);
      await wait.next();
    }
  }
}

const unconfirmed = (id: OperationId, fault: Fault): Fault => ({
  code: 'zmgr::operation::unconfirmed',
  message: 'The host reports that all is done, but what was seen says otherwise',
  help: `Look at the host; \`/zone op resume ${id}\` looks again.`,
  causes: [fault.message, ...(fault.causes ?? [])],
});

const unbelievable = (
  id: OperationId,
  led: Extract<Led, { readonly kind: 'illegal' | 'absent' }>,
): Fault => ({
  code: 'zmgr::operation::journal',
  message:
    led.kind === 'absent'
      ? 'The host has no journal of this operation any more'
      : `The host's journal cannot be believed: ${led.why}`,
  help: `Look at the host before anything else; \`/zone op show ${id}\` shows what was planned.`,
});
