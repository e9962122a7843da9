/** Zone brands. */
import type { Explanations } from './explanation.ts';

export const brandDiagnostics = {
  'zmgr::brand::needs-attribute': {
    happened:
      'Zones of this brand look for an attribute when they start, and one that does not find it never comes up.',
    remedy:
      'Write it into the template\'s file: `attributes { kernel-version "4.4" }` for the brand lx. docs/registry.md tells every key.',
  },
  'zmgr::brand::needs-image': {
    happened: 'Zones of this brand are installed from an image, and the template names none.',
    remedy:
      'Put an image on the host, and write its path, dataset or snapshot into the template\'s file: `image "/export/images/alpine.tar.gz"`.',
  },
  'zmgr::brand::no-first-boot': {
    happened:
      'What is in a zone of this brand comes from an image, and nothing is known of how it would take a name, users, keys or a timezone at its first boot. Name servers it gets by its attributes.',
    remedy: "Put the rest into the image, and leave it out of the template's `sysconfig`.",
  },
  'zmgr::brand::not-installed': {
    happened:
      'The distribution has this brand, and the host does not: brands are packages, and it lies in none that is installed there.',
    remedy:
      'Install it on the host as root, as `pkg install brand/lx`, or take a template with a brand that is there; the message lists them.',
  },
  'zmgr::brand::not-ours': {
    happened:
      'Zones of this brand are virtual machines. Their disks, consoles and boot options are looked after by vm-manager, and the bot keeps its hands off them.',
    remedy: 'Use vm-manager, or take a template with another brand.',
  },
  'zmgr::brand::unfit-install': {
    happened:
      "The template hands the brand's installation something that it does not take. It would be refused on the host, some brands leaving half a zone behind.",
    remedy:
      "Correct `install` or `image` in the template's file; the message says what the brand takes.",
  },
  'zmgr::brand::unfit-ip-type': {
    happened: 'Zones of this brand have an IP stack of their own, and the template says otherwise.',
    remedy: 'Write `ip-type "exclusive"` into the template\'s file, or leave it out.',
  },
  'zmgr::brand::unknown': {
    happened: 'The template names a brand that this distribution does not have.',
    remedy:
      "Correct `brand` in the template's file. OpenIndiana and OmniOS do not have the same brands; the message lists the host's.",
  },
} satisfies Explanations;
