/**
 * The `approval` nodes: what changes need before they are made. One that waits for nobody would look like protection and
 * be a dead end, so it is refused when the configuration is loaded.
 */
import { verbs } from '../../commands/verbs.ts';
import { nearest } from '../../hostlink/nearest.ts';
import {
  type KdlBlock,
  type KdlNode,
  type KdlValue,
  locationOf,
} from '../../hostlink/registry/kdl.ts';
import {
  argument,
  argumentsOf,
  faultAt,
  nodesNamed,
  oneOf,
  property,
  text,
} from '../../hostlink/registry/kdl-read.ts';
import { risks } from '../../hostlink/steps/define-step.ts';
import { unsatisfiable } from './approvers.ts';
import {
  type ApprovalRule,
  type LinkedAccounts,
  needs,
  type Roles,
  type RuleSubject,
} from './config.ts';
import { type Faults, readAll, reportUnknown, reportUnknownProperties } from './faults.ts';
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
  'time-zone',
];

export const readApproval = (
  block: KdlBlock,
  roles: Roles,
  linked: readonly LinkedAccounts[],
  faults: Faults,
): readonly ApprovalRule[] =>
  nodesNamed(block, 'approval').flatMap((node) => {
    const rule = readRule(node, faults);
    if (rule === undefined) return [];
    if (rule.needs !== 'approval') return [rule];
    const { role } = rule.by;
    // A role that stands there and could not be read has its own fault.
    const isUnread = role !== undefined && roles[role] === undefined && names(block, role);
    const why = isUnread ? undefined : unsatisfiable(rule, roles, linked);
    if (why === undefined) return [rule];
    faults.add(faultAt(node, { code: 'zmgr::config::unsatisfiable-approval', ...why }));
    return [];
  });

const names = (block: KdlBlock, role: string): boolean =>
  nodesNamed(block, 'role').some((node) => node.arguments[0]?.value === role);

function readRule(node: KdlNode, faults: Faults): ApprovalRule | undefined {
  const { attempt } = faults;
  const before = faults.all.length;
  reportUnknown(faults, node, ['users', 'usergroups']);
  reportUnknownProperties(faults, node, properties);
  const subject = attempt(() => argument(node, subjectOf));
  const needed = attempt(() => property(node, 'needs', oneOf(...needs))) ?? 'approval';
  const role = attempt(() => property(node, 'by', roleName));
  const users = readAll(faults, node, 'users', (line) => argumentsOf(line, value.userId));
  const usergroups = readAll(faults, node, 'usergroups', (line) =>
    argumentsOf(line, value.usergroupId),
  );
  const quorum = attempt(() => property(node, 'quorum', value.count)) ?? 1;
  const self = attempt(() => property(node, 'self', value.flag)) ?? false;
  const when = attempt(() => property(node, 'when', value.conditions)) ?? [];
  const expires = attempt(() => property(node, 'expires', value.duration));
  const executeWithin = attempt(() => property(node, 'execute-within', value.duration));
  const cooldown = attempt(() => property(node, 'cooldown', value.duration));
  const reasonFor = attempt(() => property(node, 'reason', value.reasonRule)) ?? [];
  const typeToConfirm = attempt(() => property(node, 'type-to-confirm', value.flag)) ?? false;
  const distinctGroups = attempt(() => property(node, 'distinct-groups', value.flag)) ?? false;
  const channels = attempt(() => property(node, 'channels', value.channelIds)) ?? [];
  const windows = attempt(() => property(node, 'freeze', value.freezeWindows)) ?? [];
  const timeZone = attempt(() => property(node, 'time-zone', value.timeZone)) ?? 'UTC';
  if (subject === undefined || faults.all.length > before) return undefined;
  const rule: ApprovalRule = {
    subject,
    needs: needed,
    by: { ...(role !== undefined && { role }), users, usergroups },
    quorum,
    self,
    when,
    ...(expires !== undefined && { expires }),
    ...(executeWithin !== undefined && { executeWithin }),
    ...(cooldown !== undefined && { cooldown }),
    reasonFor,
    typeToConfirm,
    distinctGroups,
    channels,
    freeze: { windows, timeZone },
    location: locationOf(node),
  };
  const fault = unfit(rule);
  if (fault === undefined) return rule;
  faults.add(faultAt(node, fault));
  return undefined;
}

/** What is wrong with a rule as a whole. */
function unfit({ subject, needs: needed, by }: ApprovalRule) {
  const title = subject.kind === 'risk' ? subject.risk : subject.verb;
  const isUnnamed = by.role === undefined && by.users.length + by.usergroups.length === 0;
  if (needed === 'approval' && isUnnamed) {
    return {
      code: 'zmgr::config::missing',
      message: `Nothing says who approves ${subject.kind === 'risk' ? `${title} changes` : `"${title}"`}`,
      help: `Write: approval "${title}" by="approver"`,
    } as const;
  }
  return needed === 'nothing' && isDestructive(subject)
    ? ({
        code: 'zmgr::config::unasked-destruction',
        message: 'Destructive changes would be made at once, without a second word of anybody',
        help: `Write: approval "${title}" needs="confirmation"`,
      } as const)
    : undefined;
}

const changes = () => verbs.filter((verb) => verb.kind === 'change');

function isDestructive(subject: RuleSubject): boolean {
  if (subject.kind === 'risk') return subject.risk === 'destructive';
  return changes().some(({ path, risk }) => path === subject.verb && risk === 'destructive');
}

/** A risk, or a verb that changes something. */
function subjectOf(written: KdlValue): RuleSubject {
  const word = text(written);
  const risk = risks.find((known) => known === word);
  if (risk !== undefined) return { kind: 'risk', risk };
  const paths = changes().map(({ path }) => path);
  if (paths.includes(word)) return { kind: 'verb', verb: word };
  const meant = nearest(word, [...risks, ...paths]);
  throw faultAt(written, {
    code: 'zmgr::config::bad-value',
    message: `"${word}" is no risk and no verb that changes something`,
    help: `Write one of: ${risks.map((known) => `"${known}"`).join(', ')}, or a verb like "${paths[0]}".`,
    suggestions: meant,
  });
}
