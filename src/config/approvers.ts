/**
 * Whom an approval rule names, and whether they are enough. Only those whom it names decide: no role implies another
 * here. Each of a rule's sources is a group of its own where votes have to come from distinct ones.
 */
import type { Approvers, LinkedAccounts, Roles } from './config.ts';
import { personBehind } from './linked.ts';

export interface Source {
  /** `role approver`, `user group S01` */
  readonly name: string;
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly usergroup?: string;
}

export function sourcesOf({ role, users, usergroups }: Approvers, roles: Roles): readonly Source[] {
  const rule = role === undefined ? undefined : roles[role];
  const named = (name: string, people: readonly string[], everyone = false): readonly Source[] =>
    everyone || people.length > 0 ? [{ name, everyone, users: people }] : [];
  const groups = [...new Set([...(rule?.usergroups ?? []), ...usergroups])];
  return [
    ...(rule === undefined ? [] : named(`role ${rule.role}`, rule.users, rule.everyone)),
    ...named('people of the rule', users),
    ...groups.map((usergroup) => ({
      name: `user group ${usergroup}`,
      everyone: false,
      users: [],
      usergroup,
    })),
  ];
}

/** What is known of who is in a user group; undefined where Slack has not said. */
export type MembersOf = (usergroup: string) => ReadonlySet<string> | undefined;

/**
 * Why nobody, or not enough people, can ever approve what a rule is for. A source whose people are not known here is
 * taken to reach enough. People are counted, and not their accounts.
 */
export function unsatisfiable(
  {
    by,
    quorum,
    self,
    distinctGroups,
  }: {
    readonly by: Approvers;
    readonly quorum: number;
    readonly self: boolean;
    readonly distinctGroups: boolean;
  },
  roles: Roles,
  linked: readonly LinkedAccounts[],
  membersOf: MembersOf = () => undefined,
): { readonly message: string; readonly help: string } | undefined {
  const sources = sourcesOf(by, roles);
  const whom = by.role === undefined ? 'whom it names' : `with the role "${by.role}"`;
  if (sources.length === 0) {
    return {
      message: `The rule waits for the role "${by.role}", which nobody has`,
      help: `Add a line: role "${by.role}" { users "U01" "U02" }`,
    };
  }
  if (distinctGroups && sources.length < quorum) {
    return {
      message: `The rule waits for people of ${quorum} distinct groups, and names ${sources.length}`,
      help: 'Name more user groups, or lower quorum=.',
    };
  }
  const approvers = new Set<string>();
  for (const { everyone, users, usergroup } of sources) {
    const members = usergroup === undefined ? users : membersOf(usergroup);
    if (everyone || members === undefined) return undefined;
    for (const user of members) approvers.add(personBehind(user, linked));
  }
  const anyoneMayAsk = roles.operator?.everyone === true;
  const askers = new Set(
    [roles.operator, roles.admin]
      .flatMap((rule) => [
        ...(rule?.users ?? []),
        ...(rule?.usergroups ?? []).flatMap((group) => [...(membersOf(group) ?? [])]),
      ])
      .map((user) => personBehind(user, linked)),
  );
  const alone = self ? undefined : [...approvers].find((user) => anyoneMayAsk || askers.has(user));
  const reachable = approvers.size - (alone === undefined ? 0 : 1);
  if (reachable >= quorum) return undefined;
  return {
    message:
      alone === undefined
        ? `The rule waits for ${people(quorum)} ${whom}, and there are ${approvers.size}`
        : `The rule waits for ${people(quorum)} ${whom}, and what ${alone} asks for can be approved by ${reachable === 0 ? 'nobody' : `${reachable} only`}, since nobody approves their own request`,
    help: `Name more people who approve, or lower quorum=.`,
  };
}

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);
