/** Which roles somebody has, and by which rule; what roles imply. Pure. */
import type { Role } from '../../commands/desk.ts';
import type { RoleRule, Roles } from '../config/config.ts';
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

/** The groups that have to be looked up before holdings can be told. */
export const usergroupsOf = (roles: Roles): readonly string[] => [
  ...new Set(Object.values(roles).flatMap(({ usergroups }) => usergroups)),
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

function named(user: string, rule: RoleRule, groups: Groups): Holding {
  if (rule.everyone || rule.users.includes(user)) return { kind: 'held', rule };
  let isUnsure = false;
  for (const group of rule.usergroups) {
    const members = groups.get(group);
    if (members === undefined || members.kind === 'unknown') isUnsure = true;
    else if (members.value?.has(user) === true) {
      if (members.kind === 'known') return { kind: 'held', rule };
      isUnsure = true;
    }
  }
  return isUnsure ? { kind: 'unsure', rule } : { kind: 'not-held' };
}
