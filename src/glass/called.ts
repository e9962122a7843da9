/** Who is called when the glass is broken: those whom the rules of now would have asked, and those who review. Pure. */
import type { Demand, Named } from '../../commands/desk.ts';
import { sourcesOf } from '../config/approvers.ts';
import type { Approvers, Roles } from '../config/config.ts';

export function namedBy(approvers: Approvers, roles: Roles): Named {
  const sources = sourcesOf(approvers, roles);
  return {
    users: [...new Set(sources.flatMap(({ users }) => users))],
    usergroups: sources.flatMap(({ usergroup }) => (usergroup === undefined ? [] : [usergroup])),
  };
}

export function calledFor(demand: Demand | undefined, reviewers: Named): Named {
  if (demand?.kind !== 'approval') return reviewers;
  const { users, usergroups } = demand.terms.mention;
  return {
    users: [...new Set([...users, ...reviewers.users])],
    usergroups: [...new Set([...usergroups, ...reviewers.usergroups])],
  };
}
