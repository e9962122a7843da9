/** What a change may need, for tests: as demandOf() would say it. */
import type { Approval, Demand } from '../../../../commands/desk.ts';

const startWithin = 15 * 60_000;

export const nothing: Demand = { kind: 'nothing', because: 'a test' };

export const confirmation = (expires = 600_000): Demand => ({
  kind: 'confirmation',
  because: 'a test',
  terms: { kind: 'confirmation', expires, cooldown: 0, startWithin },
});

/** The yes of those in the role approver: U03, U04, U05 and whom a test adds. */
export const approval = (
  changes: Partial<Omit<Approval, 'kind' | 'until'>> & { readonly expires?: number } = {},
): Demand => ({
  kind: 'approval',
  because: 'a test',
  terms: {
    kind: 'approval',
    expires: 600_000,
    cooldown: 0,
    startWithin,
    by: { role: 'approver', users: [], usergroups: [] },
    mention: { users: ['U03', 'U04', 'U05'], usergroups: [] },
    quorum: 1,
    self: false,
    distinctGroups: false,
    reasonFor: [],
    typeToConfirm: false,
    channels: [],
    ...changes,
  },
});
