/**
 * The `approval` nodes, and whether anybody can satisfy them: a rule that waits for nobody would look like protection
 * and be a dead end, so it is refused when the configuration is loaded.
 */

import type { Role } from '../../commands/desk.ts';
import { type KdlBlock, type KdlNode, locationOf } from '../../hostlink/registry/kdl.ts';
import {
  argument,
  faultAt,
  nodesNamed,
  oneOf,
  property,
} from '../../hostlink/registry/kdl-read.ts';
import { risks } from '../../hostlink/steps/define-step.ts';
import { type ApprovalRule, needs, type Roles } from './config.ts';
import { type Faults, reportUnknown, reportUnknownProperties } from './faults.ts';
import { roleName } from './roles.ts';
import * as value from './values.ts';

const properties = [
  'needs',
  'by',
  'quorum',
  'self',
  'when',
  'expires',
  'execute-within',
  'cooldown',
  'reason',
  'type-to-confirm',
  'distinct-groups',
  'channels',
  'freeze',
];

export const readApproval = (
  block: KdlBlock,
  roles: Roles,
  faults: Faults,
): readonly ApprovalRule[] =>
  nodesNamed(block, 'approval').flatMap((node) => {
    const rule = readRule(node, faults);
    if (rule === undefined) return [];
    // A role that stands there and could not be read has its own fault.
    const { by } = rule;
    if (by === undefined) return [rule];
    const isUnread = roles[by] === undefined && names(block, by);
    const why = isUnread ? undefined : unsatisfiable({ ...rule, by }, roles);
    if (why === undefined) return [rule];
    faults.add(faultAt(node, { code: 'zmgr::config::unsatisfiable-approval', ...why }));
    return [];
  });

const names = (block: KdlBlock, role: string): boolean =>
  nodesNamed(block, 'role').some((node) => node.arguments[0]?.value === role);

function readRule(node: KdlNode, faults: Faults): ApprovalRule | undefined {
  const { attempt } = faults;
  const before = faults.all.length;
  reportUnknown(faults, node, []);
  reportUnknownProperties(faults, node, properties);
  const risk = attempt(() => argument(node, oneOf(...risks)));
  const needed = attempt(() => property(node, 'needs', oneOf(...needs))) ?? 'approval';
  const by = attempt(() => property(node, 'by', roleName));
  const quorum = attempt(() => property(node, 'quorum', value.count)) ?? 1;
  const self = attempt(() => property(node, 'self', value.flag)) ?? false;
  const when = attempt(() => property(node, 'when', value.condition)) ?? { kind: 'always' };
  const expires = attempt(() => property(node, 'expires', value.duration));
  const executeWithin = attempt(() => property(node, 'execute-within', value.duration));
  const cooldown = attempt(() => property(node, 'cooldown', value.duration));
  const reason = attempt(() => property(node, 'reason', value.reasonRule)) ?? 'optional';
  const typeToConfirm = attempt(() => property(node, 'type-to-confirm', value.flag)) ?? false;
  const distinctGroups = attempt(() => property(node, 'distinct-groups', value.flag)) ?? false;
  const channel = attempt(() => property(node, 'channels', value.channelIds)) ?? [];
  const freeze = attempt(() => property(node, 'freeze', value.freezeWindow));
  if (
    risk !== undefined &&
    needed === 'approval' &&
    by === undefined &&
    faults.all.length === before
  ) {
    faults.add(
      faultAt(node, {
        code: 'zmgr::config::missing',
        message: `Nothing says who approves ${risk} changes`,
        help: `Write: approval "${risk}" by="approver"`,
      }),
    );
  }
  if (risk === 'destructive' && needed === 'nothing') {
    faults.add(
      faultAt(node, {
        code: 'zmgr::config::unasked-destruction',
        message: 'Destructive changes would be made at once, without a second word of anybody',
        help: 'Write: approval "destructive" needs="confirmation"',
      }),
    );
  }
  if (risk === undefined || faults.all.length > before) return undefined;
  return {
    risk,
    needs: needed,
    ...(by !== undefined && { by }),
    quorum,
    self,
    when,
    ...(expires !== undefined && { expires }),
    ...(executeWithin !== undefined && { executeWithin }),
    ...(cooldown !== undefined && { cooldown }),
    reason,
    typeToConfirm,
    distinctGroups,
    channels: channel,
    freeze: freeze === undefined ? [] : [freeze],
    location: locationOf(node),
  };
}

/**
 * Why nobody, or not enough people, can ever approve what the rule is for. Members of user groups are not known here;
 * a rule that names one is taken to reach people.
 */
export function unsatisfiable(
  { by, quorum, self }: Pick<ApprovalRule, 'quorum' | 'self'> & { readonly by: Role },
  roles: Roles,
): { readonly message: string; readonly help: string } | undefined {
  const rule = roles[by];
  if (rule === undefined) {
    return {
      message: `The rule waits for the role "${by}", which nobody has`,
      help: `Add a line: role "${by}" { users "U01" "U02" }`,
    };
  }
  if (rule.everyone || rule.usergroups.length > 0) return undefined;
  const approvers = new Set(rule.users);
  const mayAsk = [...(roles.operator?.users ?? []), ...(roles.admin?.users ?? [])];
  const anyoneMayAsk = roles.operator?.everyone === true;
  const alone = self
    ? undefined
    : [...approvers].find((user) => anyoneMayAsk || mayAsk.includes(user));
  const reachable = approvers.size - (alone === undefined ? 0 : 1);
  if (reachable >= quorum) return undefined;
  const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);
  return {
    message:
      alone === undefined
        ? `The rule waits for ${people(quorum)} with the role "${by}", and there are ${approvers.size}`
        : `The rule waits for ${people(quorum)} with the role "${by}", and what ${alone} asks for can be approved by ${reachable === 0 ? 'nobody' : `${reachable} only`}, since nobody approves their own request`,
    help: `Give the role "${by}" to more people, or lower quorum=.`,
  };
}
