/** What a host's runner wrote down about an operation. */
import type { Explanations } from './explanation.ts';

export const journalDiagnostics = {
  'zmgr::journal::bad': {
    happened:
      "The journal has a line that no runner writes, in a place where it can't stand, or the runner answered something unknown. What happened on the host is not known, and nothing is believed.",
    remedy:
      'Look at the host before anything else: `/zone op show <id>` shows what was planned, `/zone show <zone>` what is there.',
  },
  'zmgr::journal::newer': {
    happened: "The journal has the format of another release, so that this one can't read it.",
    remedy: 'Start the newer release; it shows the operation.',
  },
} satisfies Explanations;
