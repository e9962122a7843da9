/**
 * The decision itself, from what was looked up. Pure, and the only place where something is allowed: commands,
 * buttons and the workflow that is about to submit all come here. What is not allowed by a rule is denied.
 */
import { basename } from 'node:path';
import type { Role } from '../../commands/desk.ts';
import type { DiagnosticCode, SourceLocation } from '../../hostlink/diagnostic.ts';
import type { HostSpec } from '../../hostlink/host.ts';
import type { Risk } from '../../hostlink/steps/define-step.ts';
import type { ApprovalRule, Roles } from '../config/config.ts';
import { demandOf } from './demand.ts';
import type { Channel } from './directory.ts';
import type { Knowledge } from './remember.ts';
import { type Groups, holdingOf } from './roles.ts';
import type { Standing } from './standing.ts';

/** Slack's ids; never names. */
export interface ActorId {
  readonly team: string;
  readonly user: string;
}

export type Action =
  /** A command, by its path; `decide` is about an operation that there is. */
  | {
      readonly kind: 'read' | 'decide' | 'change';
      readonly path: string;
      readonly role: Role | 'anyone';
    }
  /** Stopping an operation: for who asked for it, and admins. */
  | { readonly kind: 'cancel' }
  /** Saying that a change of one's own is meant, once its plan is seen. */
  | { readonly kind: 'confirm' };

/** What the action is about, as far as it is known. */
export interface Resource {
  readonly host?: Pick<HostSpec, 'tags'>;
  /** The higher of the verb's and the plan's. */
  readonly risk?: Risk;
  /** Who asked for the operation. */
  readonly requester?: ActorId;
}

/** What was looked up: nothing here is taken from a message. */
export interface Circumstances {
  readonly actor: ActorId;
  readonly standing: Standing;
  readonly groups: Groups;
  /** Where it is asked; undefined where there is no place, as in a workflow. */
  readonly channel: Knowledge<Channel | undefined> | undefined;
}

export interface Policy {
  readonly roles: Roles;
  readonly approval: readonly ApprovalRule[];
}

export type Verdict =
  | { readonly allowed: true; readonly because: string; readonly rule?: SourceLocation }
  | {
      readonly allowed: false;
      readonly because: string;
      readonly code: DiagnosticCode;
      readonly help: string;
      readonly rule?: SourceLocation;
    };

export function decide(
  action: Action,
  resource: Resource,
  circumstances: Circumstances,
  policy: Policy,
): Verdict {
  const refusal = outsider(circumstances);
  if (refusal !== undefined) return refusal;
  switch (action.kind) {
    case 'cancel':
      return cancelling(resource, circumstances, policy);
    case 'confirm':
      return inPlace(action, circumstances) ?? confirming(resource, circumstances, policy);
    case 'change':
      return (
        inPlace(action, circumstances) ??
        consentFor(resource, policy) ??
        byRole(action.role, circumstances, policy)
      );
    case 'read':
    case 'decide':
      return inPlace(action, circumstances) ?? byRole(action.role, circumstances, policy);
    default:
      return action satisfies never;
  }
}

function outsider({ standing }: Circumstances): Verdict | undefined {
  switch (standing.kind) {
    case 'member':
      return undefined;
    case 'outsider':
      return {
        allowed: false,
        because: `only full members of this workspace may use zonebot: ${standing.why}`,
        code: 'zmgr::access::outsider',
        help: 'Ask a colleague who is a full member.',
      };
    case 'unknown':
      return {
        allowed: false,
        because: 'Slack could not be asked who you are',
        code: 'zmgr::access::unverified',
        help: 'Try again in a minute.',
      };
    default:
      return standing satisfies never;
  }
}

