/** Plans: what is going to be done on a host. */
import type { Explanations } from './explanation.ts';

export const planDiagnostics = {
  'zmgr::plan::bad-guard': {
    happened:
      'A stored plan has a guard that this release does not know or understand. It is not carried out.',
    remedy: 'Ask for the change again.',
  },
  'zmgr::plan::bad-step': {
    happened:
      'A stored plan has a step that this release does not know or understand. It is not carried out.',
    remedy: 'Ask for the change again.',
  },
  'zmgr::plan::unreadable': {
    happened:
      'A stored plan is not whole, or not what its digest says: another release wrote it, or somebody changed it by hand. It is not carried out.',
    remedy: 'Ask for the change again.',
  },
} satisfies Explanations;
