/** Who may do what. */
import type { Explanations } from './explanation.ts';

export const accessDiagnostics = {
  'zmgr::access::denied': {
    happened: 'The role that this needs is not one that you have here. Nothing was done.',
    remedy:
      '`/zone whoami` shows your roles and where they come from. Roles are given in `zonebot.kdl`; ask an admin of the bot.',
  },
  'zmgr::access::not-here': {
    happened:
      'An answer was to be posted in a channel, for all to see, where zonebot is no member. Nothing was posted.',
    remedy: 'Invite it with `/invite @zonebot`, or share the answer in a channel where it is.',
  },
  'zmgr::access::outsider': {
    happened:
      "Only full members of the bot's own workspace may use it: no guests, no bots, nobody of another workspace, no deleted accounts. Nothing was done.",
    remedy: 'Ask a colleague who is a full member.',
  },
  'zmgr::access::shared-channel': {
    happened:
      'Nothing is changed from, and nothing posted in, a channel that people of another organisation can read, since they would see hosts and zones. Nothing was done.',
    remedy: 'Type it in a channel of your own team.',
  },
  'zmgr::access::unverified': {
    happened:
      "Slack did not answer when it was asked who you are, which groups you are in, or whether the channel is shared. What can't be verified is refused. Nothing was done.",
    remedy:
      "Try again in a minute. If it stays so, look at Slack's status and at the scopes of the app.",
  },
} satisfies Explanations;
