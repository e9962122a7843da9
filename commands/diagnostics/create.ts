/** What `/zone create` was asked. */
import type { Explanations } from './explanation.ts';

export const createDiagnostics = {
  'zmgr::create::which-net': {
    happened:
      'An address or a pool was given, and the template has several nets, or none, for which it could be meant. Nothing was done.',
    remedy: 'Leave it out, or take a template with one net.',
  },
} satisfies Explanations;
