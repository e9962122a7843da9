/** Keeps what somebody says about an operation that waits. Who may say it was asked before, and is asked again later. */
import type { Actor, Decided, Saying } from '../../commands/desk.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import { forOperation } from '../log/log.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import { changeOf } from './consent.ts';
import { refused } from './faults.ts';
import type { OperationParts } from './parts.ts';
import { recordOf } from './state.ts';
import { onePerPerson, weigh } from './weigh.ts';

/** Characters. */
const longestReason = 1_000;

/** Somebody's word, and through what the rule names them. */
export interface NamedSaying extends Saying {
  readonly sources: readonly string[];
}

/** @throws Diagnostic `zmgr::operation::unknown`, `zmgr::approval::reason`, `zmgr::approval::frozen` */
export async function decide(
  parts: OperationParts,
  id: OperationId,
  by: Actor,
  said: NamedSaying,
): Promise<Decided & { readonly operation: OperationRecord }> {
  const record = await recordOf(parts, id);
  const { plan, consent, state } = record;
  const { decision } = said;
  const at = parts.clock.now();
  if (state !== 'waiting' || plan === undefined || consent === undefined) {
    return await settled(parts, id, 'late');
  }
  if (decision !== 'confirm' && consent.kind === 'approval') {
    if (consent.reasonFor.includes(decision) && (said.reason ?? '').trim() === '')
      throw reasonless(id, decision);
    if (decision === 'approve' && consent.typeToConfirm && said.typed !== record.subject)
      throw untyped(record);
  }
  if (decision !== 'deny') {
    const demand = parts.demand(changeOf(parts, record, plan));
    if (demand.kind === 'refused') throw new Diagnostic(refused(demand));
  }
  const ballot = await parts.table.vote(
    id,
    {
      by: { team: by.team, user: by.user },
      decision,
      surface: said.surface,
      ...(said.reason !== undefined && { reason: said.reason.slice(0, longestReason) }),
      sources: said.sources,
      digest: plan.digest,
      at,
      accounts: parts.accountsOf(by.user),
    },
    (votes) => weigh(consent, onePerPerson(votes, parts.accountsOf), at),
  );
  if (ballot.kind !== 'counted') return await settled(parts, id, ballot.kind);
  forOperation(parts.log, id).info({ user: by.user, decision, state: ballot.state }, 'decided');
  return await settled(parts, id, 'counted');
}

/** A card that shows something older than this is shown anew, whatever became of the vote. */
async function settled<Kind extends Decided['kind']>(
  parts: OperationParts,
  id: OperationId,
  kind: Kind,
): Promise<Decided & { readonly operation: OperationRecord }> {
  parts.announce(id);
  parts.watchWaits();
  return { kind, operation: await recordOf(parts, id) };
}

const reasonless = (id: OperationId, decision: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::approval::reason',
    message: `The rule asks for a reason of who would ${decision} this`,
    help: `Put it behind two dashes: \`/zone ${decision} ${id} -- why\``,
  });

const untyped = ({ id, subject }: OperationRecord): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::approval::untyped',
    message: `The rule asks for the name to be typed by who approves: ${subject}`,
    help: `Type \`/zone approve ${id} name=${subject}\`, once you are sure that it is meant.`,
  });
