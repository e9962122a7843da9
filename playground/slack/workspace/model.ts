/** What a workspace holds: a team, people, user groups, channels and messages. Readonly data; an edit is a new value. */
import type { SlackFile } from '../files/file.ts';
import type { JsonObject } from '../json.ts';

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** Set where the workspace belongs to an Enterprise Grid organisation. */
  readonly enterprise?: { readonly id: string; readonly name: string };
}

export interface User {
  readonly id: string;
  /** The handle: what follows `@`. */
  readonly name: string;
  readonly realName: string;
  /** What the playground's configuration lets them do; Slack knows nothing of it. */
  readonly roles: readonly string[];
  readonly isBot?: boolean;
  readonly isAdmin?: boolean;
  /** A guest of several channels. */
  readonly isRestricted?: boolean;
  /** A guest of one channel. */
  readonly isUltraRestricted?: boolean;
  /** From another workspace, seen through a shared channel. */
  readonly isStranger?: boolean;
  readonly isDeleted?: boolean;
  /** The app behind a bot that is not ours. */
  readonly botId?: string;
  readonly appId?: string;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  /** A direct message with the bot: the person. */
  readonly im?: string;
  readonly isPrivate?: boolean;
  readonly isArchived?: boolean;
  /** Shared with another organisation by Slack Connect. */
  readonly isExternallyShared?: boolean;
}

/** What the app says: the parts of a message that a caller chooses. */
export interface Content {
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly metadata?: JsonObject;
  readonly files?: readonly SlackFile[];
}

/** `name` without colons, and who left it, first to last. */
export interface Reaction {
  readonly name: string;
  readonly users: readonly string[];
}

export interface Message extends Content {
  readonly channel: string;
  /** "sec.micro": Slack's name of a message, unique and rising in its channel. */
  readonly ts: string;
  /** Who says it: a person's or the bot's user id. */
  readonly user: string;
  /** For a reply: the ts of the message that opened the thread. */
  readonly threadTs?: string;
  /** An ephemeral message: the one who sees it. It is in no history, and the Web API cannot edit it. */
  readonly onlyFor?: string;
  readonly reactions?: readonly Reaction[];
  readonly edited?: { readonly user: string; readonly ts: string };
}

/** The app that is installed in the workspace: the bot under test. */
export interface InstalledApp {
  readonly id: string;
  readonly botId: string;
  /** The bot's user; one of the workspace's users. */
  readonly userId: string;
  readonly command: string;
  /** Whether its App Home is switched on. */
  readonly hasHome: boolean;
  readonly scopes: readonly string[];
  /** What it asked to be told of, as in a manifest: `app_mention`, `message.channels` … */
  readonly events: readonly string[];
  readonly shortcuts: readonly Shortcut[];
}

/** What people may start without typing: from anywhere, or from the menu of a message. */
export interface Shortcut {
  readonly type: 'global' | 'message';
  readonly name: string;
  readonly callbackId: string;
}

/** What a workspace's plan and its admins allow. */
export interface Settings {
  /** Whether the plan has user groups: a free one has not. */
  readonly userGroups: boolean;
  readonly fileUploads: boolean;
}

/** What a workspace starts from. */
export interface Seed {
  readonly team: Team;
  readonly app: InstalledApp;
  readonly users: readonly User[];
  readonly userGroups: readonly UserGroup[];
  /** The first is the configured one. */
  readonly channels: readonly Channel[];
}

/** Says what only one person sees when an app fails them, as Slackbot does. Every workspace has it. */
export const slackbot: User = {
  id: 'USLACKBOT',
  name: 'slackbot',
  realName: 'Slackbot',
  roles: [],
  isBot: true,
};
