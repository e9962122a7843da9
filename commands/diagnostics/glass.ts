/** Break-glass: what is done without the yes of others, and reviewed afterwards. */
import type { Explanations } from './explanation.ts';

export const glassDiagnostics = {
  'zmgr::glass::limit': {
    happened:
      'This person has had as many changes done by break-glass within a day as the configuration allows. Nothing was done.',
    remedy:
      'Ask for it without `breakglass`, and call those whom its card names; or ask another member of the group.',
  },
  'zmgr::glass::lost': {
    happened:
      'The glass was broken, and when the change was about to begin its requester was no member of the break-glass group any more. Nothing was done.',
    remedy: 'Ask for it again, or ask somebody who is a member.',
  },
  'zmgr::glass::none': {
    happened:
      'The configuration has no break-glass: nobody does anything without the yes that its rules ask for.',
    remedy:
      'Ask for it without `breakglass`. Whoever looks after the bot may add a `break-glass` line to zonebot.kdl (docs/break-glass.md).',
  },
  'zmgr::glass::not-broken': {
    happened: 'A review was to be given about an operation that was not done by break-glass.',
    remedy: '`/zone reviews` lists what waits for a review.',
  },
  'zmgr::glass::not-named': {
    happened:
      'Only those whom the `break-glass` line of zonebot.kdl names break the glass, and only its reviewers review it.',
    remedy: 'Ask one of them: `/zone why breakglass <change …>` says by which line.',
  },
  'zmgr::glass::note': {
    happened:
      'A review says what was found, and this one said nothing, or too little. It was not counted.',
    remedy: 'Put it behind two dashes: `/zone review <id> -- what you found`.',
  },
  'zmgr::glass::own': {
    happened: 'Who broke the glass was about to review it. That is for others; it was not counted.',
    remedy: 'Ask those whom the card of the review names.',
  },
  'zmgr::glass::reason': {
    happened:
      'A change was to be done by break-glass without a reason that others can follow afterwards. Nothing was done.',
    remedy:
      'Say it in 20 characters or more, behind two dashes: `-- the mail relay is flooded, and nobody answers`.',
  },
  'zmgr::glass::running': {
    happened:
      'What was done by break-glass is reviewed once it has ended, and it is still under way.',
    remedy: '`/zone op show <id>` shows how far it is.',
  },
  'zmgr::glass::several': {
    happened: 'A change for several hosts was to be done by break-glass. Nothing was done.',
    remedy: 'Say for which host, with `host=`, or ask for it without `breakglass`.',
  },
  'zmgr::glass::ticket': {
    happened: 'A change was to be done by break-glass without a ticket. Nothing was done.',
    remedy: 'Write it among the other keys: `ticket=INC-42`.',
  },
} satisfies Explanations;
