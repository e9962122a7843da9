/**
 * What verbs need from the storey above, declared here and handed in by src/main.ts: who asks, which hosts there are,
 * what operations there were. Commands know no Slack, no SSH and no SQL.
 */

import type { DiagnosticCode, DiagnosticFields } from '../hostlink/diagnostic.ts';
import type { HostSpec } from '../hostlink/host.ts';
import type { HostName } from '../hostlink/names/host-name.ts';
import type { OperationId } from '../hostlink/names/operation-id.ts';
import type { FactSet, Observed } from '../hostlink/observe/fact.ts';
import type { Plan } from '../hostlink/plan/plan.ts';
import type { JournalEvent } from '../hostlink/runner/events.ts';
import type { StepOutput } from '../hostlink/runner/read-outputs.ts';
import type { Risk } from '../hostlink/steps/define-step.ts';
import type { AuditTrail } from './audit/trail.ts';
import type { Surface } from './surface.ts';

/** Roles, as the configuration names them. An admin may do what an operator may, an operator what a viewer may. */
export const roles = ['viewer', 'operator', 'approver', 'admin'] as const;
export type Role = (typeof roles)[number];

/** The person who asks. Ids, never names. */
export interface Actor {
  readonly team: string;
  readonly user: string;
  /** Resolved when the command came in. */
  readonly roles: ReadonlySet<Role>;
}

export interface Hosts {
  readonly names: readonly HostName[];
  readonly default: HostName;
  spec(host: HostName): HostSpec;
  /**
   * One exec.
   * @throws Diagnostic when the host can't be reached, or a fact not understood.
   */
  observe<S extends FactSet>(host: HostName, facts: S): Promise<Observed<S>>;
  /**
   * What the steps of an operation printed, or one of them; the end of what is long. One exec.
   * @throws Diagnostic when the host can't be reached
   */
  outputs(host: HostName, operation: OperationId, step?: number): Promise<readonly StepOutput[]>;
}

/** planned → waiting → approved → queued → running → done, and the side exits of design. */
export const operationStates = [
  'planned',
  'waiting',
  'approved',
  'queued',
  'running',
  'done',
  'denied',
  'expired',
  'stale',
  'cancelled',
  'unwound',
  'stuck',
  'interrupted',
  'failed',
] as const;
export type OperationState = (typeof operationStates)[number];

/** What people say about an operation that waits for them. */
export const decisions = ['confirm', 'approve', 'deny'] as const;
export type Decision = (typeof decisions)[number];

/** One per person and operation. */
export interface Vote {
  readonly by: { readonly team: string; readonly user: string };
  readonly decision: Decision;
  readonly reason?: string;
  readonly surface: Surface;
  readonly at: Date;
}

/** What somebody says about an operation that waits. */
export interface Saying extends Pick<Vote, 'decision' | 'surface' | 'reason'> {
  /** The name of what it is about, where a rule asks for it to be typed. */
  readonly typed?: string;
}

/** Where a rule of zonebot.kdl stands. */
export interface RulePlace {
  readonly source: string;
  readonly line: number;
}

/** Somebody to be named: a person, or a user group of the chat. */
export interface Named {
  readonly users: readonly string[];
  readonly usergroups: readonly string[];
}

/** What any consent has in common. Durations are milliseconds. */
interface Terms {
  /** Nobody can decide any more from then on. */
  readonly until: Date;
  /** How long it can still be stopped once people have said yes. */
  readonly cooldown: number;
  /** How soon it has to begin once they have. */
  readonly startWithin: number;
  /** Where zonebot.kdl says so; left out where it is so by default. */
  readonly rule?: RulePlace;
}

/** A second word of who asked for it, who has seen the plan. */
export interface Confirmation extends Terms {
  readonly kind: 'confirmation';
}

