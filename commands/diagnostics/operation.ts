/** Operations: each change that was asked for, from request to end. */
import type { Explanations } from './explanation.ts';

export const operationDiagnostics = {
  'zmgr::operation::already-running': {
    happened:
      'The same words of the same person came within ten seconds, and the first are still at work. No second operation was made.',
    remedy: '`/zone op show <id>` shows how far it is.',
  },
  'zmgr::operation::bad-id': {
    happened: 'The text is no operation id: ten small letters and digits.',
    remedy: '`/zone op list` shows the ids.',
  },
  'zmgr::operation::broken-off': {
    happened:
      'The bot broke off in the middle of an operation by a fault of its own. What the host has, the host goes on with.',
    remedy:
      '`/zone op resume <id>` looks how far it is and goes on. Please report it with what the log says.',
  },
  'zmgr::operation::cancelled': {
    happened:
      'Somebody stopped the operation. What had been done was taken back, if anything was; the message says which.',
    remedy: 'Nothing needs to be done. Ask for it again if you want it after all.',
  },
  'zmgr::operation::ended': {
    happened: 'The operation is over, so that nothing about it can be decided any more.',
    remedy: '`/zone op show <id>` shows what was done.',
  },
  'zmgr::operation::expired': {
    happened:
      'The change waited for people, and nobody decided in time, or it could not begin soon enough after they did. Nothing was changed.',
    remedy: 'Ask for it again: it is planned anew from what is there now.',
  },
  'zmgr::operation::interrupted': {
    happened:
      "The runner on the host was stopped in the middle: a reboot, a kill, a power cut. Some of the steps are done, and the registry's entry still says so.",
    remedy:
      '`/zone op resume <id>` does what is left; `/zone op unwind <id>` takes back what was done.',
  },
  'zmgr::operation::journal': {
    happened:
      "The host's journal of the operation is gone or can't be believed. What happened there is not known.",
    remedy:
      'Look at the host first: `/zone op show <id>` shows what was planned, `/zone show <zone>` what is there. Then `/zone op resume <id>` does what is missing; each step checks before it does anything.',
  },
  'zmgr::operation::not-allowed': {
    happened:
      'Whoever asked for the change may not do it any more, by their roles at the moment when it was to begin. Nothing was done.',
    remedy: '`/zone whoami` shows your roles and where they come from.',
  },
  'zmgr::operation::not-now': {
    happened:
      "The operation is in a state in which this can't be decided about it; an interrupted or stuck one can be resumed, one that waits or runs can be cancelled.",
    remedy: '`/zone op show <id>` shows its state and what can be decided.',
  },
  'zmgr::operation::not-told': {
    happened:
      'The host could not be told to stop the operation, because it is out of reach. The wish is kept.',
    remedy: 'Nothing needs to be done: the host is told as soon as it answers.',
  },
  'zmgr::operation::past-return': {
    happened:
      "The operation has begun a step that can't be undone, so that going on is the only way out.",
    remedy: '`/zone op resume <id>` does what is left.',
  },
  'zmgr::operation::stale': {
    happened:
      'Between plan and start the host has changed in a way that the plan depends on: a name or an address was taken, perhaps. Nothing was done.',
    remedy: 'Ask for it again: it is planned anew from what is there now.',
  },
  'zmgr::operation::stuck': {
    happened:
      'A step failed, and taking back what had been done failed as well or is not possible any more. Something is left on the host; the message says what.',
    remedy:
      'Look at what the step said, mend the cause on the host, then `/zone op resume <id>` goes on or `/zone op unwind <id>` takes it back.',
  },
  'zmgr::operation::unconfirmed': {
    happened:
      "The host's runner says that everything is done, and a look at the host afterwards did not find it so.",
    remedy: 'Look at the host; `/zone op resume <id>` checks each step and does what is missing.',
  },
  'zmgr::operation::unknown': {
    happened: "There is no operation with this id in the bot's database.",
    remedy: '`/zone op list` shows those that there are.',
  },
  'zmgr::operation::unknown-verb': {
    happened:
      'The operation was asked for with another release, and this one does not know its verb. Nothing more is done about it.',
    remedy: 'Ask for it again with a verb of this release.',
  },
  'zmgr::operation::unwound': {
    happened:
      'A step failed, and everything that had been done before it was taken back. The host is as it was.',
    remedy: 'Look at what the step said, mend the cause, and ask for it again.',
  },
} satisfies Explanations;
