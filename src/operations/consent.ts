/**
 * What an operation waits for between its plan and its host: the word of people. The state in the database is the
 * truth; who waits has no workflow and no place in a queue. waits.ts looks after those whose time comes.
 */
import type { Actor, Vote } from '../../commands/desk.ts';
import { hasEnded } from '../../commands/operations/ended-states.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import { highestRisk } from '../../hostlink/steps/define-step.ts';
import { forOperation } from '../log/log.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import type { StoredVote, Weighed } from '../store/votes.ts';
import { expired, hasEndedAlready, notWaiting, startedTooLate, unknownVerb } from './faults.ts';
import type { OperationParts } from './parts.ts';
import { move, recordOf } from './state.ts';

/** Milliseconds within which an operation has to go on once people have said yes: after that they may think otherwise. */
const startWithin = 15 * 60_000;

/** @returns whether the operation may go to its host at once; it waits for people when not, or has ended */
export async function queueOrAsk(parts: OperationParts, id: OperationId): Promise<boolean> {
  const { verb, plan } = await recordOf(parts, id);
  if (plan === undefined) return false;
  const command = parts.command(verb);
  if (command === undefined) throw unknownVerb(verb);
  const demand = parts.demand({
    risk: highestRisk([command.risk, plan.risk]),
    host: parts.hosts.spec(plan.host),
  });
  switch (demand.kind) {
    case 'nothing':
      return await move(parts, id, ['planned'], 'queued', { run: 'run' });
    case 'confirmation': {
      const { kind, expires, rule } = demand;
      const until = new Date(parts.clock.now().getTime() + expires);
      const place = rule && { source: rule.source, line: rule.line };
      await move(parts, id, ['planned'], 'waiting', {
        consent: { kind, until, ...(place !== undefined && { rule: place }) },
      });
      parts.watchWaits();
      return false;
    }
    case 'approval':
      throw new Error('a plan that needs an approval was not refused');
    default:
      return demand satisfies never;
  }
}

/**
 * Keeps what somebody says; who may say it was asked before.
 * @throws Diagnostic `zmgr::operation::unknown`, `zmgr::operation::ended`, `zmgr::operation::not-waiting`
 */
export async function decide(
  parts: OperationParts,
  id: OperationId,
  by: Actor,
  said: Pick<Vote, 'decision' | 'surface'> & { readonly reason?: string },
): Promise<OperationRecord> {
  const { plan, consent } = await recordOf(parts, id);
  const at = parts.clock.now();
  const ballot =
    plan === undefined || consent === undefined
      ? ({ kind: 'late' } as const)
      : await parts.table.vote(
          id,
          {
            ...said,
            by: { team: by.team, user: by.user },
            digest: plan.digest,
            sources: [],
            at,
          },
          (votes) => weigh(votes, at),
        );
  // A card that shows something older than this is shown anew, whatever became of the vote.
  parts.announce(id);
  parts.watchWaits();
  const record = await recordOf(parts, id);
  switch (ballot.kind) {
    case 'counted': {
      const { decision } = said;
      forOperation(parts.log, id).info({ user: by.user, decision, state: ballot.state }, 'decided');
      return record;
    }
    case 'voted-before':
    case 'late':
      throw hasEnded(record.state) ? hasEndedAlready(id, record.state) : notWaiting(record);
    default:
      return ballot satisfies never;
  }
}

function weigh(votes: readonly StoredVote[], at: Date): Weighed {
  if (votes.some(({ decision }) => decision === 'deny')) return { to: 'denied' };
  return votes.some(({ decision }) => decision === 'confirm')
    ? { to: 'approved', startAfter: at, startUntil: new Date(at.getTime() + startWithin) }
    : { to: 'waiting' };
}

/**
 * Whatever is due: what nobody decided about in time expires, and what people said yes to goes to its host.
 * @returns the record to be given to its host
 */
export async function whenDue(
  parts: OperationParts,
  record: OperationRecord,
): Promise<OperationRecord | undefined> {
  const { id, state, consent, start } = record;
  const now = parts.clock.now();
  if (state === 'waiting' && consent !== undefined && consent.until <= now) {
    await move(parts, id, ['waiting'], 'expired', { fault: expired(record) });
  } else if (state === 'approved' && start !== undefined && start.after <= now) {
    if (start.until <= now)
      await move(parts, id, ['approved'], 'expired', { fault: startedTooLate(record) });
    else if (await move(parts, id, ['approved'], 'queued', { run: 'run' }))
      return await recordOf(parts, id);
  }
  return undefined;
}