/** The yes of others. */
export interface Approval extends Terms {
  readonly kind: 'approval';
  /** Whom the rule names: a role of the configuration, people, user groups. */
  readonly by: Named & { readonly role?: Role };
  /** All whom that comes to, as far as the configuration tells. */
  readonly mention: Named;
  /** How many have to say yes; one no is enough. */
  readonly quorum: number;
  /** Whether who asked may decide as well. */
  readonly self: boolean;
  readonly distinctGroups: boolean;
  /** When a reason has to be said. */
  readonly reasonFor: readonly ('request' | 'approve' | 'deny')[];
  /** Who approves types the name of what it is about. */
  readonly typeToConfirm: boolean;
  /** Slack's ids of the channels where it may be decided; empty: any. */
  readonly channels: readonly string[];
}

/** What an operation needs before it goes to its host. */
export type Consent = Confirmation | Approval;

/** What became of somebody's word. */
export interface Decided {
  /** It was kept; this person had spoken before, and that stands; there was nothing to decide any more. */
  readonly kind: 'counted' | 'voted-before' | 'late';
  readonly operation: OperationView;
}

/** A diagnostic as it is stored: plain JSON. */
export interface Fault extends Omit<DiagnosticFields, 'cause'> {
  /** What the diagnostics under it said, outermost first. */
  readonly causes?: readonly string[];
}

/** What somebody found who looked back at what was done by break-glass. */
export interface Review {
  readonly by: { readonly team: string; readonly user: string };
  readonly note: string;
  readonly surface: Surface;
  readonly at: Date;
}

/** It was done without what it would have waited for. */
export interface BrokenGlass {
  readonly at: Date;
  /** What the rules asked for: `it needs 2 approvals (zonebot.kdl:17)`. */
  readonly instead: string;
  /** How many others look back at it, and until when they should have. */
  readonly needed: number;
  readonly until: Date;
  readonly reviews: readonly Review[];
  readonly closedAt?: Date;
}

/** What became of somebody's review. */
export interface Reviewed {
  readonly kind: 'counted' | 'reviewed-before' | 'late';
  readonly operation: OperationView;
}

/** An operation as verbs may show it. */
export interface OperationView {
  readonly id: OperationId;
  readonly state: OperationState;
  /** Known once it is planned: the host that has the thing may have to be looked for. */
  readonly host?: HostName;
  readonly verb: string;
  readonly subject: string;
  /** What was typed, without `/zone`, secrets taken out. */
  readonly command: string;
  /** Why it was asked for, in the words of who did. */
  readonly reason?: string;
  /** `team:user`. */
  readonly actor: { readonly team: string; readonly user: string };
  readonly askedAt: Date;
  readonly endedAt?: Date;
  /** Since when its host keeps neither its journal nor what its steps printed. */
  readonly journalRemovedAt?: Date;
  readonly plan?: Plan;
  /** What it waits for, or waited for, before it went to its host. */
  readonly consent?: Consent;
  /** What was said about it, in the order in which it was. */
  readonly votes: readonly Vote[];
  /** It was asked for by break-glass; `broken` where that took the place of something. */
  readonly glass?: { readonly ticket: string; readonly broken?: BrokenGlass };
  /** Once people have said yes: when it goes on, and when it is too late for that. */
  readonly start?: { readonly after: Date; readonly until: Date };
  readonly events: readonly JournalEvent[];
  /** Why it could not be planned or did not go through: a code, what happened, what to type. */
  readonly fault?: Fault;
  /** The bot can't see the host's journal at the moment: shown as "connection lost, verifying", while it stays `running`. */
  readonly verifying?: { readonly since: Date; readonly why: string };
  /** Somebody asked for a stop that has not come about yet: `team:user`. */
  readonly cancelAskedBy?: { readonly team: string; readonly user: string };
}

