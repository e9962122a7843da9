/**
 * The decision itself, from what was looked up. Pure, and the only place where something is allowed: commands,
 * buttons and the workflow that is about to submit all come here. What is not allowed by a rule is denied.
 */
import type { Consent, Decision, Role, RulePlace } from '../../commands/desk.ts';
import type { DiagnosticCode } from '../../hostlink/diagnostic.ts';
import type { HostSpec } from '../../hostlink/host.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Risk } from '../../hostlink/steps/define-step.ts';
import type { ApprovalRule, Roles } from '../config/config.ts';
import { byRole, isSame } from './by-role.ts';
import type { Channel } from './directory.ts';
import type { Knowledge } from './remember.ts';
import type { Groups } from './roles.ts';
import type { Standing } from './standing.ts';
import { vote } from './vote.ts';

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
  /** Stopping an operation: for who asked for it, and admins; one that is approved and has not begun, also for approvers. */
  | { readonly kind: 'cancel'; readonly isApproved: boolean }
  /** Saying yes or no to an operation that waits. */
  | { readonly kind: 'vote'; readonly decision: Decision };

/** What the action is about, as far as it is known. */
export interface Resource {
  readonly host?: Pick<HostSpec, 'tags'>;
  /** The higher of the verb's and the plan's. */
  readonly risk?: Risk;
  /** Who asked for the operation. */
  readonly requester?: ActorId;
  /** What the operation waits for. */
  readonly consent?: DistributiveOmit<Consent, 'until'>;
  /** Where its card is. */
  readonly cardChannel?: string;
  /** Its id, for what can be typed about it. */
  readonly operation?: OperationId;
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What was looked up: nothing here is taken from a message. */
export interface Circumstances {
  readonly actor: ActorId;
  readonly standing: Standing;
  readonly groups: Groups;
  /** Where it is asked; undefined where there is no place, as in a workflow. */
  readonly channel: Knowledge<Channel | undefined> | undefined;
  readonly channelId: string | undefined;
}

export interface Policy {
  readonly roles: Roles;
  readonly approval: readonly ApprovalRule[];
}

export type Verdict =
  | {
      readonly allowed: true;
      readonly because: string;
      readonly rule?: RulePlace;
      /** Of a vote: through what the rule names this person. */
      readonly sources?: readonly string[];
    }
  | {
      readonly allowed: false;
      readonly because: string;
      readonly code: DiagnosticCode;
      readonly help: string;
      readonly rule?: RulePlace;
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
      return cancelling(action, resource, circumstances, policy);
    case 'vote':
      return (
        inPlace(action, circumstances) ?? vote(action.decision, resource, circumstances, policy)
      );
    case 'read':
    case 'decide':
    case 'change':
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

function cancelling(
  { isApproved }: Extract<Action, { kind: 'cancel' }>,
  resource: Resource,
  circumstances: Circumstances,
  policy: Policy,
): Verdict {
  const { requester } = resource;
  if (isApproved) {
    const asApprover = vote('deny', resource, circumstances, policy);
    if (asApprover.allowed) return asApprover;
  }
  const isOwn = isSame(requester, circumstances.actor);
  const verdict = byRole(isOwn ? 'operator' : 'admin', circumstances, policy);
  return verdict.allowed || isOwn
    ? verdict
    : {
        ...verdict,
        because: `only who asked for an operation, and admins, may cancel it: ${verdict.because}`,
      };
}
