/** Package publishers, in `publishers/` of a host's registry. */
import type { Explanations } from './explanation.ts';

export const publisherDiagnostics = {
  'zmgr::publisher::unknown': {
    happened: 'A template names a publisher that the registry does not have.',
    remedy: 'Write `publishers/<name>.kdl`, or correct the name in the template.',
  },
} satisfies Explanations;
