/**
 * The workspace that the playground starts with: a small operations team, one person for each thing that a person may
 * be allowed to do, and the bot. The playground's zonebot.kdl gives out the roles by these ids.
 */
import type { Seed } from './workspace/model.ts';

/** The people, by what they are here for. */
export const people = {
  operator: 'U0OLGA0001',
  firstApprover: 'U0PETRA001',
  secondApprover: 'U0PAVEL001',
  admin: 'U0ADAM0001',
  viewer: 'U0VERA0001',
  guest: 'U0GUSTAV01',
} as const;

/** Those who are no part of the team: whom a bot must turn away. */
export const others = {
  /** Of another organisation, seen through `channels.shared`. */
  stranger: 'U0SVEN0001',
  /** Left the company. */
  deactivated: 'U0DORA0001',
  /** Another app's bot. */
  bot: 'U0DEPLOY01',
} as const;

export const bot = { app: 'A0ZONEBOT1', bot: 'B0ZONEBOT1', user: 'U0ZONEBOT1' } as const;

export const channels = {
  ops: 'C0OPS00001',
  random: 'C0RANDOM01',
  /** Private, with the bot in it. */
  vault: 'C0VAULT001',
  archived: 'C0OLDOPS01',
  /** With another organisation, by Slack Connect. */
  shared: 'C0PARTNER1',
} as const;

export const userGroups = { approvers: 'S0APPROVE1' } as const;

/** What the app is granted when it is installed: all that it might ask for. The playground installs it from manifest.yml. */
const scopes = [
  'commands',
  'chat:write',
  'users:read',
  'usergroups:read',
  'channels:read',
  'channels:history',
  'groups:read',
  'groups:history',
  'im:write',
  'files:write',
  'files:read',
  'app_mentions:read',
] as const;

const events = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_shared',
  'member_left_channel',
  'subteam_members_changed',
  'subteam_updated',
  'tokens_revoked',
  'user_change',
] as const;

const shortcuts = [
  { type: 'global', name: 'Create zone', callbackId: 'sc_create' },
  { type: 'message', name: 'Zone actions', callbackId: 'sc_zone_actions' },
] as const;

const { operator, firstApprover, secondApprover, admin, viewer, guest } = people;

export const seed: Seed = {
  team: { id: 'T0PLAYGRND', name: 'Playground', domain: 'playground' },
  app: {
    id: bot.app,
    botId: bot.bot,
    userId: bot.user,
    command: '/zone',
    hasHome: true,
    scopes,
    events,
    shortcuts,
  },
  users: [
    { id: operator, name: 'olga', realName: 'Olga Operator', roles: ['operator'] },
    { id: firstApprover, name: 'petra', realName: 'Petra Approver', roles: ['approver'] },
    { id: secondApprover, name: 'pavel', realName: 'Pavel Approver', roles: ['approver'] },
    { id: admin, name: 'adam', realName: 'Adam Admin', roles: ['admin'], isAdmin: true },
    { id: viewer, name: 'vera', realName: 'Vera Viewer', roles: ['viewer'] },
    { id: guest, name: 'gustav', realName: 'Gustav Guest', roles: ['guest'], isRestricted: true },
    {
      id: others.stranger,
      name: 'sven',
      realName: 'Sven Stranger',
      roles: ['stranger'],
      isStranger: true,
    },
    {
      id: others.deactivated,
      name: 'dora',
      realName: 'Dora Departed',
      roles: [],
      isDeleted: true,
    },
    { id: bot.user, name: 'zonebot', realName: 'zonebot', roles: [], isBot: true },
    {
      id: others.bot,
      name: 'deploybot',
      realName: 'deploybot',
      roles: [],
      isBot: true,
      botId: 'B0DEPLOY01',
      appId: 'A0DEPLOY01',
    },
  ],
  userGroups: [
    {
      id: userGroups.approvers,
      handle: 'zone-approvers',
      name: 'Zone approvers',
      users: [firstApprover, secondApprover],
    },
  ],
  channels: [
    {
      id: channels.ops,
      name: 'ops',
      members: [operator, firstApprover, secondApprover, admin, viewer, bot.user],
    },
    // The bot is no member here, and the guest is.
    {
      id: channels.random,
      name: 'random',
      members: [operator, firstApprover, secondApprover, admin, viewer, guest],
    },
    {
      id: channels.vault,
      name: 'vault',
      members: [operator, firstApprover, secondApprover, admin, bot.user],
      isPrivate: true,
    },
    {
      id: channels.archived,
      name: 'old-ops',
      members: [operator, admin, bot.user],
      isArchived: true,
    },
    {
      id: channels.shared,
      name: 'partners',
      members: [operator, firstApprover, admin, others.stranger, others.bot, bot.user],
      isExternallyShared: true,
    },
  ],
};