export interface Operations {
  list(filter: {
    readonly host?: HostName;
    readonly state?: OperationState;
    readonly limit: number;
  }): Promise<readonly OperationView[]>;
  /** @throws Diagnostic `zmgr::operation::unknown` */
  show(id: OperationId): Promise<OperationView>;
  /**
   * Says yes or no to one that waits. The first decision that is enough counts, and goes into the database at once.
   * @throws Diagnostic `zmgr::approval::…`, `zmgr::access::…` for who may not
   */
  decide(id: OperationId, by: Actor, said: Saying): Promise<Decided>;
  /**
   * Looks back at what was done by break-glass. Enough of them close it.
   * @throws Diagnostic `zmgr::glass::…`, `zmgr::access::…` for who may not
   */
  review(id: OperationId, by: Actor, said: Pick<Review, 'note' | 'surface'>): Promise<Reviewed>;
  /** What was done by break-glass and is not closed, the oldest first. */
  openReviews(): Promise<readonly OperationView[]>;
  /** Asks the runner to stop between steps and unwind. */
  cancel(id: OperationId, by: Actor): Promise<OperationView>;
  /** Goes on with a stuck or interrupted operation. */
  resume(id: OperationId, by: Actor): Promise<OperationView>;
  /** Takes back what a stuck or interrupted operation did, where its plan still allows it. */
  unwind(id: OperationId, by: Actor): Promise<OperationView>;
  /** Addresses set aside on a host by operations that have not ended. */
  holds(host: HostName): Promise<readonly string[]>;
}

/** A change, as policy looks at it; a host is named once it is known. */
export interface AskedChange {
  readonly verb: string;
  readonly risk: Risk;
  readonly host?: HostName;
  /** Tags of what it is about. */
  readonly tags?: readonly string[];
  readonly reason?: string;
}

type WithoutUntil<T> = T extends unknown ? Omit<T, 'until'> & { readonly expires: number } : never;

/** What a change needs besides the right to ask for it. `because` says by which rule, or that it is so by default. */
export type Demand = { readonly because: string; readonly rule?: RulePlace } & (
  | { readonly kind: 'nothing' }
  | { readonly kind: 'confirmation'; readonly terms: WithoutUntil<Confirmation> }
  | { readonly kind: 'approval'; readonly terms: WithoutUntil<Approval> }
  /** Not now, not here, not so. */
  | { readonly kind: 'refused'; readonly code: DiagnosticCode; readonly help: string }
);

/** What somebody may do about an operation that there is. */
export const standActions = ['confirm', 'approve', 'deny', 'review', 'cancel'] as const;
export type StandAction = (typeof standActions)[number];

export interface Stand {
  readonly allowed: boolean;
  readonly because: string;
  /** Of a no: `zmgr::access::unverified` where the chat could not be asked, so that it may be a yes a moment later. */
  readonly code?: DiagnosticCode;
}

/** What the configuration says of break-glass, and what is left of it for somebody. */
export interface GlassTerms {
  /** How often within a day, and how often it was. */
  readonly limit: number;
  readonly used: number;
  /** How many others review it, within how many milliseconds, and who they are. */
  readonly reviews: number;
  readonly within: number;
  readonly reviewers: Named;
  readonly rule: RulePlace;
}

export interface Desk {
  readonly actor: Actor;
  /** All accounts that are this person's; the one that asks among them. */
  readonly accounts: readonly string[];
  readonly hosts: Hosts;
  readonly operations: Operations;
  /** Who did what: for admins. */
  readonly trail: AuditTrail;
  /** What the actor may do, for help and whoami: the verdict and the rule that gives it. */
  may(path: string): Stand;
  /** What a change would wait for, were it asked for here and now. */
  need(change: AskedChange): Demand;
  /** What breaking the glass takes, and how often this person has within a day; undefined where nobody may. */
  glass(): Promise<GlassTerms | undefined>;
  /** Whether the actor may decide about an operation. @throws Diagnostic `zmgr::operation::unknown` */
  stand(action: StandAction, id: OperationId): Promise<Stand>;
  readonly now: Date;
  readonly version: string;
}
