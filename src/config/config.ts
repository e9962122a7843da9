/** What zonebot.kdl says, once read: readonly data, every value right, every rule with the place where it stands. */
import type { Role } from '../../commands/desk.ts';
import type { SourceLocation } from '../../hostlink/diagnostic.ts';
import type { HostSpec } from '../../hostlink/host.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { Risk } from '../../hostlink/steps/define-step.ts';

export interface Config {
  /** Path of the file, as it was given. */
  readonly source: string;
  readonly slack: {
    /** Where alerts go, and the card of a command typed where the bot is no member. */
    readonly channel: string;
  };
  /** Never empty, in the order of the file. */
  readonly hosts: readonly HostSpec[];
  readonly defaultHost: HostName;
  readonly roles: Roles;
  readonly approval: readonly ApprovalRule[];
  readonly alerts: Alerts;
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

/** Which hosts a rule is for. */
export type Condition =
  | { readonly kind: 'always' }
  | { readonly kind: 'tag'; readonly tag: string };

/** What a change may need before it is made: others' yes, or a second word of who asked. */
export const needs = ['approval', 'confirmation', 'nothing'] as const;

/** What changes of a risk need. Durations are milliseconds. */
export interface ApprovalRule {
  readonly risk: Risk;
  readonly needs: (typeof needs)[number];
  /** Who approves; only an approval has somebody. */
  readonly by?: Role;
  readonly quorum: number;
  /** Whether who asks may decide as well. */
  readonly self: boolean;
  readonly when: Condition;
  readonly expires?: number;
  readonly executeWithin?: number;
  readonly cooldown?: number;
  readonly reason: 'required' | 'optional';
  readonly typeToConfirm: boolean;
  readonly distinctGroups: boolean;
  /** Slack's ids of the channels where such a change may be asked for; empty: any. */
  readonly channels: readonly string[];
  /** Times at which such changes are not made at all, as written: `fri 16:00-mon 08:00`. */
  readonly freeze: readonly string[];
  readonly location: SourceLocation;
}

export interface Alerts {
  /** Share of a pool's addresses that are free, 0 to 1. */
  readonly poolFree?: { readonly warn: number; readonly critical: number };
  /** Milliseconds between two looks. */
  readonly every: number;
}
