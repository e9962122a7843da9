/** Operations as one person may decide about them: whoever asks, by a command or a button, comes through here. */
import type { Operations } from '../../commands/desk.ts';
import { insist, type Standpoint } from '../authorise/authorise.ts';
import type { Action, Resource } from '../authorise/decide.ts';
import type { OperationsService } from '../operations/operations.ts';
import type { OperationRecord } from '../store/operation-record.ts';

/** What stands behind the guard. */
export type OpenOperations = Omit<Operations, 'decide'> &
  Pick<OperationsService, 'decide' | 'record'>;

const deciding = (path: string): Action => ({ kind: 'decide', path, role: 'operator' });

/** An operation as the guard looks at it. */
export const resourceOf = ({ id, actor, consent, channel }: OperationRecord): Resource => ({
  operation: id,
  requester: actor,
  cardChannel: channel,
  ...(consent !== undefined && { consent }),
});

/** @throws Diagnostic `zmgr::access::…`, `zmgr::approval::…` from what the person may not */
export const guardOperations = (operations: OpenOperations, { may }: Standpoint): Operations => ({
  list: (filter) => operations.list(filter),
  show: (id) => operations.show(id),
  holds: (host) => operations.holds(host),
  decide: async (id, by, said) => {
    const record = await operations.record(id);
    // What waited once and waits no longer is told as it is, to those who might have decided.
    const verdict = may({ kind: 'vote', decision: said.decision }, resourceOf(record));
    insist(verdict);
    return operations.decide(id, by, { ...said, sources: verdict.sources ?? [] });
  },
  cancel: async (id, by) => {
    const record = await operations.record(id);
    insist(may({ kind: 'cancel', isApproved: record.state === 'approved' }, resourceOf(record)));
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
