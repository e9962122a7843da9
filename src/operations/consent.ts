/**
 * What an operation waits for between its plan and its host: the word of people. The state in the database is the
 * truth; who waits has no workflow and no place in a queue. waits.ts looks after those whose time comes.
 */
import { isDeepStrictEqual } from 'node:util';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { highestRisk } from '../../hostlink/steps/define-step.ts';
import type { Change } from '../authorise/demand.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import { breakGlass, isBehindGlass } from './break-glass.ts';
import { expired, refused, startedTooLate, unknownVerb } from './faults.ts';
import type { OperationParts } from './parts.ts';
import { move, recordOf } from './state.ts';

/** A planned operation as policy looks at it. */
export function changeOf(
  { command, hosts }: Pick<OperationParts, 'command' | 'hosts'>,
  { verb, askedIn, reason }: Pick<OperationRecord, 'verb' | 'askedIn' | 'reason'>,
  plan: Plan,
): Change {
  const known = command(verb);
  if (known === undefined) throw unknownVerb(verb);
  return {
    verb,
    risk: highestRisk([known.risk, plan.risk]),
    host: hosts.spec(plan.host),
    channel: askedIn,
    ...(plan.tags !== undefined && { zoneTags: plan.tags }),
    ...(reason !== undefined && { reason }),
  };
}

/**
 * Whether a change may be asked for at all, with this plan.
 * @throws Diagnostic `zmgr::approval::…`
 */
export function insistOnAskable(parts: OperationParts, record: OperationRecord, plan: Plan): void {
  const demand = parts.demand(changeOf(parts, record, plan));
  if (record.glass !== undefined && isBehindGlass(demand)) return;
  if (demand.kind === 'refused') throw new Diagnostic(refused(demand));
}

/** @returns whether the operation may go to its host at once; it waits for people when not, or has ended */
export async function queueOrAsk(parts: OperationParts, id: OperationId): Promise<boolean> {
  const record = await recordOf(parts, id);
  const { plan, glass } = record;
  if (plan === undefined) return false;
  const demand = parts.demand(changeOf(parts, record, plan));
  if (glass !== undefined && isBehindGlass(demand)) return await breakGlass(parts, record, demand);
  switch (demand.kind) {
    case 'nothing':
      return await move(parts, id, ['planned'], 'queued', { run: 'run' });
    case 'confirmation':
    case 'approval': {
      const { expires, ...terms } = demand.terms;
      const until = new Date(parts.clock.now().getTime() + expires);
      await move(parts, id, ['planned'], 'waiting', { consent: { ...terms, until } });
      parts.watchWaits();
      return false;
    }
    case 'refused':
      await move(parts, id, ['planned'], 'denied', { fault: refused(demand) });
      return false;
    default:
      return demand satisfies never;
  }
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

/** After a start: what waits is put to the rules of now; its time to decide stays. */
export async function putToTodaysRules(
  parts: OperationParts,
  record: OperationRecord,
): Promise<void> {
  const { id, state, plan, consent } = record;
  if (state !== 'waiting' || plan === undefined || consent === undefined) return;
  if (parts.command(record.verb) === undefined) return;
  const demand = parts.demand(changeOf(parts, record, plan));
  if (demand.kind !== 'approval' && demand.kind !== 'confirmation') return;
  const { expires: _expires, ...terms } = demand.terms;
  const now = { ...terms, until: consent.until };
  if (isDeepStrictEqual(now, consent)) return;
  await move(parts, id, ['waiting'], 'waiting', { consent: now });
}
