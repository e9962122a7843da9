/** The audit trail as one person may read it: admins. */
import type { AuditTrail } from '../../commands/audit/trail.ts';
import { insist, type Standpoint } from '../authorise/authorise.ts';

/** @throws Diagnostic `zmgr::access::…` from whatever reads */
export function guardTrail(trail: AuditTrail, { may }: Pick<Standpoint, 'may'>): AuditTrail {
  const reading = () => insist(may({ kind: 'read', path: 'audit', role: 'admin' }));
  return {
    list: async (filter, limit) => {
      reading();
      return trail.list(filter, limit);
    },
    count: async (filter) => {
      reading();
      return trail.count(filter);
    },
    head: async () => {
      reading();
      return trail.head();
    },
    append: (entry) => trail.append(entry),
  };
}
