/**
 * Whether what people said still holds when an operation is about to begin: the rules of now ask for no more, and those
 * who said yes are still those whom a rule names. Nobody's word outlives their right to say it.
 */
import type { Fault } from '../../commands/desk.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import type { StoredVote } from '../store/votes.ts';
import { glassLost } from './break-glass.ts';
import { changeOf } from './consent.ts';
import { consentLost, refused } from './faults.ts';
import type { OperationParts } from './parts.ts';
import { isEnough, onePerPerson } from './weigh.ts';

export type Standing =
  | { readonly kind: 'stands' }
  | { readonly kind: 'lost'; readonly fault: Fault }
  /** Slack could not be asked about those who said yes. */
  | { readonly kind: 'unsure'; readonly why: string };

/** Whoever broke the glass is one of those who may, still. */
async function glassStands(parts: OperationParts, { actor }: OperationRecord): Promise<Standing> {
  const verdict = await parts.mayBreakGlass(actor);
  if (verdict.allowed) return { kind: 'stands' };
  return verdict.code === 'zmgr::access::unverified'
    ? { kind: 'unsure', why: verdict.because }
    : { kind: 'lost', fault: glassLost(verdict) };
}

export async function consentStands(
  parts: OperationParts,
  record: OperationRecord,
  plan: Plan,
): Promise<Standing> {
  if (record.glass?.broken !== undefined) return await glassStands(parts, record);
  const demand = parts.demand(changeOf(parts, record, plan));
  switch (demand.kind) {
    case 'nothing':
      return { kind: 'stands' };
    case 'refused':
      return { kind: 'lost', fault: refused(demand) };
    case 'confirmation':
      // Who asked is asked about as everybody is, before each run; others' yes is worth more than theirs.
      return record.votes.some(({ decision }) => decision !== 'deny')
        ? { kind: 'stands' }
        : {
            kind: 'lost',
            fault: consentLost(record, `it needs a confirmation: ${demand.because}`),
          };
    case 'approval': {
      const { terms } = demand;
      const votes: StoredVote[] = [];
      const objections: string[] = [];
      for (const given of record.votes.filter(({ decision }) => decision === 'approve')) {
        const verdict = await parts.mayApprove(given.by, record, terms);
        if (verdict.allowed) votes.push({ ...given, sources: verdict.sources ?? [] });
        else if (verdict.code === 'zmgr::access::unverified')
          return { kind: 'unsure', why: verdict.because };
        else objections.push(`${given.by.user}: ${verdict.because}`);
      }
      return isEnough(terms, onePerPerson(votes, parts.accountsOf))
        ? { kind: 'stands' }
        : {
            kind: 'lost',
            fault: consentLost(
              record,
              objections.length === 0
                ? `it needs ${terms.quorum} who approve it: ${demand.because}`
                : `a yes counts no more: ${objections.join('; ')}`,
            ),
          };
    }
    default:
      return demand satisfies never;
  }
}
