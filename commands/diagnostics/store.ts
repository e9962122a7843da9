/** The bot's database. */
import type { Explanations } from './explanation.ts';

export const storeDiagnostics = {
  'zmgr::store::in-use': {
    happened:
      'Another process has the embedded database open, which has room for one; or a bot of an older release, which knows of no others, works with the same PostgreSQL database. This one does not start.',
    remedy:
      'Stop the other one, or give this one a database of its own with `ZONEBOT_DATA` or `DATABASE_URL`. Several bots of this release may share a PostgreSQL database.',
  },
  'zmgr::store::newer': {
    happened:
      'The database was written by a newer release, and this one does not know all of its tables. The bot does not start, and nothing was changed.',
    remedy: 'Start the newer release, or restore a database from before it.',
  },
  'zmgr::store::path-too-long': {
    happened: "The data directory's path is too long for the socket by which the bot guards it.",
    remedy: 'Set `ZONEBOT_DATA` to a shorter path.',
  },
  'zmgr::store::refused': {
    happened:
      'PostgreSQL answers, and does not let the bot in: the user, the password or the database that `DATABASE_URL` names is none of its own. The bot does not start.',
    remedy: "Set `DATABASE_URL` right; the cause has PostgreSQL's own words.",
  },
  'zmgr::store::unavailable': {
    happened:
      'The database does not answer. Nothing new is taken on; hosts can be read, and what runs on them goes on.',
    remedy:
      'Look at the database, and at `DATABASE_URL`; the bot takes everything up again when it answers.',
  },
  'zmgr::store::unseated': {
    happened:
      'This replica of the bot gave no sign for so long (it was stopped, or its machine or its network was) that the others took it for dead, and go on with what it had begun. It may write nothing any more, and ends with status 75.',
    remedy:
      'Nothing, where whoever started it starts it again. Where it happens often, look at what stops the process: memory, processor time, the way to the database.',
  },
  'zmgr::store::unusable': {
    happened:
      'The embedded database could not be opened, after a power cut perhaps. The bot does not start, and nothing in it was changed.',
    remedy:
      'Look at the cause in the log; restore the directory from a backup, or set it aside to begin anew: hosts and registry lose nothing.',
  },
} satisfies Explanations;
