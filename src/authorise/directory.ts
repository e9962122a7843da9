/** What Slack knows about people, user groups and channels, declared here and implemented by src/slack/web-api/directory.ts. */

/** A user, as users.info describes them: what decides whether they may change anything at all. */
export interface Person {
  readonly user: string;
  /** The workspaces that they belong to: one, or several of an Enterprise Grid organisation. */
  readonly teams: ReadonlySet<string>;
  readonly isDeleted: boolean;
  readonly isBot: boolean;
  /** A guest: of one channel, or of several. */
  readonly isGuest: boolean;
  /** Of another organisation, seen through a shared channel. */
  readonly isStranger: boolean;
}

export interface Channel {
  /** Whether the bot may post there as a member. */
  readonly isMember: boolean;
  /** Shared with another organisation, or about to be. */
  readonly isShared: boolean;
}

/** Each throws when Slack gives no usable answer; `undefined` is an answer: there is no such thing, or none we may see. */
export interface Directory {
  person(user: string): Promise<Person | undefined>;
  members(usergroup: string): Promise<ReadonlySet<string> | undefined>;
  channel(id: string): Promise<Channel | undefined>;
}
