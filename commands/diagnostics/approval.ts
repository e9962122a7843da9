/** The consent of others. */
import type { Explanations } from './explanation.ts';

export const approvalDiagnostics = {
  'zmgr::approval::unavailable': {
    happened:
      "What was asked for needs the consent of others, by a rule of `zonebot.kdl` or by its risk, and this release can't ask for it. It is refused, never let through. Nothing was done.",
    remedy:
      'Make the change on the host itself; an admin may also take the rule out of `zonebot.kdl`.',
  },
} satisfies Explanations;
