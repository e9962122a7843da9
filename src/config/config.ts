/** What zonebot.kdl says, once read: readonly data, every value right, every rule with the place where it stands. */
import type { Role } from '../../commands/desk.ts';
import type { SourceLocation } from '../../hostlink/diagnostic.ts';
import type { HostSpec } from '../../hostlink/host.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { Risk } from '../../hostlink/steps/define-step.ts';
import type { Freeze } from './freeze.ts';

export interface Config {
  /** Path of the file, as it was given. */
  readonly source: string;
  /** Hex SHA-256 of the file's text: which rules were in force is told by it. */
  readonly digest: string;
  readonly slack: {
    /** Where alerts go, and the card of a command typed where the bot is no member. */
    readonly channel: string;
  };
  /** Never empty, in the order of the file. */
  readonly hosts: readonly HostSpec[];
  readonly defaultHost: HostName;
  readonly roles: Roles;
  readonly approval: readonly ApprovalRule[];
  /** Left out: nobody breaks the glass. */
  readonly breakGlass?: BreakGlass;
  /** Accounts that are one person's; an account is in one of them at most. */
  readonly linked: readonly LinkedAccounts[];
  readonly alerts: Alerts;
}

/** Slack's ids of the accounts of one person: two or more. */
export interface LinkedAccounts {
  readonly accounts: readonly string[];
  readonly location: SourceLocation;
}

export type Roles = Partial<Readonly<Record<Role, RoleRule>>>;

/** Who has a role. */
export interface RoleRule {
  readonly role: Role;
  /** Every full member of the workspace. */
  readonly everyone: boolean;
  /** Slack's ids: U…, W… */
  readonly users: readonly string[];
  /** Slack's ids of user groups: S… */
  readonly usergroups: readonly string[];
  readonly location: SourceLocation;
}

/** What a rule is for, besides its subject. */
export type Condition =
  /** A tag of the host. */
  | { readonly kind: 'tag'; readonly tag: string }
  /** A tag of the zone. */
  | { readonly kind: 'zone-tag'; readonly tag: string }
  | { readonly kind: 'host'; readonly host: string }
  /** Where it is asked for. */
  | { readonly kind: 'channel'; readonly channel: string };

/** What a change may need before it is made: others' yes, or a second word of who asked. */
export const needs = ['approval', 'confirmation', 'nothing'] as const;

/** When people have to say why. */
export const reasonOccasions = ['request', 'approve', 'deny'] as const;
export type ReasonOccasion = (typeof reasonOccasions)[number];

/** Changes of a risk, or of one verb whatever it risks. */
export type RuleSubject =
  | { readonly kind: 'risk'; readonly risk: Risk }
  | { readonly kind: 'verb'; readonly verb: string };

/** Whom a rule names. */
export interface Approvers {
  readonly role?: Role;
  /** Slack's ids: U…, W… */
  readonly users: readonly string[];
  /** S… */
  readonly usergroups: readonly string[];
}

/** What changes need. Of all rules that fit a change, the first in the file holds. Durations are milliseconds. */
export interface ApprovalRule {
  readonly subject: RuleSubject;
  readonly needs: (typeof needs)[number];
  /** Who approves. */
  readonly by: Approvers;
  readonly quorum: number;
  /** Whether who asks may decide as well. */
  readonly self: boolean;
  /** All of them hold. */
  readonly when: readonly Condition[];
  readonly expires?: number;
  /** How soon it has to begin once people have said yes. */
  readonly executeWithin?: number;
  /** How long it can still be stopped after they have. */
  readonly cooldown?: number;
  readonly reasonFor: readonly ReasonOccasion[];
  readonly typeToConfirm: boolean;
  /** Votes come from distinct sources: user groups, a role, the people of the rule. */
  readonly distinctGroups: boolean;
  /** Slack's ids of the channels where such a change may be asked for and decided; empty: any. */
  readonly channels: readonly string[];
  readonly freeze: Freeze;
  readonly location: SourceLocation;
}

/** Who may have done without approval what needs it, and what follows. Durations are milliseconds. */
export interface BreakGlass {
  readonly by: Approvers;
  readonly reviewers: Approvers;
  /** How many others look back at it; two or more. */
  readonly reviews: number;
  /** How often one person may within a day. */
  readonly limit: number;
  readonly reviewWithin: number;
  /** How long between two reminders of a review. */
  readonly remind: number;
  /** Slack's id of the channel that is told, besides the card; left out: the configured one. */
  readonly channel?: string;
  readonly location: SourceLocation;
}

export interface Alerts {
  /** Share of a pool's addresses that are free, 0 to 1. */
  readonly poolFree?: { readonly warn: number; readonly critical: number };
  /** Milliseconds between two looks. */
  readonly every: number;
}
