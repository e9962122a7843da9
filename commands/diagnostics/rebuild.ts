/** Reading operations back from hosts, after the loss of the database. */
import type { Explanations } from './explanation.ts';

export const rebuildDiagnostics = {
  'zmgr::rebuild::asker-unknown': {
    happened:
      'A host has the journal of an operation, and not who asked for what, or not as this release understands it. It was not put back into the database.',
    remedy:
      'Look at `ops/<id>/events` in the state directory of the host: it shows what was done, and how it ended.',
  },
  'zmgr::rebuild::never-begun': {
    happened:
      'A host was given an operation and never began it, so nothing was done. It was not put back into the database.',
    remedy:
      'Ask for it again if it is still wanted. Its directory in the state directory can be removed.',
  },
  'zmgr::rebuild::no-operation': {
    happened:
      'Among the operations in the state directory of a host lies something that is none. It was left alone.',
    remedy: 'Look at it on the host, and move it away.',
  },
  'zmgr::rebuild::two-undecided': {
    happened:
      'A host has two operations on one thing that have both not ended, which zonebot never lets happen. The newer one was put back into the database, the other was not.',
    remedy: 'Decide about the one that was put back, then run `zonebot store rebuild` again.',
  },
} satisfies Explanations;
