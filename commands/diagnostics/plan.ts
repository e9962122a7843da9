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
  'zmgr::plan::secret-missing': {
    happened:
      "A plan names passwords and keys by their hashes only; what they are is read from the host's registry at the moment when the host is told. One of them is not there any more: somebody changed the template since the plan was made. Nothing was done.",
    remedy: 'Ask for the change again: the new plan has what the template says now.',
  },
  'zmgr::plan::unreadable': {
    happened:
      'A stored plan is not whole, or not what its digest says: another release wrote it, or somebody changed it by hand. It is not carried out.',
    remedy: 'Ask for the change again.',
  },
} satisfies Explanations;
