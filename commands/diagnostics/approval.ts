/** The consent of people: who may give it, when, and where. */
import type { Explanations } from './explanation.ts';

export const approvalDiagnostics = {
  'zmgr::approval::channel': {
    happened:
      'A rule of `zonebot.kdl` says in which channels such changes are asked for and decided, and this is none of them. Nothing was done.',
    remedy: 'Ask for it in one of those channels, or decide it where its card is.',
  },
  'zmgr::approval::frozen': {
    happened:
      'A rule of `zonebot.kdl` says that such changes are not made at this time of the week. Nothing was done.',
    remedy: 'Ask for it, or approve it, when that time is over; the message says when.',
  },
  'zmgr::approval::lost': {
    happened:
      'People had said yes, and when the change was about to begin their yes did not count any more: somebody had left the team or the group that approves, or the rules had changed. Nothing was done.',
    remedy: 'Ask for it again.',
  },
  'zmgr::approval::nobody': {
    happened:
      'The change needs the approval of somebody else, and nobody has the role that gives it. Nothing was done.',
    remedy: 'An admin of the bot names people: `role "approver" { users "U01" "U02" }`.',
  },
  'zmgr::approval::not-asked': {
    happened:
      'An operation waits for a confirmation of who asked for it, or for an approval of others, and what was said is not what it waits for.',
    remedy: '`/zone op show <id>` shows what it waits for, and from whom.',
  },
  'zmgr::approval::not-named': {
    happened:
      'Only those whom the rule names decide about the change. No other role, admin included, does for them. It still waits.',
    remedy: 'The card of the operation names them; `/zone why approve <id>` says by which rule.',
  },
  'zmgr::approval::not-yours': {
    happened:
      'A change is confirmed by the person who asked for it, and somebody else tried to. It still waits.',
    remedy: 'Ask them to press Confirm, or ask for the change yourself.',
  },
  'zmgr::approval::own': {
    happened:
      'Nobody decides about a request of their own, unless the rule says `self=#true`. It still waits.',
    remedy: 'Ask somebody else whom the rule names; `/zone op cancel <id>` calls it off.',
  },
  'zmgr::approval::reason': {
    happened: 'The rule asks for a reason, and none was said. Nothing was done.',
    remedy: 'Put it behind two dashes: `/zone halt web01 -- a new disk`.',
  },
  'zmgr::approval::untyped': {
    happened:
      'The rule says that who approves types the name of what the change is about, and it was not typed, or not that name. It still waits.',
    remedy:
      'Press Approve on the card and type the name, or `/zone approve <id> name=<name>`, once you are sure that it is meant.',
  },
} satisfies Explanations;
