/**
 * Whether the configuration's user groups and linked accounts are there, and whether rules reach enough people: asked of Slack once, when
 * the bot starts. What Slack does not tell is no fault: who is asked about later is then refused, never let through.
 */
import { Diagnostic, type SourceLocation } from '../../hostlink/diagnostic.ts';
import { unsatisfiable } from '../config/approvers.ts';
import { reviewersMissing } from '../config/break-glass.ts';
import type { Log } from '../log/log.ts';
import type { Directory } from './directory.ts';
import type { Policy } from './question.ts';

/** @returns everything that is wrong, in the order of the file */
export async function unreachable(
  { roles, approval, linked, breakGlass }: Policy,
  directory: Pick<Directory, 'members' | 'person'>,
  log: Log,
): Promise<readonly Diagnostic[]> {
  const named = [
    ...Object.values(roles).map(({ usergroups, location }) => ({ usergroups, location })),
    ...approval.map(({ by, location }) => ({ usergroups: by.usergroups, location })),
    ...(breakGlass === undefined
      ? []
      : [{ usergroups: breakGlass.by.usergroups, location: breakGlass.location }]),
  ];
  const groups = new Map<string, ReadonlySet<string> | undefined>();
  const missing = new Set<string>();
  for (const group of new Set(named.flatMap(({ usergroups }) => usergroups))) {
    try {
      const members = await directory.members(group);
      groups.set(group, members);
      if (members === undefined) missing.add(group);
    } catch (error) {
      log.warn({ usergroup: group, err: error }, 'Slack does not tell who is in a user group');
    }
  }
  return [
    ...lonelyGlass({ roles, linked, breakGlass }, groups, missing),
    ...(await unknownAccounts(linked, directory, log)),
    ...named.flatMap(({ usergroups, location }) =>
      usergroups.flatMap((group) => (missing.has(group) ? [unknownGroup(group, location)] : [])),
    ),
    ...approval.flatMap((rule) => {
      // A group that is not there has its own fault.
      if (rule.needs !== 'approval' || rule.by.usergroups.some((group) => missing.has(group)))
        return [];
      const why = unsatisfiable(rule, roles, linked, (group) => groups.get(group));
      const code = 'zmgr::config::unsatisfiable-approval';
      return why === undefined ? [] : [new Diagnostic({ ...why, code, location: rule.location })];
    }),
  ].sort((one, other) => (one.location?.line ?? 0) - (other.location?.line ?? 0));
}

/** A review that nobody could close. */
function lonelyGlass(
  {
    roles,
    linked,
    breakGlass,
  }: Pick<Policy, 'roles' | 'linked'> & {
    readonly breakGlass: Policy['breakGlass'] | undefined;
  },
  groups: ReadonlyMap<string, ReadonlySet<string> | undefined>,
  missing: ReadonlySet<string>,
): readonly Diagnostic[] {
  // A group that is not there has its own fault.
  if (breakGlass === undefined || missing.size > 0) return [];
  const why = reviewersMissing(breakGlass, roles, linked, (group) => groups.get(group));
  return why === undefined ? [] : [new Diagnostic({ ...why, location: breakGlass.location })];
}

/** A misspelt account would leave a person two. */
async function unknownAccounts(
  linked: Policy['linked'],
  directory: Pick<Directory, 'person'>,
  log: Log,
): Promise<readonly Diagnostic[]> {
  const faults = [];
  for (const { accounts, location } of linked) {
    for (const user of accounts) {
      try {
        if ((await directory.person(user)) === undefined)
          faults.push(unknownAccount(user, location));
      } catch (error) {
        log.warn({ user, err: error }, 'Slack does not tell who somebody is');
      }
    }
  }
  return faults;
}

const unknownAccount = (user: string, location: SourceLocation): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::config::unknown-user',
    message: `There is no user ${user} in this workspace`,
    help: "Write the id of one that there is: it is in the person's profile, Copy member ID.",
    location,
  });

const unknownGroup = (group: string, location: SourceLocation): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::config::unknown-usergroup',
    message: `There is no user group ${group} in this workspace`,
    help: "Write the id of one that there is: it stands at the end of the user group's link.",
    location,
  });
