/** The consent of others. */
import type { Explanations } from './explanation.ts';

export const approvalDiagnostics = {
  'zmgr::approval::not-yours': {
    happened:
      'A change is confirmed by the person who asked for it, and somebody else tried to. It still waits.',
    remedy: 'Ask them to press Confirm, or ask for the change yourself.',
  },
  'zmgr::approval::unavailable': {
    happened:
      "What was asked for needs the consent of others, by a rule of `zonebot.kdl` or by its risk, and this release can't ask for it. It is refused, never let through. Nothing was done.",
    remedy:
      'Make the change on the host itself; an admin may also take the rule out of `zonebot.kdl`.',
  },
} satisfies Explanations;
