/**
 * What a change needs besides the right to ask for it: by the first rule of the configuration that fits it, else by
 * default (ux: routine things at once, disruptive ones confirmed, destructive ones approved by somebody else). Pure.
 */
import { basename } from 'node:path';
import type { Approval, Confirmation } from '../../commands/desk.ts';
import type { DiagnosticCode, SourceLocation } from '../../hostlink/diagnostic.ts';
import type { HostSpec } from '../../hostlink/host.ts';
import type { Risk } from '../../hostlink/steps/define-step.ts';
import { sourcesOf } from '../config/approvers.ts';
import type { ApprovalRule, Approvers, Condition, Roles } from '../config/config.ts';
import { frozenBy } from '../config/freeze.ts';

/** A change, as far as it is known. A host that is not known yet fulfils no condition. */
export interface Change {
  readonly verb: string;
  /** The higher of the verb's and the plan's. */
  readonly risk: Risk;
  readonly host?: Pick<HostSpec, 'name' | 'tags'>;
  readonly zoneTags?: readonly string[];
  /** Where it is asked for. */
  readonly channel?: string;
  readonly reason?: string;
}

type Timeless<T> = T extends unknown ? Omit<T, 'until'> & { readonly expires: number } : never;

/** `because` says by what: a rule and its place, or that it is so by default. */
export type Demand = { readonly because: string; readonly rule?: SourceLocation } & (
  | { readonly kind: 'nothing' }
  | { readonly kind: 'confirmation'; readonly terms: Timeless<Confirmation> }
  | { readonly kind: 'approval'; readonly terms: Timeless<Approval> }
  /** Not now, not here, not so. */
  | { readonly kind: 'refused'; readonly code: DiagnosticCode; readonly help: string }
);

const minute = 60_000;

/** Milliseconds, where no rule says otherwise. What is destroyed is decided soon, or asked for again. */
const expiresAfter = {
  confirmation: 10 * minute,
  destructive: 30 * minute,
  other: 4 * 60 * minute,
} as const;
const startWithin = 15 * minute;

interface Policy {
  readonly roles: Roles;
  readonly approval: readonly ApprovalRule[];
}

export function demandOf(change: Change, { roles, approval }: Policy, now: Date): Demand {
  const rule = approval.find((candidate) => fits(candidate, change));
  return rule === undefined ? byDefault(change, roles) : byRule(rule, change, roles, now);
}

function fits({ subject, needs, when }: ApprovalRule, change: Change): boolean {
  // A verb whose plan destroys something is asked about, whatever a rule for the verb says.
  if (needs === 'nothing' && change.risk === 'destructive') return false;
  const isMeant =
    subject.kind === 'risk' ? subject.risk === change.risk : subject.verb === change.verb;
  return isMeant && when.every((condition) => holds(condition, change, needs !== 'nothing'));
}

/** @param ifUnknown what a zone's tags that nobody has read come to: a rule that asks people is not to be missed */
function holds(
  condition: Condition,
  { host, zoneTags, channel }: Change,
  ifUnknown: boolean,
): boolean {
  switch (condition.kind) {
    case 'tag':
      return host?.tags.includes(condition.tag) === true;
    case 'zone-tag':
      return zoneTags === undefined ? ifUnknown : zoneTags.includes(condition.tag);
    case 'host':
      return host?.name === condition.host;
    case 'channel':
      return channel === condition.channel;
    default:
      return condition satisfies never;
  }
}

