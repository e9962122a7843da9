/** What authorise() is asked, what it goes by, and what it answers. */
import type { Consent, Decision, Role, RulePlace } from '../../commands/desk.ts';
import type { DiagnosticCode } from '../../hostlink/diagnostic.ts';
import type { HostSpec } from '../../hostlink/host.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Risk } from '../../hostlink/steps/define-step.ts';
import type { ApprovalRule, BreakGlass, LinkedAccounts, Roles } from '../config/config.ts';
import type { ActorId } from './actor-id.ts';
import type { Channel } from './directory.ts';
import type { Knowledge } from './remember.ts';
import type { Groups } from './roles.ts';
import type { Standing } from './standing.ts';

export type Action =
  /** A command, by its path; `decide` is about an operation that there is. */
  | {
      readonly kind: 'read' | 'decide' | 'change';
      readonly path: string;
      readonly role: Role | 'anyone';
    }
  /** Stopping an operation: for who asked for it, and admins; one that is approved and has not begun, also for approvers. */
  | { readonly kind: 'cancel'; readonly isApproved: boolean }
  /** Having a change done without the yes that it needs. */
  | { readonly kind: 'break-glass' }
  /** Looking back at one that was. */
  | { readonly kind: 'review' }
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
  /** It was done by break-glass. */
  readonly isByGlass?: boolean;
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
  /** Where it is asked; undefined where that is no channel: a workflow, an App Home. */
  readonly channel: Knowledge<Channel | undefined> | undefined;
  /** Undefined where there is no place at all, as in a workflow. */
  readonly channelId: string | undefined;
}

export interface Policy {
  readonly roles: Roles;
  readonly approval: readonly ApprovalRule[];
  readonly breakGlass?: BreakGlass;
  readonly linked: readonly LinkedAccounts[];
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
