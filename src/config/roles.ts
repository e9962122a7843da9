/** The `role` nodes: who may do what, by Slack's ids. */
import type { Role } from '../../commands/desk.ts';
import type { KdlBlock, KdlNode } from '../../hostlink/registry/kdl.ts';
import { locationOf } from '../../hostlink/registry/kdl.ts';
import {
  argument,
  argumentsOf,
  faultAt,
  nodesNamed,
  oneOf,
  property,
} from '../../hostlink/registry/kdl-read.ts';
import type { RoleRule, Roles } from './config.ts';
import { type Faults, readAll, reportUnknown, reportUnknownProperties } from './faults.ts';
import * as value from './values.ts';

export const roleNames = [
  'viewer',
  'operator',
  'approver',
  'admin',
] as const satisfies readonly Role[];
export const roleName = oneOf(...roleNames);

export function readRoles(block: KdlBlock, faults: Faults): Roles {
  const roles: Partial<Record<Role, RoleRule>> = {};
  for (const node of nodesNamed(block, 'role')) {
    const rule = readRole(node, faults);
    if (rule === undefined) continue;
    const earlier = roles[rule.role];
    if (earlier !== undefined) {
      faults.add(
        faultAt(node, {
          code: 'zmgr::config::duplicate',
          message: `The role "${rule.role}" is given a second time, after line ${earlier.location.line}`,
          help: 'Put all its people into one of the two.',
        }),
      );
      continue;
    }
    roles[rule.role] = rule;
  }
  if (roles.operator === undefined && roles.admin === undefined) reportNobody(block, faults);
  return roles;
}

function readRole(node: KdlNode, faults: Faults): RoleRule | undefined {
  reportUnknown(faults, node, ['users', 'usergroups']);
  reportUnknownProperties(faults, node, ['everyone']);
  const role = faults.attempt(() => argument(node, roleName));
  const everyone = faults.attempt(() => property(node, 'everyone', value.flag)) ?? false;
  const before = faults.all.length;
  const users = readAll(faults, node, 'users', (line) => argumentsOf(line, value.userId));
  const usergroups = readAll(faults, node, 'usergroups', (line) =>
    argumentsOf(line, value.usergroupId),
  );
  if (role === undefined || faults.all.length > before) return undefined;
  if (everyone && (role === 'approver' || role === 'admin')) {
    faults.add(
      faultAt(node, {
        code: 'zmgr::config::everyone',
        message: `Everyone would be ${role}, and the role would protect nothing`,
        help: `Name the people: role "${role}" { users "U01"; usergroups "S01" }`,
      }),
    );
    return undefined;
  }
  if (!everyone && users.length === 0 && usergroups.length === 0) {
    faults.add(
      faultAt(node, {
        code: 'zmgr::config::empty-role',
        message: `Nobody has the role "${role}"`,
        help: `Name the people: role "${role}" { users "U01"; usergroups "S01" } — or remove the line.`,
      }),
    );
    return undefined;
  }
  return { role, everyone, users, usergroups, location: locationOf(node) };
}

function reportNobody(block: KdlBlock, faults: Faults): void {
  if (
    nodesNamed(block, 'role').some((node) =>
      /^(operator|admin)$/.test(String(node.arguments[0]?.value)),
    )
  ) {
    return;
  }
  faults.add(
    faultAt(top(block), {
      code: 'zmgr::config::no-operator',
      message: 'Nobody may change anything: there is no role "operator" and no role "admin"',
      help: 'Add a line with your own Slack id (in your profile: Copy member ID): role "admin" { users "U01" }',
    }),
  );
}

const top = ({ file }: KdlBlock) => ({ file, span: { start: 0, end: 0 }, line: 1, column: 1 });