function byRule(rule: ApprovalRule, change: Change, roles: Roles, now: Date): Demand {
  const { needs, location, expires, cooldown = 0, executeWithin = startWithin } = rule;
  const place = placeOf(location);
  const common = { because: place, rule: location };
  const obstacle = obstacleIn(rule, change, now);
  if (obstacle !== undefined) return { ...common, kind: 'refused', ...obstacle };
  const { source, line } = location;
  const terms = { cooldown, startWithin: executeWithin, rule: { source, line } };
  switch (needs) {
    case 'nothing':
      return { ...common, kind: 'nothing' };
    case 'confirmation':
      return {
        ...common,
        kind: 'confirmation',
        terms: { kind: 'confirmation', expires: expires ?? expiresAfter.confirmation, ...terms },
      };
    case 'approval': {
      const { quorum, self, distinctGroups, reasonFor, typeToConfirm, channels } = rule;
      return {
        ...common,
        kind: 'approval',
        terms: {
          kind: 'approval',
          expires: expires ?? usually(change.risk),
          ...terms,
          ...whom(rule.by, roles),
          quorum,
          self,
          distinctGroups,
          reasonFor,
          typeToConfirm,
          channels,
        },
      };
    }
    default:
      return needs satisfies never;
  }
}

/** Why it can't be asked for at all, now and here. */
function obstacleIn(
  { channels, freeze, reasonFor, location }: ApprovalRule,
  { channel, reason, verb }: Change,
  now: Date,
): Pick<Extract<Demand, { kind: 'refused' }>, 'because' | 'code' | 'help'> | undefined {
  const place = placeOf(location);
  const window = frozenBy(freeze, now);
  if (window !== undefined) {
    return {
      because: `such changes are not made at this time: ${window.text} ${freeze.timeZone} (${place})`,
      code: 'zmgr::approval::frozen',
      help: 'Ask for it again when that time is over.',
    };
  }
  if (channel !== undefined && channels.length > 0 && !channels.includes(channel)) {
    return {
      because: `such changes are not asked for in this channel (${place})`,
      code: 'zmgr::approval::channel',
      help: `Ask for it in ${channels.map((id) => `\`${id}\``).join(' or ')}.`,
    };
  }
  if (reasonFor.includes('request') && (reason ?? '').trim() === '') {
    return {
      because: `such changes are asked for with a reason (${place})`,
      code: 'zmgr::approval::reason',
      help: `Put it behind two dashes: \`/zone ${verb} … -- why\``,
    };
  }
  return undefined;
}

function byDefault({ risk }: Change, roles: Roles): Demand {
  const terms = { cooldown: 0, startWithin };
  switch (risk) {
    case 'routine':
      return { kind: 'nothing', because: 'routine changes need nobody else' };
    case 'disruptive':
      return {
        kind: 'confirmation',
        because: 'who asks confirms disruptive changes, where no rule says otherwise',
        terms: { kind: 'confirmation', expires: expiresAfter.confirmation, ...terms },
      };
    case 'destructive': {
      const because = 'somebody else approves destructive changes, where no rule says otherwise';
      const by = whom({ role: 'approver', users: [], usergroups: [] }, roles);
      if (by.mention.users.length + by.mention.usergroups.length === 0) {
        return {
          kind: 'refused',
          because: `${because}, and nobody has the role approver`,
          code: 'zmgr::approval::nobody',
          help: 'An admin of the bot gives the role to somebody, in zonebot.kdl.',
        };
      }
      return {
        kind: 'approval',
        because,
        terms: {
          kind: 'approval',
          expires: expiresAfter.destructive,
          ...terms,
          ...by,
          quorum: 1,
          self: false,
          distinctGroups: false,
          reasonFor: [],
          typeToConfirm: false,
          channels: [],
        },
      };
    }
    default:
      return risk satisfies never;
  }
}

const usually = (risk: Risk): number =>
  risk === 'destructive' ? expiresAfter.destructive : expiresAfter.other;

/** Whom a rule names, and all whom that comes to. */
function whom(by: Approvers, roles: Roles): Pick<Approval, 'by' | 'mention'> {
  const sources = sourcesOf(by, roles);
  return {
    by,
    mention: {
      users: [...new Set(sources.flatMap(({ users }) => users))],
      usergroups: sources.flatMap(({ usergroup }) => (usergroup === undefined ? [] : [usergroup])),
    },
  };
}

/** The directory is nobody's business in a chat. */
export const placeOf = ({ source, line }: Pick<SourceLocation, 'source' | 'line'>): string =>
  `${basename(source)}:${line}`;
