/** Which roles somebody has, and by which rule; what roles imply. Pure. */
import type { Role } from '../../commands/desk.ts';
import type { Source } from '../config/approvers.ts';
import type { ApprovalRule, BreakGlass, RoleRule, Roles } from '../config/config.ts';
import type { Knowledge } from './remember.ts';

/** `unsure`: a user group decides, and Slack could not be asked who is in it now. */
export type Holding =
  | { readonly kind: 'held'; readonly rule: RoleRule }
  | { readonly kind: 'unsure'; readonly rule: RoleRule }
  | { readonly kind: 'not-held' };

/** What is known of the members of each user group that the configuration names. */
export type Groups = ReadonlyMap<string, Knowledge<ReadonlySet<string> | undefined>>;

/** Roles that do for another one. Nothing implies approver, and approver implies nothing. */
const serving: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ['viewer', 'operator', 'admin'],
  operator: ['operator', 'admin'],
  admin: ['admin'],
  approver: ['approver'],
};

const allRoles: readonly Role[] = ['viewer', 'operator', 'approver', 'admin'];

/** The groups that have to be looked up before anything can be told. */
export const usergroupsOf = (policy: {
  readonly roles: Roles;
  readonly approval: readonly ApprovalRule[];
  readonly breakGlass?: BreakGlass;
}): readonly string[] => [
  ...new Set([
    ...Object.values(policy.roles).flatMap(({ usergroups }) => usergroups),
    ...policy.approval.flatMap(({ by }) => by.usergroups),
    ...(policy.breakGlass?.by.usergroups ?? []),
  ]),
];

/** What serves for a role: the rule that gives it, itself or by implication. */
export function holdingOf(role: Role, user: string, roles: Roles, groups: Groups): Holding {
  const holdings = serving[role].flatMap((candidate) => {
    const rule = roles[candidate];
    return rule === undefined ? [] : [named(user, rule, groups)];
  });
  return (
    holdings.find(({ kind }) => kind === 'held') ??
    holdings.find(({ kind }) => kind === 'unsure') ?? { kind: 'not-held' }
  );
}

/** All roles that somebody has for sure, implied ones too. */
export const rolesOf = (user: string, roles: Roles, groups: Groups): ReadonlySet<Role> =>
  new Set(allRoles.filter((role) => holdingOf(role, user, roles, groups).kind === 'held'));

/** Through which of some sources somebody is named, and whether there may be more that Slack could not tell. */
export function holdingIn(
  user: string,
  sources: readonly Source[],
  groups: Groups,
): { readonly held: readonly string[]; readonly unsure: boolean } {
  const found = sources.map(({ name, everyone, users, usergroup }) => ({
    name,
    is: everyone || users.includes(user) ? 'in' : membership(user, usergroup, groups),
  }));
  return {
    held: found.flatMap(({ name, is }) => (is === 'in' ? [name] : [])),
    unsure: found.some(({ is }) => is === 'unsure'),
  };
}

function named(user: string, rule: RoleRule, groups: Groups): Holding {
  if (rule.everyone || rule.users.includes(user)) return { kind: 'held', rule };
  const found = rule.usergroups.map((group) => membership(user, group, groups));
  if (found.includes('in')) return { kind: 'held', rule };
  return found.includes('unsure') ? { kind: 'unsure', rule } : { kind: 'not-held' };
}

/** What was known a while ago may deny, and not allow. */
function membership(
  user: string,
  usergroup: string | undefined,
  groups: Groups,
): 'in' | 'out' | 'unsure' {
  if (usergroup === undefined) return 'out';
  const members = groups.get(usergroup);
  if (members === undefined || members.kind === 'unknown') return 'unsure';
  if (members.value?.has(user) !== true) return 'out';
  return members.kind === 'known' ? 'in' : 'unsure';
}