function byRole(
  role: Role | 'anyone',
  { actor, groups }: Circumstances,
  { roles }: Policy,
): Verdict {
  if (role === 'anyone') return { allowed: true, because: 'every member may' };
  const holding = holdingOf(role, actor.user, roles, groups);
  switch (holding.kind) {
    case 'held': {
      const { rule } = holding;
      const whom = rule.everyone ? 'everyone has' : 'you have';
      return {
        allowed: true,
        because: `${whom} the role ${rule.role} (${place(rule.location)})`,
        rule: rule.location,
      };
    }
    case 'unsure':
      return {
        allowed: false,
        because: `Slack could not be asked who is in the user groups of the role ${holding.rule.role} (${place(holding.rule.location)})`,
        code: 'zmgr::access::unverified',
        help: 'Try again in a minute.',
        rule: holding.rule.location,
      };
    case 'not-held':
      return {
        allowed: false,
        because: `this needs the role ${role}, which you don't have`,
        code: 'zmgr::access::denied',
        help: 'Type `/zone whoami` to see your roles; who may give them edits zonebot.kdl.',
        ...(roles[role] !== undefined && { rule: roles[role].location }),
      };
    default:
      return holding satisfies never;
  }
}

/** Nothing is changed from a channel that others look into, or of which that can't be told. */
function inPlace(action: Action, { channel }: Circumstances): Verdict | undefined {
  if (action.kind === 'read' || channel === undefined) return undefined;
  if (channel.kind !== 'known') {
    return {
      allowed: false,
      because: 'Slack could not be asked whether this channel is shared with another organisation',
      code: 'zmgr::access::unverified',
      help: 'Try again in a minute.',
    };
  }
  return channel.value?.isShared === true
    ? {
        allowed: false,
        because: 'nothing is changed from a channel that is shared with another organisation',
        code: 'zmgr::access::shared-channel',
        help: 'Type it in a channel of your own team.',
      }
    : undefined;
}

/**
 * Why a change can't be made without the consent of others, if it can't: this release is not able to ask anybody, and
 * what needs their consent is refused, never let through.
 */
export function consentFor({ risk, host }: Resource, policy: Policy): Verdict | undefined {
  if (risk === undefined) return undefined;
  const demand = demandOf(risk, host, policy.approval);
  if (demand.kind !== 'approval') return undefined;
  const { rule } = demand;
  const why =
    rule === undefined
      ? `${risk} changes need an approval`
      : `${place(rule.location)} asks for an approval of ${risk} changes`;
  return {
    allowed: false,
    because: `${why}, and this release can't ask for one yet`,
    code: 'zmgr::approval::unavailable',
    help:
      rule === undefined
        ? 'Make the change on the host itself, or wait for a release with approvals.'
        : 'An admin may take the rule out of zonebot.kdl; otherwise make the change on the host itself.',
    ...(rule !== undefined && { rule: rule.location }),
  };
}

/** One confirms a change of one's own, as long as one may still ask for it. */
function confirming(
  { requester }: Resource,
  circumstances: Circumstances,
  policy: Policy,
): Verdict {
  return isRequester(requester, circumstances)
    ? byRole('operator', circumstances, policy)
    : {
        allowed: false,
        because: 'only who asked for a change confirms it',
        code: 'zmgr::approval::not-yours',
        help: 'Ask them to press Confirm, or type the command yourself.',
      };
}

const isRequester = (requester: ActorId | undefined, { actor }: Circumstances): boolean =>
  requester !== undefined && requester.team === actor.team && requester.user === actor.user;

function cancelling(
  { requester }: Resource,
  circumstances: Circumstances,
  policy: Policy,
): Verdict {
  const isOwn = isRequester(requester, circumstances);
  const verdict = byRole(isOwn ? 'operator' : 'admin', circumstances, policy);
  return verdict.allowed || isOwn
    ? verdict
    : {
        ...verdict,
        because: `only who asked for an operation, and admins, may cancel it: ${verdict.because}`,
      };
}

/** The directory is nobody's business in a chat. */
const place = ({ source, line }: SourceLocation): string => `${basename(source)}:${line}`;
