/** Zone brands. */
import type { Explanations } from './explanation.ts';

export const brandDiagnostics = {
  'zmgr::brand::needs-image': {
    happened:
      'Zones of this brand are installed from an image, and a template has no place to name one.',
    remedy: 'Take a template with another brand; the message lists them.',
  },
  'zmgr::brand::not-ours': {
    happened:
      'Zones of this brand are virtual machines. Their disks, consoles and boot options are looked after by vm-manager, and the bot keeps its hands off them.',
    remedy: 'Use vm-manager, or take a template with another brand.',
  },
  'zmgr::brand::unknown': {
    happened: 'The template names a brand that this distribution does not have.',
    remedy:
      "Correct `brand` in the template's file. OpenIndiana and OmniOS do not have the same brands; the message lists the host's.",
  },
} satisfies Explanations;
