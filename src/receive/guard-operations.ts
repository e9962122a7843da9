/** Operations as one person may decide about them: whoever asks, by a command or a button, comes through here. */
import type { Operations, StandAction } from '../../commands/desk.ts';
import { insist, type Standpoint } from '../authorise/authorise.ts';
import type { Action, Resource } from '../authorise/question.ts';
import type { OperationsService } from '../operations/operations.ts';
import type { OperationRecord } from '../store/operation-record.ts';

/** What stands behind the guard. */
export type OpenOperations = Omit<Operations, 'decide'> &
  Pick<OperationsService, 'decide' | 'record'>;

const deciding = (path: string): Action => ({ kind: 'decide', path, role: 'operator' });

/** An operation as the guard looks at it. */
export const resourceOf = ({ id, actor, consent, channel, glass }: OperationRecord): Resource => ({
  operation: id,
  ...(glass?.broken !== undefined && { isByGlass: true }),
  requester: actor,
  cardChannel: channel,
  ...(consent !== undefined && { consent }),
});

/** What is asked of the guard before somebody does this about an operation. */
export function standing(action: StandAction, { state }: Pick<OperationRecord, 'state'>): Action {
  switch (action) {
    case 'cancel':
      return { kind: 'cancel', isApproved: state === 'approved' };
    case 'review':
      return { kind: 'review' };
    case 'confirm':
    case 'approve':
    case 'deny':
      return { kind: 'vote', decision: action };
    default:
      return action satisfies never;
  }
}

/** @throws Diagnostic `zmgr::access::…`, `zmgr::approval::…` from what the person may not */
export const guardOperations = (operations: OpenOperations, { may }: Standpoint): Operations => ({
  list: (filter) => operations.list(filter),
  show: (id) => operations.show(id),
  holds: (host) => operations.holds(host),
  decide: async (id, by, said) => {
    const record = await operations.record(id);
    // What waited once and waits no longer is told as it is, to those who might have decided.
    const verdict = may(standing(said.decision, record), resourceOf(record));
    insist(verdict);
    return operations.decide(id, by, { ...said, sources: verdict.sources ?? [] });
  },
  review: async (id, by, said) => {
    const record = await operations.record(id);
    insist(may(standing('review', record), resourceOf(record)));
    return operations.review(id, by, said);
  },
  openReviews: () => operations.openReviews(),
  cancel: async (id, by) => {
    const record = await operations.record(id);
    insist(may(standing('cancel', record), resourceOf(record)));
    return operations.cancel(id, by);
  },
  resume: async (id, by) => {
    insist(may(deciding('op resume')));
    return operations.resume(id, by);
  },
  unwind: async (id, by) => {
    insist(may(deciding('op unwind')));
    return operations.unwind(id, by);
  },
});
