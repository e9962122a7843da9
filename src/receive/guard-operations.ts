/** Operations as one person may decide about them: whoever asks, by a command or a button, comes through here. */
import type { Operations } from '../../commands/desk.ts';
import { insist, type Standpoint } from '../authorise/authorise.ts';
import type { Action } from '../authorise/decide.ts';

const deciding = (path: string): Action => ({ kind: 'decide', path, role: 'operator' });

/** @throws Diagnostic `zmgr::access::…` from what the person may not */
export const guardOperations = (operations: Operations, { may }: Standpoint): Operations => ({
  list: (filter) => operations.list(filter),
  show: (id) => operations.show(id),
  holds: (host) => operations.holds(host),
  decide: async (id, by, said) => {
    const { actor: requester } = await operations.show(id);
    insist(may({ kind: 'confirm' }, { requester }));
    return operations.decide(id, by, said);
  },
  cancel: async (id, by) => {
    const { actor: requester } = await operations.show(id);
    insist(may({ kind: 'cancel' }, { requester }));
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
