/** Address objects of ipadm. */
import type { Explanations } from './explanation.ts';

export const addressObjectDiagnostics = {
  'zmgr::address-object::bad-name': {
    happened:
      'The name is no address object: an interface, a slash and a name of letters, digits and underscores. ipadm(8).',
    remedy: 'Write it like `stub0/v4`.',
  },
} satisfies Explanations;
